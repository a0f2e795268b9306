"""A thing to do: what, why, and the button that leads there (web/parts/todo.html)."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Todo:
    title: str
    why: str
    url: str
    act: str
