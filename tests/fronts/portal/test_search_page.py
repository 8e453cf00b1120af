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
