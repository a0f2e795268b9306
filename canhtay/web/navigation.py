"""The registry of the office's pages. A package declares its own when it starts; who does not see an item is not told of it."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise


def everybody(request: HttpRequest) -> bool:
    return True


@dataclass(frozen=True)
class Item:
    """`title` is lazy (gettext_lazy); `order` in tens; `visible` may look at request.user and at what it may do."""

    title: str | Promise
    url_name: str
    icon: str
    order: int = 50
    visible: Callable[[HttpRequest], bool] = everybody


@dataclass(frozen=True)
class Shown:
    title: str
    url: str
    icon: str
    current: bool


REGISTRY: dict[str, Item] = {}
_captions: list[Callable[[HttpRequest], str]] = []


def declare(item: Item) -> Item:
    if item.url_name in REGISTRY:
        raise ValueError(f"the page {item.url_name} is declared twice")
    REGISTRY[item.url_name] = item
    return item


def declare_caption(caption: Callable[[HttpRequest], str]) -> None:
    """The line under the mark: for whom or where this person works. The last declared holds."""
    _captions.append(caption)


def caption(request: HttpRequest) -> str:
    return _captions[-1](request) if _captions else ""


def shown_to(request: HttpRequest) -> list[Shown]:
    items = [item for item in sorted(REGISTRY.values(), key=lambda item: item.order) if item.visible(request)]
    urls = [reverse(item.url_name) for item in items]
    current = max((url for url in urls if stands_in(request.path, url)), key=len, default=None)
    return [Shown(str(item.title), url, item.icon, url == current) for item, url in zip(items, urls, strict=True)]


def stands_in(path: str, url: str) -> bool:
    """Whether the page at this path belongs to the item: the deepest item that holds it is the current one."""
    return path == url or (url != "/" and path.startswith(url.rstrip("/") + "/"))
