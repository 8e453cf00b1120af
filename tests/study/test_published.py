"""The city's own index beside an edition: who names it, how far the rankings agree, what is withheld."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from scipy import stats
from tests import makers
from tests.study import kit

from portici.kernel.actor import VISITOR, Role
from portici.kernel.findings import Conflict, Invalid, Refused
from portici.study import domain
from portici.study.models import Edition
from portici.study.published import Pair, beside, correlations
from portici.territory.models import Area, Indicator

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]

#: Ours is Corticella, Bolognina, Savena, Colli.
FRAGILITY = {"Bolognina": 90.0, "Corticella": 70.0, "Savena": 80.0, "Colli": 10.0, "Stazione": 5.0}


@pytest.fixture
def edition() -> Edition:
    """A computed edition, published with its study."""
    kit.areas()
    made = kit.published(kit.computed())
    made.refresh_from_db()
    return made


def fragility(values: dict[str, float], *, direction: str = "worse") -> Indicator:
    indicator = makers.indicator("fragility", direction=direction)
    for name, value in values.items():
        makers.observe(indicator, Area.objects.get(name=name), value)
    return indicator


def named(edition: Edition, indicator: Indicator | None, period: str = "2024") -> Edition:
    return domain.name_published_index(
        actor=makers.coordinator(), edition=edition, indicator=indicator, period=period
    )


def ranks(pairs: Sequence[Pair]) -> list[tuple[str, float, float]]:
    return [(pair.row.name, pair.ours, pair.theirs) for pair in pairs]


def test_both_rankings_go_over_the_areas_that_are_in_both(edition: Edition) -> None:
    found = beside(VISITOR, named(edition, fragility(FRAGILITY)))
    assert found is not None
    assert ranks(found.pairs) == [
        ("Corticella", 1, 3),
        ("Bolognina", 2, 1),
        ("Savena", 3, 2),
        ("Colli", 4, 4),
    ]
    assert (found.spearman, found.kendall) == (0.4, round(1 / 3, 12))
    assert [row.name for row in found.only_theirs] == ["Stazione"]
    assert [(pair.row.name, pair.higher) for pair in found.largest(2)] == [
        ("Corticella", 2),
        ("Bolognina", -1),
    ]


def test_the_direction_of_the_citys_index_is_respected(edition: Edition) -> None:
    found = beside(VISITOR, named(edition, fragility(FRAGILITY, direction="better")))
    assert found is not None
    assert [theirs for _name, _ours, theirs in ranks(found.pairs)] == [2, 4, 3, 1]


def test_equal_areas_share_the_mean_of_their_places(edition: Edition) -> None:
    values = {"Bolognina": 90.0, "Corticella": 90.0, "Savena": 90.0, "Colli": 10.0}
    found = beside(VISITOR, named(edition, fragility(values)))
    assert found is not None
    assert [theirs for _name, _ours, theirs in ranks(found.pairs)] == [2.0, 2.0, 2.0, 4.0]


def test_an_area_without_a_value_is_only_in_ours(edition: Edition) -> None:
    values = {name: value for name, value in FRAGILITY.items() if name != "Savena"}
    found = beside(VISITOR, named(edition, fragility(values)))
    assert found is not None
    assert [row.name for row in found.only_ours] == ["Savena"]
    assert ranks(found.pairs) == [("Corticella", 1, 2), ("Bolognina", 2, 1), ("Colli", 3, 3)]


def test_a_withheld_area_counts_in_neither_ranking(edition: Edition) -> None:
    made = named(edition, fragility(FRAGILITY))
    Area.objects.filter(name="Bolognina").update(publication="withdrawn")
    found = beside(VISITOR, made)
    assert found is not None
    assert ranks(found.pairs) == [("Corticella", 1, 2), ("Savena", 2, 1), ("Colli", 3, 3)]


def test_with_its_indicator_the_comparison_is_withheld(edition: Edition) -> None:
    made = named(edition, fragility(FRAGILITY))
    Indicator.objects.filter(code="fragility").update(publication="withdrawn")
    assert beside(VISITOR, made) is None
    assert beside(makers.coordinator(), made) is not None


def test_a_computed_edition_keeps_its_results_and_the_next_one_takes_the_index_over(edition: Edition) -> None:
    indicator = fragility(FRAGILITY)
    made = named(edition, indicator)
    assert (made.results_digest, made.state) == (edition.results_digest, "computed")
    following = domain.draft_edition(
        actor=makers.coordinator(), study=made.study, title="Second", copy_of=made
    )
    assert (following.published_index, following.published_period) == (indicator, "2024")
    emptied = named(made, None, "2024")
    assert (emptied.published_index, emptied.published_period) == (None, "")
    assert beside(VISITOR, emptied) is None


def test_only_who_writes_studies_names_it(edition: Edition) -> None:
    indicator = fragility(FRAGILITY)
    for role in (Role.AUDITOR, Role.AREA_OFFICER, Role.COMMUNICATION_OFFICER):
        with pytest.raises(Refused):
            domain.name_published_index(
                actor=makers.actor(role), edition=edition, indicator=indicator, period="2024"
            )
    edition.refresh_from_db()
    assert edition.published_index is None


def test_an_index_must_have_values_there_and_a_direction(edition: Edition) -> None:
    with pytest.raises(Invalid) as none_then:
        named(edition, fragility(FRAGILITY), "1999")
    with pytest.raises(Invalid) as no_values:
        named(edition, makers.indicator("empty"))
    neutral = makers.indicator("neutral", direction="neutral")
    makers.observe(neutral, Area.objects.get(name="Colli"), 1.0)
    with pytest.raises(Invalid) as no_direction:
        named(edition, neutral)
    codes = [[one.code for one in answer.value.findings] for answer in (none_then, no_values, no_direction)]
    assert codes == [
        ["edition.published_index"],
        ["edition.published_index"],
        ["edition.published_direction"],
    ]


def test_a_stale_version_is_a_conflict(edition: Edition) -> None:
    with pytest.raises(Conflict):
        domain.name_published_index(
            actor=makers.coordinator(),
            edition=edition,
            indicator=fragility(FRAGILITY),
            period="2024",
            version=edition.version - 1,
        )


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ([1.0, 2.0, 3.0, 4.0, 5.0], [2.0, 1.0, 4.0, 3.0, 5.0]),
        ([1.0, 1.0, 2.0, 3.0, 3.0, 3.0, 9.0], [4.0, 2.0, 2.0, 8.0, 1.0, 1.0, 1.0]),
        ([3.0, 2.0, 1.0], [1.0, 2.0, 3.0]),
    ],
)
def test_the_correlations_are_those_of_scipy(ours: list[float], theirs: list[float]) -> None:
    found = correlations(ours, theirs)
    assert found["spearman"] == pytest.approx(stats.spearmanr(ours, theirs).statistic, abs=1e-12)
    assert found["kendall"] == pytest.approx(stats.kendalltau(ours, theirs).statistic, abs=1e-12)


def test_two_areas_or_one_value_have_no_correlation() -> None:
    none = {"spearman": None, "kendall": None}
    assert [correlations([1.0, 2.0], [1.0, 2.0]), correlations([1.0, 2.0, 3.0], [7.0, 7.0, 7.0])] == [
        none,
        none,
    ]
