"""The paper on an index: what is folded away, what it keeps of a specification, and what it says that it cannot show."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from tests import makers
from tests.study import kit

from portici.study import choices
from portici.study.models import Edition
from portici.territory.models import Observation

pytestmark = pytest.mark.django_db
PACK = Path(__file__).parents[3] / "cities" / "bologna" / "examples-data.toml"


def at(name: str, edition: Edition) -> str:
    with translation.override("en"):
        return reverse(f"office:{name}", args=[edition.uid])


def as_sent(form: Any) -> dict[str, str]:
    """The boxes of the paper as a browser would send them untouched."""
    held = {name: form[name].value() for name in form.fields}
    ticked = {name: "on" for name, value in held.items() if value is True}
    return ticked | {
        name: "" if value is None else str(value)
        for name, value in held.items()
        if not isinstance(value, bool)
    }


def sent(client: Client, edition: Edition, **changed: str) -> Any:
    form = client.get(at("edition-edit", edition)).context["form"]
    given = as_sent(form) | {"version": str(edition.version)} | changed
    return client.post(at("edition-edit", edition), given)


def test_the_citys_example_goes_through_the_paper_unchanged(coordinator: Client) -> None:
    [study] = tomllib.loads(PACK.read_text(encoding="utf-8"))["study"]
    text = study["edition"][0]["specification"]
    names = [
        line.removeprefix('column = "').partition("@")[0]
        for line in text.splitlines()
        if line.startswith("column")
    ]
    areas = [makers.area("Bolognina"), makers.area("Corticella")]
    for indicator in [makers.indicator(code) for code in names]:
        for place, area in enumerate(areas):
            makers.observe(indicator, area, 10.0 + place, period="2021")
    edition = kit.edition(specification=text)
    assert sent(coordinator, edition, title="Disagio abitativo e sociale").status_code == 302
    edition.refresh_from_db()
    assert edition.specification == text


def test_what_is_folded_away_is_written_and_shown_open(coordinator: Client) -> None:
    kit.areas()
    makers.area("Bologna", layer_code="comuni")
    edition = kit.edition()
    form = coordinator.get(at("edition-edit", edition)).context["form"]
    assert [form.more.is_open, *(row.is_open for row in (*form.domain_rows, *form.indicator_rows))] == [
        False
    ] * 6
    chosen = {
        "comparable_within": "comuni",
        "note": "Said\r\ntwice",
        "missing-of-people": "present",
        "transform-rent": "log",
        "outliers-rent": "iqr",
        "highest-rent": "99,5",
        "normalise-rent": "normal-scores",
    }
    assert sent(coordinator, edition, **chosen).status_code == 302
    edition.refresh_from_db()
    said = choices.read(edition.specification)
    assert said is not None
    rent = said.indicators[0]
    assert (said.index.comparable_within, said.note, said.domains[1].missing) == (
        "comuni",
        "Said\ntwice",
        "present",
    )
    assert (rent.transform, rent.outliers, rent.highest, rent.normalise) == (
        "log",
        "iqr",
        99.5,
        "normal-scores",
    )
    form = coordinator.get(at("edition-edit", edition)).context["form"]
    rows = (*form.domain_rows, *form.indicator_rows)
    assert [form.more.is_open, *(row.is_open for row in rows)] == [True, False, True, True, False, False]


@pytest.mark.parametrize(
    ("box", "value"),
    [("highest-rent", "much"), ("comparable_within", "moon"), ("outliers-rent", "moon")],
)
def test_what_is_wrong_in_a_folded_box_is_told_beside_it(coordinator: Client, box: str, value: str) -> None:
    kit.areas()
    edition = kit.edition()
    answer = sent(coordinator, edition, **{box: value})
    form = answer.context["form"]
    assert (answer.status_code, list(form.errors)) == (422, [box])
    assert [row.is_open for row in (form.more, form.indicator_rows[0])].count(True) == 1


def test_a_period_and_a_layer_that_are_not_there_are_not_lost(coordinator: Client) -> None:
    """The run says what is wrong with them; the paper does not put others in their place."""
    kit.areas()
    text = (
        kit.specification()
        .replace("rent@2024", "rent")
        .replace('higher = "worse"\n', 'higher = "worse"\ncomparable_within = "regioni"\n', 1)
    )
    edition = kit.edition(specification=text)
    assert sent(coordinator, edition, title="Distress").status_code == 302
    edition.refresh_from_db()
    found = choices.read(edition.specification)
    assert found == choices.read(text)
    assert found is not None
    assert (found.indicators[0].period, found.index.comparable_within) == ("", "regioni")


def test_an_indicator_without_values_here_is_not_taken_out(coordinator: Client) -> None:
    kit.areas()
    edition = kit.edition()
    Observation.objects.filter(indicator__code="alone").delete()
    page = coordinator.get(at("edition-edit", edition))
    assert [one.code for one in page.context["form"].lost] == ["alone"]
    assert "Without values here, so without boxes: alone." in " ".join(page.content.decode().split())
    assert sent(coordinator, edition).status_code == 422
    before = edition.specification
    edition.refresh_from_db()
    assert edition.specification == before


def test_the_text_names_the_lines_that_the_form_cannot_show(coordinator: Client) -> None:
    kit.areas()
    text = kit.specification().replace('normalise = "z-score"', 'normalise = ["rank", "z-score"]', 1)
    edition = kit.edition(specification=text)
    answer = coordinator.get(at("edition-edit", edition), follow=True)
    line = text.splitlines().index('normalise = ["rank", "z-score"]') + 1
    assert answer.context["unshown"] == [
        {
            "line": line,
            "text": 'normalise = ["rank", "z-score"]',
            "part": "rent",
            "why": "This method, or these options of it, have no place among those that the form offers.",
        }
    ]
    assert f"Line {line}, rent:" in answer.content.decode()


def test_what_only_the_text_can_say_is_named(coordinator: Client) -> None:
    kit.areas()
    page = coordinator.get(at("edition-edit", kit.edition()))
    assert len(page.context["form"].text_only) == 8
    assert "Residents counted in means and shares (population, over)" in page.content.decode()
