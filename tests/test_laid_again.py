"""The cast that tests begin with: laid in as rows it is the one that the verbs make."""

import pytest
from django.apps import apps
from django.db import transaction

from canhtay.core.history import MACHINE
from canhtay.people.actions import add_person
from canhtay.people.models import Person
from testkit.laid_again import laid_again
from testkit.world import make_world

pytestmark = pytest.mark.both_databases


def everything() -> dict[str, list[tuple[object, ...]]]:
    models = apps.get_models(include_auto_created=True)
    return {model._meta.label: list(model._base_manager.order_by("pk").values_list()) for model in models}


def left_by(work):
    with transaction.atomic():
        done = work()
        found = everything()
        transaction.set_rollback(True)
    return done, found


def test_the_rows_and_the_people_are_those_of_the_first_time_however_often(reference):
    first, rows = left_by(lambda: laid_again(make_world))
    second, same = left_by(lambda: laid_again(make_world))
    assert second == first
    assert second is not first and second.mai is not first.mai
    assert same == rows
    assert {name for name, found in rows.items() if found} == {
        name for name, found in left_by(make_world)[1].items() if found
    }


def test_what_one_test_does_to_the_cast_the_next_does_not_see(reference):
    def renamed() -> None:
        world = laid_again(make_world)
        world.mai.name = "Mai khác"
        world.mai.save()

    left_by(renamed)
    world = laid_again(make_world)
    assert world.mai.name == Person.unscoped.get(pk=world.mai.pk).name == "Phạm Thị Mai"


def test_where_something_happened_before_the_verbs_run_again(reference):
    laid, _rows = left_by(lambda: laid_again(make_world))

    def somebody_was_there() -> set[str]:
        before = add_person("Hồ Văn Trước", by=MACHINE)
        world = laid_again(make_world)
        assert world.mai.pk != laid.mai.pk
        return {person.name for person in Person.unscoped.all()} - {before.name, *(one.name for one in world.cast)}

    nobody_else, _rows = left_by(somebody_was_there)
    assert nobody_else == set()


def test_rows_that_stood_there_are_changed_again(world):
    first, rows = left_by(lambda: laid_again(renaming, world))
    second, same = left_by(lambda: laid_again(renaming, world))
    assert (second, same) == (first, rows)
    assert [row for row in same["people.Person"] if row not in everything()["people.Person"]] != []


def renaming(world):
    Person.unscoped.filter(pk=world.mai.pk).update(name="Mai khác")
    return add_person("Hồ Văn Sau", by=MACHINE)
