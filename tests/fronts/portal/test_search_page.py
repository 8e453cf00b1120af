"""Search in the portal: over all kinds, counts that open their rows, nothing that is withheld."""

from __future__ import annotations

import pytest
from django.test import Client
from tests import chain, makers
from tests.fronts.portal.rows import assert_figures_add_up, marks, queries_of
from tests.fronts.world import SECRET, build

from portici.records import registry

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]
PAGE = "/en/cerca/"


def test_finds_in_all_kinds_and_counts(client: Client) -> None:
    area = makers.area("Savena città")
    chain.need(area, "Scuole di Savena")
    makers.organisation("Scuola Savena")
    chain.activity(chain.project("BO3.3.1.b", title="Savena"), "Radio Savena")
    found = assert_figures_add_up(client, f"{PAGE}?q=savena")
    assert sorted(figure.value for figure in found) == [1, 1, 1, 1, 1]
    text = client.get(f"{PAGE}?q=SAVENA+citta").content.decode()
    assert "Savena città" in text
    assert "Radio Savena" not in text


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("BO3.3.1b", {"BO3.3.1.b"}),
        ("bo3.3.1b", {"BO3.3.1.b"}),
        ("bo 3.3.1.B reti", {"BO3.3.1.b"}),
        ("BO3.3.1.c.1", {"BO3.3.1.c.1"}),
        ("BO3.3.1C", {"BO3.3.1.c", "BO3.3.1.c.1", "BO3.3.1.c.10"}),
        ("BO3.1.3.b", set()),
        ("F39G16000350007", {"BO3.3.1.b"}),
        ("CUP F39G16000350007", {"BO3.3.1.b"}),
        ("cup: f39g 1600 0350 007", {"BO3.3.1.b"}),
        ("CUP F39G16000350008", set()),
    ],
)
def test_a_code_in_any_spelling(client: Client, asked: str, found: set[str]) -> None:
    chain.sheet(chain.project("BO3.3.1.b", title="Reti"), cup="F39G16000350007")
    mother = chain.project("BO3.3.1.c", title="Centri")
    for number in (1, 10):
        chain.project(f"BO3.3.1.c.{number}", title="Centro", parent=mother)
    for page, query in ((PAGE, {"q": asked, "tipo": "project"}), ("/en/progetti/", {"q": asked})):
        context = client.get(page, query).context
        rows = context["page_obj"] if page == PAGE else context["table"].data
        assert {project.code for project in rows} == found


def _found(client: Client, asked: str) -> dict[str, list[str]]:
    groups = client.get(PAGE, {"q": asked}).context["groups"]
    return {group["kind"].name: sorted(map(str, group["records"])) for group in groups}


def test_a_place_finds_what_is_there(client: Client) -> None:
    savena, other = makers.area("Savena"), makers.area("Navile")
    fossolo = makers.area("Fossolo", parent=savena)
    chain.need(fossolo, "Letture")
    chain.need(fossolo, "Bozza", published=False)
    chain.need(other, "Altrove")
    chain.opportunity(fossolo, "Cortile", organisation=makers.organisation("Ente"))
    designation = chain.designation(fossolo)
    project = chain.project(title="Reti")
    chain.activity(project, "Radio", areas=[fossolo])
    chain.activity(project, "Zitta", areas=[fossolo], published=False)
    found = {"need": ["Letture"], "opportunity": ["Cortile"], "activity": ["Radio"]}
    there = {"designation": [str(designation)], **found}
    assert _found(client, "fossolo") == {"area": [str(fossolo)], **there}
    assert _found(client, "Savena") == {"area": [str(savena)], **there}
    assert _found(client, "radio savena") == {"activity": ["Radio"]}
    assert_figures_add_up(client, f"{PAGE}?q=savena")


def test_an_area_that_is_withheld_finds_nothing(client: Client) -> None:
    savena = makers.area("Savena")
    secret = makers.area("Zzriservata", parent=savena, published=False)
    activity = chain.activity(title="Radio", areas=[secret])
    assert _found(client, "zzriservata") == {}
    assert _found(client, "savena") == {"area": [str(savena)]}
    assert _found(client, "radio") == {"activity": [str(activity)]}


def test_a_target_area_is_found_by_its_name_with_its_day_in_words(client: Client) -> None:
    made = chain.designation(makers.area("Bitone"))
    text = client.get(f"/en{PAGE.removeprefix('/en')}?q=distress&tipo=designation").content.decode()
    assert (text.count(">Bitone</a>, designated on "), text.count(str(made))) == (1, 0)


def test_one_kind_is_paged(client: Client) -> None:
    for number in range(30):
        makers.organisation(f"Scuola {number}")
    page = f"{PAGE}?q=scuola&tipo=organisation"
    first = marks(client, page)
    assert len(first.rows) == 25
    assert first.next
    assert [figure.value for figure in assert_figures_add_up(client, f"{PAGE}?q=scuola")] == [30]
    assert len(marks(client, f"{page}&page=99").rows) == 5
    assert len(marks(client, f"{page}&page=zz").rows) == 25


def test_nothing_withheld_is_found(client: Client) -> None:
    build()
    assert SECRET not in client.get(f"{PAGE}?q=aperto").content.decode()
    text = client.get(f"{PAGE}?q={SECRET}").content.decode()
    assert "Nothing found" in text
    for kind in registry.kinds():
        for words in ("", SECRET, "aperto"):
            text = client.get(f"{PAGE}?q={words}&tipo={kind.name}").content.decode()
            assert SECRET not in text.replace(f'value="{SECRET}"', "").replace(f"“{SECRET}”", "").replace(
                f": {SECRET}", ""
            ).replace(f"q={SECRET}", "")


@pytest.mark.parametrize("query", ["", "?q=", "?q=%20%20", "?q=a&tipo=nonsense", "?q=%00", "?q=" + "x" * 500])
def test_odd_words(client: Client, query: str) -> None:
    assert client.get(f"{PAGE}{query}").status_code == 200


def test_words_are_shown_as_words(client: Client) -> None:
    assert b"<script>alert" not in client.get(f"{PAGE}?q=<script>alert(1)</script>").content


def test_the_same_queries_whatever_the_rows(client: Client) -> None:
    area = makers.area("Scuola")

    def grow(rows: int) -> None:
        for _row in range(rows):
            makers.area("Scuola")
            makers.organisation("Scuola")
            chain.need(area, "Scuola")
            chain.designation(makers.area("Scuola"), reason="Scuola")
            project = chain.project(title="Scuola")
            chain.sheet(project)
            chain.activity(project, "Scuola")
            chain.decision(chain.body(), "Scuola")

    urls = [f"{PAGE}?q=scuola", *(f"{PAGE}?q=scuola&tipo={kind.name}" for kind in registry.kinds())]
    grow(1)
    few = [queries_of(client, url) for url in urls]
    grow(5)
    assert [queries_of(client, url) for url in urls] == few
