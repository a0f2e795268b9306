"""What a phone holds of the feed, and what an answer does to it (docs/sync.md, "Down")."""

from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]


@dataclass
class Held:
    """What a phone holds of the feed: a cursor per territory, and each object with the number it came with."""

    cursors: dict[str, int] = field(default_factory=dict)
    objects: dict[tuple[str, str, str], tuple[int, Json]] = field(default_factory=dict)

    def take(self, answer: Json) -> bool:
        """True when there is more to ask for."""
        for told in answer["territories"]:
            if told["seq"] < self.cursors.get(told["id"], 0):  # the server came back from an older copy: begin anew
                self.drop(told["id"])
            for one in told["objects"]:
                self._put((told["id"], one["kind"], one["id"]), one)
            self.cursors[told["id"]] = told["seq"]
        for territory in answer["lost"]:
            self.drop(territory)
        return any(told["more"] for told in answer["territories"])

    def drop(self, territory: str) -> None:
        self.cursors.pop(territory, None)
        self.objects = {key: held for key, held in self.objects.items() if key[0] != territory}

    def _put(self, key: tuple[str, str, str], one: Json) -> None:
        if one["seq"] < self.objects.get(key, (0, {}))[0]:
            return
        if one.get("gone"):
            self.objects.pop(key, None)
        else:
            self.objects[key] = (one["seq"], one["data"])
