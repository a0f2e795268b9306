"""Who is young: from sixteen to the end of thirty (Luật Thanh niên 2020, Điều 1)."""

import pytest

from canhtay.policy.age import is_youth

pytestmark = pytest.mark.mission("R2")


@pytest.mark.parametrize(
    ("age", "young"), [(None, False), (0, False), (12, False), (15, False), (16, True), (30, True), (31, False)]
)
def test_from_sixteen_to_thirty(age, young):
    assert is_youth(age) is young
