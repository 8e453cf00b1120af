"""Poster and plaque: the emblem's geometry, the words of each period, the PDF, and a machine that cannot write one."""

from __future__ import annotations

import re
import sys
import zlib
from math import hypot
from types import ModuleType
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.test import Client
from tests import chain

from portici.kernel.actor import VISITOR
from portici.kernel.findings import Refused
from portici.programme.models import Axis, Fund, Period, Programme, Project
from portici.publishing import emblem, obligations
from portici.publishing.poster import _context, may_print, pdf_of, poster_of

pytestmark = pytest.mark.django_db


def _funded(period: str, fund: str, **values: Any) -> Project:
    action = chain.action()
    Axis.objects.filter(pk=action.axis_id).update(fund=fund)
    Programme.objects.filter(pk=action.axis.programme_id).update(period=period)
    made = chain.project(action=action, **values)
    return Project.objects.get(pk=made.pk)


def _words(project: Project) -> str:
    poster = poster_of(VISITOR, project)
    html = render_to_string(
        "publishing/poster.html", _context(poster, obligations.POSTER, "Ufficio di prova", "Città di prova")
    )
    return " ".join(re.sub(r"<style>.*?</style>|<[^>]+>", " ", html, flags=re.DOTALL).split())


def test_the_emblem_has_twelve_upright_stars_on_a_circle_of_a_third_of_its_height() -> None:
    height = 540.0
    centres = emblem.centres(height)
    assert len(centres) == 12
    assert {round(hypot(x - 405, y - 270), 6) for x, y in centres} == {180.0}
    assert centres[0] == (405.0, 90.0)
    top = emblem.star(0, 0, height / 18).split()[0]
    assert top == "0.000,-30.000"
    assert emblem.emblem_svg(height).count("<polygon") == 12


def test_the_table_has_a_rule_for_every_fund_of_a_period_and_a_source() -> None:
    pairs = set(obligations.OBLIGATIONS)
    assert pairs == {
        (Period.P2014, Fund.ERDF), (Period.P2014, Fund.ESF), (Period.P2014, Fund.COHESION), (Period.P2014, Fund.REACT_EU),
        (Period.P2021, Fund.ERDF), (Period.P2021, Fund.ESF_PLUS), (Period.P2021, Fund.COHESION), (Period.P2021, Fund.JTF),
    }  # fmt: skip
    assert all(rule.source.startswith("Reg. (UE)") for rule in obligations.OBLIGATIONS.values())
    assert {fund for _period, fund in pairs} == set(obligations.FUND_NAMES)


def test_in_the_first_period_union_and_fund_are_named(frozen: object) -> None:
    said = _words(_funded("2014-2020", "esf", title="Officine"))
    assert "Officine" in said
    assert "Unione europea Progetto cofinanziato dall'Unione europea – Fondo sociale europeo" in said


def test_in_the_second_the_words_are_the_laws_and_no_fund_is_named(frozen: object) -> None:
    said = _words(_funded("2021-2027", "erdf"))
    assert "Cofinanziato dall'Unione europea" in said.replace("&#x27;", "'")
    assert "Fondo" not in said


def test_react_eu_has_its_sentence(frozen: object) -> None:
    assert "risposta dell'Unione alla pandemia di COVID-19" in _words(
        _funded("2014-2020", "react-eu")
    ).replace("&#x27;", "'")


@pytest.mark.parametrize(
    ("period", "fund"), [("", ""), ("2014-2020", ""), ("", "esf"), ("2014-2020", "esf-plus")]
)
def test_what_no_rule_is_for_has_no_poster(frozen: object, period: str, fund: str) -> None:
    project = _funded(period, fund)
    assert not may_print(project)
    with pytest.raises(Refused):
        poster_of(VISITOR, project)
    assert not may_print(chain.project(action=None))


def test_a_sub_project_is_paid_as_its_parent(frozen: object) -> None:
    parent = _funded("2014-2020", "esf")
    assert may_print(chain.project(f"{parent.code}.1", action=None, parent=parent))


@pytest.mark.parametrize("sheet", [obligations.POSTER, obligations.DISPLAY])
def test_it_is_written_as_pdf_of_the_papers_size(frozen: object, sheet: obligations.Sheet) -> None:
    poster = poster_of(VISITOR, _funded("2021-2027", "esf-plus", title="x" * 200))
    data = pdf_of(poster, sheet, office="Ufficio di prova", body="Città di prova")
    assert data[:5] == b"%PDF-"
    parts = [
        zlib.decompress(part) for part in re.findall(rb"stream\r?\n(x.*?)\r?\nendstream", data, re.DOTALL)
    ]
    boxes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", b" ".join([data, *parts]))
    assert [tuple(round(float(side) / 72 * 25.4) for side in box) for box in boxes] == [sheet.size]


def test_the_page_of_the_project_leads_to_it_and_a_draft_has_none(frozen: object) -> None:
    project, draft = _funded("2014-2020", "esf"), _funded("2014-2020", "esf", published=False)
    client = Client()
    assert (
        f"/progetti/{project.code}/manifesto.pdf" in client.get(f"/progetti/{project.code}/").content.decode()
    )
    answer = client.get(f"/progetti/{project.code}/manifesto.pdf")
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/pdf")
    assert client.get(f"/progetti/{draft.code}/manifesto.pdf").status_code == 404
    assert client.get(f"/progetti/{project.code}/altro.pdf").status_code == 404
    assert client.get(f"/progetti/{_funded('', '').code}/targa.pdf").status_code == 404


class _Lacking(ModuleType):
    """WeasyPrint as it is where the machine has no Pango: its import fails with an OSError."""

    def __getattr__(self, name: str) -> Any:
        raise OSError("cannot load library 'libpango-1.0-0'")


def test_a_machine_that_cannot_write_it_says_what_to_install(
    frozen: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "weasyprint", _Lacking("weasyprint"))
    answer = Client().get(f"/progetti/{_funded('2014-2020', 'esf').code}/manifesto.pdf")
    assert answer.status_code == 503
    assert "apt install libpango-1.0-0 libpangoft2-1.0-0" in answer.content.decode()
