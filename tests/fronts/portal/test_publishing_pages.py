"""The street's side of what is published: galleries, documents, feeds, the site's map, data for search engines."""

from __future__ import annotations

import json
import re
from typing import Any
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests import chain, makers
from tests.publishing import library

from portici.fronts.portal.publishing import sitemap
from portici.publishing import domain
from portici.records import domain as records


@pytest.fixture(autouse=True)
def site(db: None, frozen: object) -> None:
    domain.prepare_site()


def _page(path: str) -> str:
    answer = Client().get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def _hang(record: Any, thing: Any, **values: Any) -> None:
    row = domain.attach(actor=library.officer(), record=record, thing=thing, **values)
    domain.show_attachment(actor=library.officer(), record=record, attachment=row)


def test_the_sheets_sentences_stand_until_there_is_something() -> None:
    project = chain.project()
    chain.sheet(project, documents_note="Documenti non disponibili")
    before = _page(f"/progetti/{project.code}/")
    assert "Immagini non disponibili" in before
    assert "Documenti non disponibili" in before
    picture, document = library.picture("Arches"), library.document("A guide")
    _hang(project, picture, caption="From the north")
    _hang(project, document)
    after = _page(f"/progetti/{project.code}/")
    assert "non disponibili" not in after
    assert f'src="/immagini/{picture.uid}/640.jpg"' in after
    assert (
        f'type="image/avif" srcset="/immagini/{picture.uid}/320.avif 320w, /immagini/{picture.uid}/640.avif 640w"'
        in after
    )
    assert 'alt="Six arches"' in after
    assert "From the north" in after
    assert f'href="/documenti/{document.uid}/"' in after


def test_an_activity_has_its_own() -> None:
    activity = chain.activity(chain.project())
    assert "galleria" not in _page(f"/progetti/attivita/{activity.uid}/")
    picture = library.picture()
    _hang(activity, picture)
    assert picture.uid in _page(f"/progetti/attivita/{activity.uid}/")


@pytest.mark.parametrize(
    ("name", "form", "signature"),
    [("640.avif", "avif", b"ftypavif"), ("320.webp", "webp", b"WEBP"), ("640.jpg", "jpeg", b"\xff\xd8\xff")],
)
def test_a_picture_comes_in_its_format_and_size(name: str, form: str, signature: bytes) -> None:
    project, picture = chain.project(), library.picture()
    _hang(project, picture)
    answer = Client().get(f"/immagini/{picture.uid}/{name}")
    assert answer.headers["Content-Type"] == f"image/{form}"
    assert signature in b"".join(answer.streaming_content)[:16]  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", ["641.jpg", "640.gif", "640.png", "99999.avif"])
def test_no_other_sizes_and_formats_are_made(name: str) -> None:
    project, picture = chain.project(), library.picture()
    _hang(project, picture)
    assert Client().get(f"/immagini/{picture.uid}/{name}").status_code == 404
    assert picture.renditions.count() == 0


def test_a_document_is_handed_out_as_a_file() -> None:
    project, document = chain.project(), library.document("La guida: prima parte")
    assert Client().get(f"/documenti/{document.uid}/").status_code == 404
    _hang(project, document)
    answer = Client().get(f"/documenti/{document.uid}/")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="la-guida-prima-parte.pdf"'
    assert b"".join(answer.streaming_content) == b"%PDF-1.7 example"  # type: ignore[attr-defined]


def test_feeds_have_the_news_of_their_language() -> None:
    page = library.news("Radio & microfoni")
    library.news("The radio", language="en", translates=page)
    library.news("Hidden", published=False)
    channel = ElementTree.fromstring(_page("/notizie/notizie.xml")).find("channel")
    assert channel is not None
    assert [item.findtext("title") for item in channel.iter("item")] == ["Radio & microfoni"]
    feed = json.loads(_page("/en/notizie/notizie.json"))
    assert [(item["title"], item["language"]) for item in feed["items"]] == [("The radio", "en")]
    assert feed["version"] == "https://jsonfeed.org/version/1.1"


def test_the_map_of_the_site_has_what_is_published() -> None:
    project, draft = chain.project(), chain.project(published=False)
    library.news("Radio")
    library.news("Hidden", published=False)
    index = _page("/sitemap.xml")
    assert "/sitemap-project.xml" in index
    assert "/sitemap-pages.xml" in index
    projects = _page("/sitemap-project.xml")
    assert f"/progetti/{project.code}/" in projects
    assert f"/en/progetti/{project.code}/" in projects
    assert draft.code not in projects
    pages = _page("/sitemap-pages.xml")
    assert "/notizie/radio/" in pages
    assert "hidden" not in pages


def test_the_map_is_cut_in_files_that_the_store_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    areas = [makers.area(f"Area {number}") for number in range(5)]
    monkeypatch.setattr(sitemap.RecordMap, "limit", 4)
    index = _page("/sitemap.xml")
    assert [index.count(f"/sitemap-area.xml{part}<") for part in ("", "?p=2", "?p=3", "?p=4")] == [1, 1, 1, 0]
    found = [f"/{area.code}/" for area in areas]
    in_parts = [
        [code for code in found if code in _page(f"/sitemap-area.xml?p={part}")] for part in (1, 2, 3)
    ]
    assert in_parts == [found[:2], found[2:4], found[4:]]
    with CaptureQueriesContext(connection) as queries:
        _page("/sitemap.xml")
    of_areas = [query["sql"] for query in queries if 'FROM "territory_area"' in query["sql"]]
    assert {sql.startswith(("SELECT COUNT(", "SELECT MAX(")) for sql in of_areas} == {True}


def _structured(path: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', _page(path))
    assert found is not None
    data: dict[str, Any] = json.loads(found[1])
    return data


def test_search_engines_read_what_a_page_is_about() -> None:
    project = chain.project(title="</script><script>alert(1)</script>")
    assert _structured(f"/progetti/{project.code}/")["name"] == "</script><script>alert(1)</script>"
    organisation = makers.organisation("Tramite")
    assert _structured(f"/rete/{organisation.uid}/")["@type"] == "Organization"
    page = library.news("Radio")
    data = _structured(page.url)
    assert (data["@type"], data["headline"], data["datePublished"]) == ("NewsArticle", "Radio", "2026-02-20")


def test_search_finds_the_news() -> None:
    page = library.news("Radio", library.text("microfono"))
    assert f'href="{page.url}"' in _page("/cerca/?q=microfono")
    assert 'data-row data-value="1"' in _page("/cerca/?q=microfono&tipo=news")
    assert "Radio" not in _page("/cerca/?q=microfono&tipo=page")


def test_without_a_tree_the_list_of_news_is_empty_and_not_missing(settings: Any) -> None:
    from portici.publishing.models import NewsIndexPage

    NewsIndexPage.objects.all().update(live=False)
    assert "Ancora nessuna notizia." in _page("/notizie/")


def test_the_queries_of_a_piece_of_news_do_not_grow_with_its_pictures(
    django_assert_max_num_queries: Any,
) -> None:
    pictures = [library.shown(library.picture()) for _number in range(12)]
    page = library.news("Radio", *pictures)
    _page(page.url)
    with django_assert_max_num_queries(20):
        _page(page.url)


def test_a_withdrawn_record_takes_its_gallery_along() -> None:
    project, picture = chain.project(), library.picture()
    _hang(project, picture)
    answer = Client().get(f"/immagini/{picture.uid}/320.webp")
    assert b"".join(answer.streaming_content)[8:12] == b"WEBP"  # type: ignore[attr-defined]
    records.withdraw(actor=makers.coordinator(), record=project, reason="Wrong")
    assert Client().get(f"/immagini/{picture.uid}/320.webp").status_code == 404
