"""Target areas proposed by a rule: who is chosen and why, what is refused, what becomes of the proposal."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.utils import translation
from tests import makers
from tests.study import kit

from portici.study import domain, queries
from portici.study.models import Edition, Proposal
from portici.study.proposals.rule import Stated
from portici.study.proposals.sentences import told
from portici.territory.models import Area, Indicator

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]

PEOPLE = {"Bolognina": 300.0, "Corticella": 200.0, "Savena": 400.0, "Colli": 100.0}
TWO = Stated("worst", number=2)
DAY = date(2026, 1, 10)


@pytest.fixture
def areas() -> dict[str, Area]:
    return kit.areas()


@pytest.fixture
def edition(areas: dict[str, Area]) -> Edition:
    return kit.computed()


def count(areas: dict[str, Area], code: str = "people", values: dict[str, float] | None = None) -> str:
    """The column of a count of the four areas."""
    indicator = makers.indicator(code, direction="neutral")
    Indicator.objects.filter(pk=indicator.pk).update(is_additive=True)
    for name, value in (PEOPLE if values is None else values).items():
        makers.observe(indicator, areas[name], value)
    return f"{code}@2024"


def proposed(edition: Edition, stated: Stated, **values: Any) -> Proposal:
    given = {"actor": makers.coordinator(), "edition": edition, "title": "Two areas", "stated": stated}
    return domain.propose_target_areas(**given | values)


def standings(proposal: Proposal) -> dict[str, str]:
    return {row.name: row.standing for row in proposal.areas.all()}


def why(proposal: Proposal, name: str) -> list[str]:
    names, groups = queries.names_in(makers.coordinator(), [proposal.pk])
    with translation.override("en"):
        return [told(one, names, groups) for one in proposal.areas.get(name=name).reasons]


def findings(answer: Any) -> list[tuple[str, str, str]]:
    return [(one.code, one.field, one.found) for one in answer.value.findings]


def test_the_most_distressed_are_proposed_with_their_reasons(edition: Edition) -> None:
    proposal = proposed(edition, TWO)
    assert standings(proposal) == {
        "Bolognina": "chosen",
        "Corticella": "chosen",
        "Savena": "near",
        "Colli": "near",
        "Stazione": "excluded",
    }
    assert why(proposal, "Corticella") == [
        "Its index is 107.84: number 1 of the 4 areas compared, number 1 being the most distressed.",
        "In: the first one left out, Savena, has 98.97.",
    ]
    assert why(proposal, "Savena") == [
        "Its index is 98.97: number 3 of the 4 areas compared, number 1 being the most distressed.",
        "Out: the last one taken, Bolognina, has 107.12.",
    ]
    assert why(proposal, "Stazione") == [
        "It is never a candidate: the source of the figures excludes it from the study."
    ]
