"""The threshold and the k most distressed, why each area is in or out, how the answer moves; and what areas must say."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portici.engine.clusters import Weights
from portici.engine.selection import (
    BestSet,
    Contiguous,
    Limit,
    MostDistressed,
    Threshold,
    areas_of,
    choose,
    moves,
    reasons,
)
from portici.kernel.findings import Invalid

TOWN = areas_of(
    ["Aia", "Borgo", "Corte", "Dosso"],
    [0.9, 0.8, 0.5, 0.8],
    [100, 200, 400, 300],
    groups=["east", "east", "west", "east"],
    neighbours=Weights.of_pairs(["Aia", "Borgo", "Corte", "Dosso"], [0, 1, 2], [1, 2, 3]),
)


def said(rule, key: str, *, moved: bool = False) -> list[str]:
    found = choose(rule, TOWN)
    return [str(one) for one in reasons(found, TOWN, moves(found, TOWN) if moved else ())[key]]


def test_a_threshold_takes_what_reaches_it() -> None:
    found = choose(Threshold(0.8), TOWN)
    assert (found.chosen, found.residents, found.proved) == (("Aia", "Borgo", "Dosso"), 600, True)
    assert choose(Threshold(2.0), TOWN).chosen == ()


def test_of_equal_ones_those_with_more_residents_come_first() -> None:
    assert choose(MostDistressed(2), TOWN).chosen == ("Aia", "Dosso")
    assert TOWN.ranks.tolist() == [1, 2, 4, 2]


@given(order=st.permutations(range(4)), number=st.integers(1, 4))
def test_the_order_of_rows_never_matters(order: list[int], number: int) -> None:
    mixed = areas_of([TOWN.keys[at] for at in order], TOWN.index[order], TOWN.residents[order])
    assert choose(MostDistressed(number), mixed) == choose(MostDistressed(number), TOWN)


@pytest.mark.parametrize("number", [0, 5])
def test_no_more_areas_than_there_are(number: int) -> None:
    with pytest.raises(Invalid) as refusal:
        choose(MostDistressed(number), TOWN)
    assert [(one.code, one.found, str(one.accepted)) for one in refusal.value.findings] == [
        ("rule.number", str(number), "Between 1 and 4, the number of areas.")
    ]


def test_a_threshold_is_a_number() -> None:
    with pytest.raises(Invalid) as refusal:
        choose(Threshold(float("nan")), TOWN)
    assert [one.code for one in refusal.value.findings] == ["rule.threshold"]


def test_sentences_of_a_threshold_cite_the_margin() -> None:
    assert said(Threshold(0.7), "Aia") == [
        "Its index is 0.9: place 1 of 4.",
        "In: it reaches the threshold of 0.7, by 0.2.",
    ]
    assert said(Threshold(0.7), "Corte") == [
        "Its index is 0.5: place 4 of 4.",
        "Out: it is below the threshold of 0.7, by 0.2.",
    ]


def test_sentences_of_a_number_cite_the_next_one() -> None:
    assert said(MostDistressed(2), "Aia") == [
        "Its index is 0.9: place 1 of 4.",
        "In: the first one left out, Borgo, has 0.8.",
    ]
    assert said(MostDistressed(2), "Borgo") == [
        "Its index is 0.8: place 2 of 4.",
        "Out: the last one taken, Dosso, has 0.8.",
        "It has the same index as Dosso: the one with more residents comes first.",
    ]
    assert said(MostDistressed(4), "Corte")[1:] == ["In: the rule takes every area."]


def test_sentences_of_the_best_set_say_which_limit_decided() -> None:
    rule = BestSet(most_areas=2, most_residents=600, one_per_group=True)
    assert choose(rule, TOWN).chosen == ("Borgo", "Corte")
    assert said(rule, "Corte", moved=True) == [
        "Its index is 0.5: place 4 of 4.",
        "In: it adds 200.0 to the 360.0 that the set covers.",
        "It is the only one chosen of west, which must have one.",
        "One area for each group let it in: without that it is out.",
    ]
    assert said(rule, "Dosso", moved=True) == [
        "Its index is 0.8: place 2 of 4.",
        "Out: it would add 240.0; of those chosen Borgo adds least, 160.0.",
        "The limit on residents (600) kept it out: without that limit it is in.",
        "One area for each group kept it out: without that it is in.",
    ]


def test_moves_tell_who_enters_and_who_leaves() -> None:
    rule = BestSet(most_areas=2, one_per_group=True)
    found = choose(rule, TOWN)
    assert found.chosen == ("Corte", "Dosso")
    told = [(str(one.change), one.entered, one.left, one.value, one.dropped) for one in moves(found, TOWN)]
    assert told == [
        ("Number of areas: 1.", (), (), 0.0, None),
        ("Number of areas: 3.", ("Borgo",), (), 600.0, None),
        ("Without a limit of areas.", ("Aia", "Borgo"), (), 690.0, Limit.AREAS),
        ("Without one area for each group.", (), (), 440.0, Limit.GROUPS),
        ("With areas that hang together.", (), (), 440.0, None),
    ]
    assert [[one.code for one in move.refused] for move in moves(found, TOWN)] == [
        ["rule.clash.areas", "rule.clash.groups"],
        [],
        [],
        [],
        [],
    ]


def test_moves_of_a_threshold_and_of_residents() -> None:
    found = choose(Threshold(0.82), TOWN)
    assert [(one.entered, one.left) for one in moves(found, TOWN)] == [(("Borgo", "Dosso"), ()), ((), ())]
    rule = BestSet(most_residents=600, contiguous=Contiguous.AS_ONE)
    assert [one.rule.most_residents for one in moves(choose(rule, TOWN), TOWN)] == [540, 660, None, 600]


def test_each_row_that_cannot_be_read_is_named() -> None:
    with pytest.raises(Invalid) as refusal:
        areas_of(["a", "b", "b"], [1.0, float("nan"), 2.0], [10, -1, 1.5])
    assert [(one.code, one.found, one.field) for one in refusal.value.findings] == [
        ("areas.twice", "b", ""),
        ("areas.no_number", "b: nan", "index"),
        ("areas.no_people", "b: -1.0", "residents"),
        ("areas.no_people", "b: 1.5", "residents"),
    ]
    with pytest.raises(Invalid) as refusal:
        areas_of(["a"], [1.0, 2.0], [1])
    assert [one.code for one in refusal.value.findings] == ["areas.number"]
