"""What the demo leaves for its visitor to do: his team's next hours, and the doors of one alley in it. Who else he may be."""

TRA_KHE_3 = "Trà Khê 3"
NGO_45 = "Ngõ 45"
CITY, TRAINER, OFFICER, PARTY, INSPECTOR, AUDITOR = "city", "trainer", "officer", "party", "inspector", "auditor"
LEADER, DEPUTY, YOUTH = "leader", "deputy", "youth"
LEADERS_DESK = "leader-desk"
"""The leader once more, at an office's screen."""


def fact_of(role: str) -> str:
    """Under this name the demo's database keeps who has the role."""
    return f"demo_{role}"
