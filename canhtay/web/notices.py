"""A sentence for the next page, with a way to take the act back: `notices.say(request, _("Đã ghi."), undo=url)`.

The undo address travels in the message's tags, signed like all of it; the button posts there.
"""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest

UNDO = "undo:"


def say(request: HttpRequest, sentence: str, *, undo: str = "") -> None:
    """What was done."""
    messages.success(request, sentence, extra_tags=UNDO + undo if undo else "")


def warn(request: HttpRequest, sentence: str) -> None:
    """What did not go as asked."""
    messages.warning(request, sentence)


def undo_url(message: Any) -> str:
    tags = message.extra_tags or ""
    return tags.removeprefix(UNDO) if tags.startswith(UNDO) else ""
