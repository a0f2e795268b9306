"""What is asked for: how large a city, by which seed, living on which day; and how it falls to communes and groups. Pure."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

WEEKS = 12
"""So long the teams have been going from door to door."""
FIRST_WEEK = timedelta(weeks=1)
"""In it the doors were written down."""
TEAMS_A_COMMUNE = 5
"""A city of few teams has them in few communes, or none of its officers would see more than one."""


@dataclass(frozen=True)
class Order:
    teams: int
    households: int
    seed: int
    today: date
    province: str = "31"

    @property
    def begun(self) -> date:
        """The day this installation was taken into use."""
        return self.today - timedelta(weeks=WEEKS) - FIRST_WEEK

    def die(self, *of: object) -> Random:
        """A die of one part of the city: what one part throws changes no other."""
        return Random(" ".join(map(str, (self.seed, *of))))  # noqa: S311 - a die for invented rows, not a secret

    def __str__(self) -> str:
        return f"{self.teams} {self.households} {self.seed} {self.today} {self.province}"


def apportioned(total: int, weights: list[float]) -> list[int]:
    """Whole shares that sum to `total`, by largest remainder."""
    exact = [total * weight / sum(weights) for weight in weights]
    shares = [int(share) for share in exact]
    most_lost = sorted(range(len(exact)), key=lambda place: (shares[place] - exact[place], place))
    for place in most_lost[: total - sum(shares)]:
        shares[place] += 1
    return shares


def teams_of_communes(order: Order, small: list[bool]) -> list[int]:
    """How many teams each commune has; `small`: islands, with a few each."""
    die = order.die("communes")
    weights = [0.2 if is_small else die.uniform(0.6, 1.5) for is_small in small]
    with_teams = min(len(small), max(1, -(-order.teams // TEAMS_A_COMMUNE)))
    for place in die.sample(range(len(small)), len(small) - with_teams):
        weights[place] = 0
    return apportioned(order.teams, weights)
