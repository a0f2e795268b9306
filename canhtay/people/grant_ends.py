"""What a person is told of his own roles before they are over."""

from canhtay.people.grant_rules import ends_soon
from canhtay.people.models import Person, RoleGrant
from canhtay.people.roles import title_at


def own_grants_ending(person: Person) -> list[str]:
    """One sentence's words a role that ends within 30 days, the first to end first. Shown by people/grants/ends.html as `ends`."""
    rows = RoleGrant.objects.filter(ends_soon(), person=person).select_related("place").order_by("valid_until", "pk")
    return [f"{title_at(row.role, row.place)}, {row.place}: {row.valid_until:%d/%m/%Y}" for row in rows]
