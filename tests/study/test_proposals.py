"""Target areas proposed by a rule: who is chosen and why, what is refused, what becomes of the proposal."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.utils import translation
from tests import makers
from tests.makers import Role
from tests.study import kit

from portici.journal.queries import entries_about
from portici.kernel.findings import Conflict, Invalid, Refused
from portici.needs.models import Designation
from portici.study import domain, queries
from portici.study.models import Edition, Proposal, ProposalArea
from portici.study.proposals.rule import Stated
from portici.study.proposals.sentences import told
from portici.study.sureness import Asked
from portici.territory.models import Area, Indicator

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]

PEOPLE = {"Bolognina": 300.0, "Corticella": 200.0, "Savena": 400.0, "Colli": 100.0}
TWO = Stated("worst", number=2)
DAY = date(2026, 1, 10)
LOWER = (
    "Its index is 92.16, and a lower one means more distress: number 1 of the 4 areas compared, number 1 being the most"
    " distressed."
)


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


def test_what_it_was_worked_out_from_is_kept(edition: Edition, areas: dict[str, Area]) -> None:
    column = count(areas)
    proposal = proposed(edition, Stated("worst", number=2, residents=column))
    assert proposal.rule == {"kind": "worst", "number": 2, "residents": column}
    assert [(one["column"], one["rows"], len(str(one["sha256"]))) for one in proposal.inputs] == [
        (column, 4, 64)
    ]
    assert (len(proposal.digest), proposal.answer["residents"]) == (64, 500)
    other = proposed(edition, Stated("worst", number=3, residents=column))
    same = proposed(edition, Stated("worst", number=2, residents=column, most_areas=7))
    assert (proposal.digest == same.digest, proposal.digest == other.digest) == (True, False)
    assert [entry.verb for entry in entries_about(kind=Proposal.KIND, ref=proposal.uid)] == ["add"]


def test_the_next_best_set_and_how_the_answer_moves(edition: Edition) -> None:
    answer = proposed(edition, TWO).answer
    names, groups = queries.names_in(
        makers.coordinator(), list(Proposal.objects.values_list("pk", flat=True))
    )
    assert (
        [names[one] for one in answer["next"]["entered"]],
        [names[one] for one in answer["next"]["left"]],
    ) == (
        ["Savena"],
        ["Bolognina"],
    )
    index = dict(edition.results.values_list("name", "index"))
    assert answer["next"]["cost"] == pytest.approx(float(index["Bolognina"]) - float(index["Savena"]))
    with translation.override("en"):
        moved = [
            (
                told(one["change"], names, groups),
                *([names[key] for key in one[way]] for way in ("entered", "left")),
            )
            for one in answer["moves"]
        ]
    assert moved == [
        ("Number of areas: 1.", [], ["Bolognina"]),
        ("Number of areas: 3.", ["Savena"], []),
    ]


def test_a_threshold_takes_what_reaches_it(edition: Edition) -> None:
    proposal = proposed(edition, Stated("threshold", threshold=100.0))
    assert standings(proposal)["Savena"] == "near"
    assert why(proposal, "Savena")[1] == "Out: it is below the threshold of 100, by 1.03."
    assert why(proposal, "Bolognina")[1] == "In: it reaches the threshold of 100, by 7.12."
    assert proposal.answer["next"] is None


def test_the_best_set_keeps_its_limits(edition: Edition, areas: dict[str, Area]) -> None:
    column = count(areas)
    proposal = proposed(edition, Stated("best-set", most_areas=2, most_residents=600, residents=column))
    # Residents times the share of areas no more distressed: 300 × 3/4, 200 × 1, 400 × 2/4, 100 × 1/4.
    assert (proposal.answer["value"], proposal.answer["residents"], proposal.answer["proved"]) == (
        425.0,
        500,
        True,
    )
    assert {name for name, found in standings(proposal).items() if found == "chosen"} == {
        "Bolognina",
        "Corticella",
    }
    assert why(proposal, "Corticella")[1] == "In: it adds 200 to the 425 that the set covers."
    assert proposal.answer["next"]["cost"] == 25.0


def test_one_area_in_each_of_the_higher_layer_and_hanging_together() -> None:
    areas = kit.areas()
    north, south = (makers.area(name, layer_code="zone") for name in ("North", "South"))
    for name, above in (("Bolognina", north), ("Corticella", north), ("Savena", south), ("Colli", south)):
        area = areas[name]
        Area.objects.filter(pk=area.pk).update(path=f"{above.path}{area.pk}/", parent=above)
    edition, column = kit.computed(), count(areas)
    stated = Stated("best-set", most_areas=2, residents=column, layer="zone")
    proposal = proposed(edition, stated)
    assert {row.name: row.group.name for row in proposal.areas.filter(standing="chosen") if row.group} == {
        "Bolognina": "North",
        "Savena": "South",
    }
    assert "It is the only one chosen of South, which must have one." in why(proposal, "Savena")
    with pytest.raises(Invalid) as answer:
        proposed(edition, Stated("best-set", most_areas=1, residents=column, layer="zone"))
    assert findings(answer) == [
        ("rule.clash.areas", "most_areas", "1"),
        ("rule.clash.groups", "layer", "North, South"),
    ]
    assert [str(one.todo) for one in answer.value.findings] == [
        "Allow at least 2 areas.",
        "Leave these without an area: North.",
    ]
    assert Proposal.objects.count() == 1
    with pytest.raises(Invalid) as answer:
        proposed(edition, Stated("best-set", most_areas=2, residents=column, contiguous="as one"))
    assert {field for _code, field, _found in findings(answer)} == {"contiguous"}
    assert [found for _code, _field, found in findings(answer)] == [
        "Bolognina",
        "Corticella",
        "Savena",
        "Colli",
    ]


def test_a_lower_index_may_mean_more_distress(areas: dict[str, Area]) -> None:
    text = kit.specification().replace('higher = "worse"\naggregate', 'higher = "better"\naggregate', 1)
    edition = kit.computed(specification=text)
    assert min(edition.results.exclude(index=None), key=lambda row: row.index or 0.0).name == "Corticella"
    proposal = proposed(edition, TWO)
    assert {name for name, found in standings(proposal).items() if found == "chosen"} == {
        "Bolognina",
        "Corticella",
    }
    assert why(proposal, "Corticella") == [
        LOWER,
        "In: the first one left out, Savena, has 101.03.",
    ]
    by_value = proposed(edition, Stated("threshold", threshold=95.0))
    assert {name for name, found in standings(by_value).items() if found == "chosen"} == {
        "Bolognina",
        "Corticella",
    }
    assert why(by_value, "Savena")[1] == "Out: it stands above the threshold of 95, by 6.03."
    assert [one["change"][1]["value"] for one in by_value.answer["moves"]] == [90.25, 99.75]
    with pytest.raises(Invalid) as answer:
        proposed(edition, Stated("best-set", most_areas=1, residents=count(areas), coverage="index"))
    assert findings(answer) == [("proposal.no_product", "coverage", "")]


def test_how_sure_the_place_is_belongs_to_the_reasons(areas: dict[str, Area]) -> None:
    coordinator = makers.coordinator()
    draft = domain.ask_how_sure(actor=coordinator, edition=kit.edition(), asked=Asked(draws=200, seed=3, k=2))
    edition = kit.run_edition(uid=domain.order_run(actor=coordinator, edition=draft).uid)
    assert why(proposed(edition, TWO), "Colli")[-1] == (
        "Of 200 other reasonable choices of method and weights, 0 put it among the 2 most distressed."
    )


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        (Stated("threshold"), [("proposal.lacks", "threshold", "")]),
        (Stated("threshold", threshold=200.0), [("proposal.nobody_reaches", "threshold", "200")]),
        (Stated("worst"), [("proposal.lacks", "number", "")]),
        (Stated("worst", number=5), [("rule.number", "number", "5")]),
        (Stated("best-set"), [("proposal.lacks", "most_areas", ""), ("proposal.lacks", "residents", "")]),
        (Stated("worst", number=1, residents="rent@2024"), [("proposal.no_count", "residents", "rent")]),
        (Stated("worst", number=1, residents="none@2024"), [("study.no_indicator", "residents", "none")]),
        (
            Stated("best-set", most_areas=1, residents="people@2024", layer="quartieri"),
            [("proposal.no_group", "layer", "Savena")],
        ),
        (
            Stated("best-set", most_residents=50, residents="people@2024"),
            [("rule.clash.residents", "most_residents", "50")],
        ),
        (
            Stated("best-set", most_areas=1, residents="people@2024", coverage="count"),
            [("proposal.lacks", "distressed", "")],
        ),
        (
            Stated("worst", number=1, residents="few@2024"),
            [("proposal.no_count", "residents", "Bolognina, Corticella, Savena")],
        ),
        (
            Stated("worst", number=1, residents="half@2024"),
            [("proposal.odd_count", "residents", "Colli: 0.5")],
        ),
    ],
)
def test_a_rule_that_cannot_be_answered_names_each_cause_and_leaves_nothing(
    edition: Edition, areas: dict[str, Area], stated: Stated, expected: list[tuple[str, str, str]]
) -> None:
    count(areas)
    count(areas, "few", {"Colli": 10.0})
    count(areas, "half", {**PEOPLE, "Colli": 0.5})
    Area.objects.filter(name="Savena").update(path="")
    with pytest.raises(Invalid) as answer:
        proposed(edition, stated)
    assert findings(answer) == expected
    assert (Proposal.objects.count(), ProposalArea.objects.count()) == (0, 0)


def test_only_a_computed_edition_is_proposed_from(areas: dict[str, Area]) -> None:
    with pytest.raises(Refused, match="computed"):
        proposed(kit.edition(), TWO)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.COORDINATOR])
def test_others_do_not_propose_nor_designate(edition: Edition, areas: dict[str, Area], role: Role) -> None:
    proposal = proposed(edition, TWO)
    actor = makers.actor(role, areas["Colli"])
    codes = [row.code for row in proposal.areas.filter(standing="chosen")]
    with pytest.raises(Refused):
        proposed(edition, TWO, actor=actor)
    with pytest.raises(Refused):
        domain.amend_proposal(actor=actor, proposal=proposal, title="Theirs", stated=TWO)
    with pytest.raises(Refused):
        domain.designate_proposed(actor=actor, proposal=proposal, areas=codes, decided_on=DAY, reason="So")
    assert (Proposal.objects.count(), Designation.objects.count()) == (1, 0)


def test_another_rule_is_worked_out_anew(edition: Edition) -> None:
    coordinator, proposal = makers.coordinator(), proposed(edition, TWO)
    words = domain.amend_proposal(
        actor=coordinator, proposal=proposal, title="Renamed", stated=TWO, note="Why"
    )
    assert (words.title, words.note, words.areas.count()) == ("Renamed", "Why", 5)
    other = domain.amend_proposal(
        actor=coordinator, proposal=proposal, title="One", stated=Stated("worst", number=1), version=2
    )
    assert {name for name, found in standings(other).items() if found == "chosen"} == {"Corticella"}
    with pytest.raises(Conflict):
        domain.amend_proposal(actor=coordinator, proposal=proposal, title="Late", stated=TWO, version=1)
    assert standings(proposal)["Bolognina"] == "near"


def designated(proposal: Proposal, *names: str, **values: Any) -> domain.Designated:
    codes = [row.code for row in proposal.areas.filter(name__in=names)]
    given = {"actor": makers.coordinator(), "decided_on": DAY, "act": "Act 1", "reason": "Most in distress"}
    return domain.designate_proposed(proposal=proposal, areas=codes, **given | values)


def test_what_is_chosen_is_designated_with_figures_and_reasons(edition: Edition) -> None:
    proposal = proposed(edition, TWO)
    done = designated(proposal, "Bolognina", "Corticella")
    assert ([str(one.area) for one in done.made], list(done.already)) == (["Bolognina", "Corticella"], [])
    one = proposal.areas.get(name="Corticella").designation
    assert one is not None
    assert (one.act, one.decided_on, one.reason) == ("Act 1", DAY, "Most in distress")
    assert {figure.indicator.code: figure.value for figure in one.figures.all()} == {
        "rent": 30.0,
        "alone": 9.0,
        "income": 14.0,
    }
    assert one.evidence.startswith(
        "Proposta «Two areas», dallo studio «Distress of the quartieri», edizione 1."
    )
    assert "Savena" in one.evidence
    verbs = [entry.verb for entry in entries_about(kind=Proposal.KIND, ref=proposal.uid)]
    assert sorted(verbs) == ["add", "designate"]


def test_a_second_time_does_nothing_twice(edition: Edition) -> None:
    proposal = proposed(edition, TWO)
    designated(proposal, "Corticella")
    version = proposal.version
    again = designated(proposal, "Corticella", "Bolognina")
    assert ([str(one.area) for one in again.made], [str(one.area) for one in again.already]) == (
        ["Bolognina"],
        ["Corticella"],
    )
    last = designated(proposal, "Corticella", "Bolognina", version=version)
    assert (list(last.made), len(last.already), Designation.objects.count()) == ([], 2, 2)
    with pytest.raises(Refused, match="stays as it was"):
        domain.amend_proposal(actor=makers.coordinator(), proposal=proposal, title="Late", stated=TWO)


def test_only_what_was_chosen_all_or_none(edition: Edition) -> None:
    proposal = proposed(edition, TWO)
    savena = proposal.areas.get(name="Savena").code
    for names in (("Corticella", "Savena"), ()):
        with pytest.raises(Invalid) as answer:
            designated(proposal, *names)
        assert findings(answer) == [("proposal.not_chosen", "areas", savena if names else "")]
    with pytest.raises(Invalid):
        designated(proposal, "Corticella", reason=" ")
    with pytest.raises(Invalid):
        designated(proposal, "Corticella", "Bolognina", decided_on=date(2030, 1, 1))
    with pytest.raises(Conflict):
        designated(proposal, "Corticella", version=99)
    assert Designation.objects.count() == 0
    assert not proposal.areas.exclude(designation=None).exists()


def test_withheld_areas_have_neither_row_nor_name(edition: Edition) -> None:
    proposal = proposed(edition, TWO)
    for record in (edition.study, edition, proposal):
        type(record).objects.filter(pk=record.pk).update(publication="published")
    Area.objects.filter(name="Savena").update(publication="withdrawn")
    rows = list(queries.areas_of_proposal(makers.VISITOR, proposal))
    assert [row.name for row in rows] == ["Corticella", "Bolognina", "Colli", "Stazione"]
    names, groups = queries.names_in(makers.VISITOR, [proposal.pk])
    with translation.override("en"):
        assert told(rows[0].reasons[1], names, groups) == (
            "In: the first one left out, an area that is not public, has 98.97."
        )
    Indicator.objects.filter(code="rent").update(publication="withdrawn")
    assert not queries.proposals(makers.VISITOR).exists()
