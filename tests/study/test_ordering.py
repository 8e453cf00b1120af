"""An order is worked out before the store is locked, and is refused when what it read has changed by then."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection
from tests import makers
from tests.study import kit

from portici.kernel.findings import Conflict, Refused
from portici.study import domain
from portici.study.models import AreaResult, Edition
from portici.territory.models import Area, Indicator, Observation

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("frozen", "english")]

#: In the query that reads the values of a study's columns.
VALUES = '"territory_observation"."value"'


@contextmanager
def meanwhile(act: Callable[[], Any]) -> Iterator[list[bool]]:
    """Does something else once the values were read for the first time; tells of each reading whether it was in a transaction."""
    held: list[bool] = []

    def wrapper(execute: Any, sql: str, *others: Any) -> Any:
        found = execute(sql, *others)
        if VALUES in sql:
            held.append(connection.in_atomic_block)
            if len(held) == 1:
                act()
        return found

    with connection.execute_wrapper(wrapper):
        yield held


def order(edition: Edition) -> Edition:
    return domain.order_run(actor=makers.coordinator(), edition=edition)


def test_it_is_worked_out_before_the_store_is_locked() -> None:
    kit.areas()
    edition = kit.edition()
    with meanwhile(lambda: None) as held:
        ordered = order(edition)
    assert (ordered.state, held) == ("ordered", [False, True])


@pytest.mark.parametrize(
    "change",
    [
        lambda: Observation.objects.filter(indicator__code="rent", area__name="Colli").update(value=11.0),
        lambda: Observation.objects.filter(indicator__code="rent", area__name="Stazione").update(
            status="ok", value=1.0
        ),
        lambda: Area.objects.filter(name="Colli").update(name="Other hills"),
        lambda: Area.objects.filter(name="Colli").update(shape_digest="f" * 64),
        lambda: makers.observe(
            Indicator.objects.get(code="rent"), makers.area("A sixth"), None, status="excluded"
        ),
    ],
    ids=["a value", "a status", "a name", "a border", "an area"],
)
def test_what_changed_meanwhile_refuses_it_and_nothing_is_frozen(change: Callable[[], Any]) -> None:
    kit.areas()
    edition = kit.edition()
    with (
        meanwhile(change),
        pytest.raises(Refused, match="The figures changed while the run was being prepared"),
    ):
        order(edition)
    edition.refresh_from_db()
    assert (edition.state, edition.inputs, AreaResult.objects.count()) == ("drafted", [], 0)
    assert order(edition).state == "ordered"


def test_an_edition_that_was_changed_meanwhile_is_a_conflict() -> None:
    kit.areas()
    edition = kit.edition()
    with (
        meanwhile(
            lambda: domain.ask_how_sure(
                actor=makers.coordinator(), edition=Edition.objects.get(), asked=kit.ASKED
            )
        ),
        pytest.raises(Conflict),
    ):
        order(edition)
    edition.refresh_from_db()
    assert (edition.state, AreaResult.objects.count()) == ("drafted", 0)
