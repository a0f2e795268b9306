"""The registry of the office's pages. A package declares its own when it starts; who does not see an item is not told of it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise


def everybody(request: HttpRequest) -> bool:
    return True


@dataclass(frozen=True)
class Item:
    """`title` is lazy (gettext_lazy); `order` in tens; `visible` may look at request.user and at what it may do.

    `group`: under which heading it is folded away; "" stands in the short list that is always seen. OWN stands by the name.
    """

    title: str | Promise
    url_name: str
    icon: str
    order: int = 50
    visible: Callable[[HttpRequest], bool] = everybody
    group: str | Promise = ""


@dataclass(frozen=True)
class Shown:
    title: str
    url: str
    icon: str
    current: bool
    group: str
    opened: bool
    """Its group holds the current page."""


OWN = "own"
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
    """In their order; those of one group stand together, in the place of its first."""
    return [one for one in _shown(request) if one.group != OWN]


def own_pages(request: HttpRequest) -> list[Shown]:
    """Of whoever is signed in; they stand by the name."""
    return [one for one in _shown(request) if one.group == OWN]


def _shown(request: HttpRequest) -> list[Shown]:
    """Who may see what is asked of the database, so it is asked once a request: for the menu and for what stands by the name."""
    kept = vars(request)
    if "pages_shown" not in kept:
        kept["pages_shown"] = _looked_up(request)
    return cast("list[Shown]", kept["pages_shown"])


def _looked_up(request: HttpRequest) -> list[Shown]:
    items = _in_groups([item for item in REGISTRY.values() if item.visible(request)])
    urls = [reverse(item.url_name) for item in items]
    current = max((url for url in urls if stands_in(request.path, url)), key=len, default=None)
    opened = {str(item.group) for item, url in zip(items, urls, strict=True) if url == current}
    return [
        Shown(str(item.title), url, item.icon, url == current, str(item.group), str(item.group) in opened)
        for item, url in zip(items, urls, strict=True)
    ]


def _in_groups(items: list[Item]) -> list[Item]:
    first: dict[str, int] = {}
    for item in items:
        first[str(item.group)] = min(item.order, first.get(str(item.group), item.order))
    return sorted(items, key=lambda item: (first[str(item.group)], item.order))


def stands_in(path: str, url: str) -> bool:
    """Whether the page at this path belongs to the item: the deepest item that holds it is the current one."""
    return path == url or (url != "/" and path.startswith(url.rstrip("/") + "/"))
