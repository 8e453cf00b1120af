"""Whatever the areas: the chosen set keeps the rule's limits, and which way the index points changes nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portici.kernel.findings import Invalid
from portici.study.models import AreaResult, Edition
from portici.study.proposals.candidates import Counts, pool_over
from portici.study.proposals.rule import Stated
from portici.study.proposals.working import AreaAnswer, answered
from portici.territory.models import Area

AREA = st.tuples(
    st.integers(-50, 150).map(lambda tenths: tenths / 10),  # index
    st.integers(0, 900),  # residents
    st.integers(0, 2),  # what it lies in
    st.sampled_from(["included", "included", "included", "excluded", "left-out"]),
)
CITIES = st.lists(AREA, min_size=2, max_size=9).filter(lambda city: any(one[3] == "included" for one in city))
City = list[tuple[float, int, int, str]]


def rows_of(city: City, sign: float = 1.0) -> list[AreaResult]:
    return [
        AreaResult(
            code=f"{place:02}",
            name=f"Area {place}",
            state=state,
            index=sign * index if state == "included" else None,
        )
        for place, (index, _people, _group, state) in enumerate(city)
    ]


def answers(city: City, stated: Stated, *, turned: bool = False) -> list[AreaAnswer]:
    scored = [one for one in city if one[3] == "included"]
    groups = [Area(code=f"g{group}", name=f"Group {group}") for _index, _people, group, _state in scored]
    counts = Counts(
        residents=[people for _index, people, _group, _state in scored],
        groups=groups if stated.layer else None,
    )
    pool = pool_over(rows_of(city, -1.0 if turned else 1.0), stated, counts, turned=turned)
    return answered(Edition(), stated, pool)[0]


def answers_or_findings(city: City, stated: Stated) -> list[AreaAnswer] | Invalid:
    try:
        return answers(city, stated)
    except Invalid as refusal:
        return refusal


def chosen(found: list[AreaAnswer]) -> set[str]:
    return {one.row.code for one in found if one.standing == "chosen"}


@settings(max_examples=40, deadline=None)
@given(CITIES, st.integers(1, 4), st.integers(1, 2500), st.booleans())
def test_the_best_set_keeps_its_limits_or_says_which_clash(
    city: City, most: int, people: int, grouped: bool
) -> None:
    stated = Stated(
        "best-set",
        most_areas=most,
        most_residents=people,
        residents="people@2024",
        layer="zone" if grouped else "",
    )
    found = answers_or_findings(city, stated)
    if isinstance(found, Invalid):
        assert {one.field for one in found.findings} <= {"most_areas", "most_residents", "layer"}
        assert all(str(one.todo) for one in found.findings)
        return
    taken = [one for one in found if one.standing == "chosen"]
    assert 1 <= len(taken) <= most
    assert sum(one.residents or 0 for one in taken) <= people
    assert all(one.row.state == "included" for one in taken)
    if grouped:
        groups = {group for _index, _people, group, state in city if state == "included"}
        assert {one.group.code for one in taken if one.group} == {f"g{group}" for group in groups}
    assert all(one.reasons for one in found)


@settings(max_examples=40, deadline=None)
@given(CITIES, st.integers(1, 9), st.sampled_from(["worst", "threshold", "best-set"]))
def test_turning_the_index_round_turns_nothing_else(city: City, number: int, kind: str) -> None:
    stated = Stated(kind, residents="people@2024")
    if kind == "worst":
        stated = replace(stated, number=min(number, sum(one[3] == "included" for one in city)))
    if kind == "best-set":
        stated = replace(stated, most_areas=number)
    level = max(one[0] for one in city if one[3] == "included") - number
    plain = replace(stated, threshold=level) if kind == "threshold" else stated
    turned = replace(stated, threshold=-level) if kind == "threshold" else stated
    one, other = answers(city, plain), answers(city, turned, turned=True)
    assert chosen(one) == chosen(other)
    assert [area.place for area in one] == [area.place for area in other]
    assert [area.standing for area in one] == [area.standing for area in other]


def test_nobody_has_a_score() -> None:
    city: City = [(1.0, 1, 0, "excluded"), (2.0, 1, 0, "left-out")]
    with pytest.raises(Invalid):
        answers(city, Stated("worst", number=1))
