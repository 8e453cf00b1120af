"""A study in the office, from the question to the results: by the form, by the text, and what is told on the way."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from tests import makers
from tests.study import kit

from portici.kernel.actor import Role
from portici.study import choices
from portici.study.models import Edition, EditionState, Study
from portici.study.tasks import carry_out
from portici.territory.models import Indicator, Observation

pytestmark = pytest.mark.django_db


def at(name: str, *args: object) -> str:
    with translation.override("en"):
        return reverse(f"office:{name}", args=args)


def paper(edition: Edition, **given: str) -> dict[str, str]:
    """The form as a person fills it in: three indicators, in two domains."""
    posted = {"title": "Second thoughts", "higher": "worse", "aggregate": "arithmetic", "weights": ""}
    for code, domain, higher in (
        ("rent", "Housing", "worse"),
        ("alone", "People", "worse"),
        ("income", "People", "better"),
    ):
        posted |= {
            f"use-{code}": "on",
            f"period-{code}": "2024",
            f"domain-{code}": domain,
            f"higher-{code}": higher,
            f"weight-{code}": "",
            f"normalise-{code}": "z-score",
            f"missing-{code}": "refuse",
        }
    return posted | {"version": str(edition.version)} | given


def of_domains(aggregate: str, **weights: str) -> dict[str, str]:
    """The boxes of the two domains, which are there once the specification has them."""
    return {
        f"{box}-of-{name}": text
        for name in ("housing", "people")
        for box, text in (("weight", weights.get(name, "")), ("aggregate", aggregate), ("weights", ""))
    }


def draft() -> Edition:
    return kit.domain.draft_edition(actor=makers.coordinator(), study=kit.study(), title="First")


def test_from_the_question_to_the_results(coordinator: Client) -> None:
    kit.areas()
    given = {"title": "Distress", "code": "distress", "layer": makers.layer().pk, "language": "en"}
    assert coordinator.post(at("study-add"), given).status_code == 302
    study = Study.objects.get()
    assert coordinator.post(at("study-edition-add", study.uid), {"title": "First"}).status_code == 302
    edition = Edition.objects.get()
    page = coordinator.get(at("edition", edition.uid))
    assert (page.context["may_order"], page.context["findings"]) == (False, ())
    assert coordinator.post(at("edition-edit", edition.uid), paper(edition)).status_code == 302
    edition.refresh_from_db()
    assert edition.title == "Second thoughts"
    order = coordinator.post(at("edition-order", edition.uid), {"version": edition.version})
    assert order.status_code == 302
    edition.refresh_from_db()
    assert edition.state == EditionState.ORDERED
    carry_out.func(edition.uid)
    page = coordinator.get(at("edition", edition.uid))
    assert [row.name for row, _scores in page.context["rows"]] == [
        "Corticella",
        "Bolognina",
        "Savena",
        "Colli",
        "Stazione",
    ]
    assert [row.name for row, _reasons in page.context["out"]] == ["Stazione"]
    assert "Stazione is not compared: the source gives no value of 3 indicators" in page.content.decode()


def test_the_edition_leads_to_who_is_near_its_most_distressed_areas(coordinator: Client) -> None:
    areas = kit.areas()
    page = coordinator.get(at("edition", kit.computed().uid))
    ranked = ["Corticella", "Bolognina", "Savena", "Colli"]
    assert page.context["near"] == [(areas[name], at("area-near", areas[name].uid)) for name in ranked]
    assert coordinator.get(page.context["near"][0][1]).status_code == 200
    assert "Their needs, and who is near" in page.content.decode()


def test_the_form_proposes_what_the_register_says(coordinator: Client) -> None:
    kit.areas()
    makers.observe(makers.indicator("people", direction="neutral"), makers.area("Navile"), 5.0)
    edition = draft()
    assert coordinator.get(at("edition-edit", edition.uid)).context["form"].indicators == []
    given = {"version": edition.version, "pick-add": "add", "use-rent": "on", "domain-rent": "Housing"}
    for name in ("alone", "Income", "people"):
        answer = coordinator.post(at("edition-edit", edition.uid), given | {"add": name})
        form = answer.context["form"]
        given |= {f"{box}-{name.lower()}": form[f"{box}-{name.lower()}"].value() for box in ("use", "higher")}
    assert [(one.code, form[f"higher-{one.code}"].value()) for one in form.indicators] == [
        ("alone", "worse"),
        ("income", "better"),
        ("people", ""),
        ("rent", None),
    ]
    assert form["period-people"].value() == "2024"
    assert [row.label for row in form.domain_rows] == ["Housing"]
    assert (form["add"].value(), form.errors, Edition.objects.get().specification) == ("", {}, "")


def test_a_theme_is_added_whole(coordinator: Client) -> None:
    kit.areas()
    Indicator.objects.filter(code__in=["rent", "income"]).update(theme="Home")
    edition = draft()
    given = {"version": edition.version, "pick-add": "add", "add": "Theme: Home"}
    form = coordinator.post(at("edition-edit", edition.uid), given).context["form"]
    assert [(one.code, form[f"domain-{one.code}"].value()) for one in form.indicators] == [
        ("income", "Home"),
        ("rent", "Home"),
    ]
    assert form.options == [("alone", "")]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("n", "“n” may be alone; income; rent. Write the whole name."),
        ("moon", "“moon” is none of the indicators with values here. Choose from the list that opens."),
    ],
)
@pytest.mark.parametrize(("pressed", "status"), [({"pick-add": "add"}, 200), ({}, 422)])
def test_a_name_that_means_none_is_told(
    coordinator: Client, text: str, told: str, pressed: dict[str, str], status: int
) -> None:
    kit.areas()
    edition = draft()
    given = {
        "version": edition.version,
        "title": "T",
        "higher": "worse",
        "aggregate": "arithmetic",
        "add": text,
    }
    answer = coordinator.post(at("edition-edit", edition.uid), given | pressed)
    assert (answer.status_code, answer.context["form"].errors["add"][0]) == (status, told)


def test_a_direction_that_the_register_leaves_open_must_be_chosen(coordinator: Client) -> None:
    kit.areas()
    edition = draft()
    answer = coordinator.post(at("edition-edit", edition.uid), paper(edition, **{"higher-rent": ""}))
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["higher-rent"])


def test_a_register_of_hundreds_is_a_short_paper(coordinator: Client) -> None:
    kit.areas()
    bologna = makers.area("Navile")
    for number in range(300):
        makers.observe(makers.indicator(f"i{number}"), bologna, 1.0)
    page = coordinator.get(at("edition-edit", kit.edition().uid))
    assert len([name for name in page.context["form"].fields if name.startswith("use-")]) == 3
    assert len(page.context["form"].options) == 300


def test_what_a_paper_had_no_boxes_for_stays(coordinator: Client) -> None:
    """Such as an indicator that somebody added while the paper was open."""
    kit.areas()
    edition = kit.edition()
    given = {
        name: text
        for name, text in (paper(edition) | of_domains("geometric", housing="0.5")).items()
        if not name.endswith(("-alone", "-of-people"))
    }
    assert coordinator.post(at("edition-edit", edition.uid), given).status_code == 302
    edition.refresh_from_db()
    said = choices.read(edition.specification)
    assert said is not None
    assert [one.code for one in said.indicators] == ["rent", "alone", "income"]
    assert {one.label: one.aggregate for one in said.domains} == {
        "Housing": "geometric",
        "People": "arithmetic",
    }


def test_a_paper_with_a_domain_that_another_has_not_is_compared(coordinator: Client) -> None:
    kit.areas()
    edition = kit.edition()
    given = paper(edition, version="1", **{"domain-rent": "Home", "pick-add": "add"})
    shown = coordinator.post(at("edition-edit", edition.uid), given)
    assert [row.label for row in shown.context["form"].domain_rows] == ["Housing", "People", "Home"]
    own = {"weight-of-home": "0.5", "aggregate-of-home": "geometric", "weights-of-home": ""}
    del given["pick-add"]
    answer = coordinator.post(at("edition-edit", edition.uid), given | own)
    assert answer.status_code == 409
    assert "aggregate-of-home" in answer.context["form"].fields


def test_the_form_shows_again_what_it_wrote(coordinator: Client) -> None:
    kit.areas()
    edition = draft()
    coordinator.post(at("edition-edit", edition.uid), paper(edition))
    edition.refresh_from_db()
    given = paper(edition) | of_domains("geometric", housing="0,4", people="0.6")
    assert coordinator.post(at("edition-edit", edition.uid), given).status_code == 302
    edition.refresh_from_db()
    said = choices.read(edition.specification)
    assert said is not None
    assert [(one.label, one.weight, one.aggregate) for one in said.domains] == [
        ("People", 0.6, "geometric"),
        ("Housing", 0.4, "geometric"),
    ]
    form = coordinator.get(at("edition-edit", edition.uid)).context["form"]
    assert form["weight-of-housing"].value() == 0.4


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"weight-alone": "much"}, "weight-alone"),
        ({"weight-alone": "-1"}, "weight-alone"),
        ({"weight-alone": "0.5"}, "weight-alone"),
        ({"period-rent": "1999"}, "period-rent"),
        ({"higher": "sideways"}, "higher"),
        ({"title": ""}, "title"),
    ],
)
def test_what_is_wrong_is_told_beside_its_box(coordinator: Client, given: dict[str, str], field: str) -> None:
    kit.areas()
    edition = draft()
    answer = coordinator.post(at("edition-edit", edition.uid), paper(edition, **given))
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    edition.refresh_from_db()
    assert (edition.specification, edition.version) == ("", 1)


def test_nothing_ticked_is_told(coordinator: Client) -> None:
    kit.areas()
    edition = draft()
    given = {name: text for name, text in paper(edition).items() if not name.startswith("use-")}
    answer = coordinator.post(at("edition-edit", edition.uid), given)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["add"]


def test_weights_that_do_not_add_up_are_told_with_what_to_do(coordinator: Client) -> None:
    kit.areas()
    edition = kit.edition()
    before = edition.specification
    given = paper(edition) | of_domains("arithmetic", housing="0.7", people="0.6")
    answer = coordinator.post(at("edition-edit", edition.uid), given)
    assert answer.status_code == 422
    assert answer.context["form"].errors == {
        "weights": [
            "“1.3”. What is required: Weights whose sum is 1. Correct them, or choose to have them divided by their sum; left empty they are equal."
        ]
    }
    edition.refresh_from_db()
    assert (edition.specification, edition.version) == (before, 2)
    assert (
        coordinator.post(at("edition-edit", edition.uid), given | {"weights": "divided"}).status_code == 302
    )
    edition.refresh_from_db()
    assert kit.worked_out_weights(edition) == pytest.approx({"housing": 0.7 / 1.3, "people": 0.6 / 1.3})


def test_two_people_on_one_paper_see_both(coordinator: Client) -> None:
    kit.areas()
    edition = kit.edition()
    given = paper(edition, version="1") | of_domains("arithmetic")
    answer = coordinator.post(at("edition-edit", edition.uid), given)
    assert answer.status_code == 409
    edition.refresh_from_db()
    assert edition.title == "First"


def test_the_expert_is_told_the_line(coordinator: Client) -> None:
    kit.areas()
    edition = kit.edition()
    text = edition.specification.replace('normalise = "z-score"', 'normalise = "zscore"', 1)
    given = {"title": "First", "specification": text, "version": edition.version}
    answer = coordinator.post(at("edition-text", edition.uid), given)
    line = 1 + text.splitlines().index('normalise = "zscore"')
    assert answer.status_code == 422
    assert f"line {line}, indicator[1].normalise: zscore" in answer.context["form"].errors["specification"][0]


def test_what_the_form_cannot_show_is_offered_as_text(coordinator: Client) -> None:
    kit.areas()
    edition = kit.edition(specification=kit.specification().replace('"z-score"', '["z-score", "rank"]'))
    answer = coordinator.get(at("edition-edit", edition.uid))
    assert (answer.status_code, answer["Location"]) == (302, at("edition-text", edition.uid))


def test_what_stands_in_the_way_is_on_the_page_and_stops_the_order(coordinator: Client) -> None:
    kit.areas()
    edition = kit.edition()
    Observation.objects.filter(indicator__code="rent", area__name="Savena").delete()
    page = coordinator.get(at("edition", edition.uid))
    assert [(one.code, one.found.partition(":")[0]) for one in page.context["findings"]] == [
        ("index.lacks", "rent")
    ]
    coordinator.post(at("edition-order", edition.uid), {"version": edition.version})
    edition.refresh_from_db()
    assert (edition.state, edition.results.count()) == (EditionState.DRAFTED, 0)


def test_the_progress_is_asked_for_until_it_rests(coordinator: Client) -> None:
    kit.areas()
    edition = kit.domain.order_run(actor=makers.coordinator(), edition=kit.edition())
    url = f"{at('edition', edition.uid)}?parte=stato"
    moving = coordinator.get(url, headers={"hx-request": "true"})
    assert ("HX-Refresh" in moving, b"hx-get" in moving.content) == (False, True)
    carry_out.func(edition.uid)
    rested = coordinator.get(url, headers={"hx-request": "true"})
    assert (rested["HX-Refresh"], b"hx-get" in rested.content) == ("true", False)


def test_an_auditor_reads_and_writes_nothing(signed_in: Callable[..., Client]) -> None:
    kit.areas()
    edition = kit.computed()
    auditor = signed_in(Role.AUDITOR)
    page: Any = auditor.get(at("edition", edition.uid))
    assert (page.status_code, len(page.context["rows"])) == (200, 5)
    assert (page.context["form_url"], page.context["next_url"], page.context["may_order"]) == ("", "", False)
    assert auditor.post(at("edition-order", edition.uid), {"version": edition.version}).status_code == 403


def test_the_next_edition_begins_as_a_copy(coordinator: Client) -> None:
    kit.areas()
    edition = kit.computed()
    page = coordinator.get(at("edition", edition.uid))
    url = page.context["next_url"]
    form = coordinator.get(url).context["form"]
    assert form["copy_of"].value() == edition.uid
    assert coordinator.post(url, {"title": "Second", "copy_of": edition.uid}).status_code == 302
    assert Edition.objects.get(number=2).specification == edition.specification


def test_how_sure_is_asked_and_shown(coordinator: Client) -> None:
    kit.areas()
    edition = kit.edition()
    url = at("edition-sureness", edition.uid)
    form = coordinator.get(url).context["form"]
    assert (form["draws"].value(), form["concentration"].value()) == (1000, "50")
    given = {
        "draws": "200",
        "k": "2",
        "concentration": "50",
        "normalisations": "on",
        "seed": "5",
        "error": "2.5",
    }
    assert coordinator.post(url, given | {"version": edition.version}).status_code == 302
    edition.refresh_from_db()
    asked = {"draws": 200, "seed": 5, "k": 2, "concentration": 50.0, "error": 0.025}
    assert edition.uncertainty == asked | {"normalisations": True, "aggregations": False, "leave_out": False}
    coordinator.post(at("edition-order", edition.uid), {"version": edition.version})
    carry_out.func(edition.uid)
    page = coordinator.get(at("edition", edition.uid)).content.decode()
    assert "Place in nine draws of ten" in page
    assert "Among the first 2" in page


def test_how_sure_can_be_left_alone_and_is_checked(coordinator: Client) -> None:
    kit.areas()
    edition = kit.edition()
    given = {"k": "2", "concentration": "50", "seed": "5", "error": "0", "version": edition.version}
    few = coordinator.post(at("edition-sureness", edition.uid), given | {"draws": "5"})
    assert (few.status_code, list(few.context["form"].errors)) == (422, ["draws"])
    none = coordinator.post(at("edition-sureness", edition.uid), given | {"draws": "0"})
    assert none.status_code == 302
    edition.refresh_from_db()
    assert edition.uncertainty == {}
