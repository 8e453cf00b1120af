"""Activities in the portal: the list with its filters, the page with its chain, the timeline."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from tests import chain, makers
from tests.fronts.portal.rows import assert_figures_add_up, queries_of

from portici.kernel.actor import Role
from portici.programme import domain as programme

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]
LIST = "/en/progetti/attivita/"


def titles(client: Client, query: str = "") -> set[str]:
    return {activity.title for activity in client.get(f"{LIST}{query}").context["table"].data}


@pytest.fixture
def world() -> dict[str, Any]:
    """Two activities, in two areas, of two projects; the first has everything."""
    savena, navile = makers.area("Savena"), makers.area("Navile")
    within = makers.area("Within", parent=savena)
    house = makers.place("House", area=navile)
    need = chain.need(savena, "Need")
    leader, partner = makers.organisation("Leader"), makers.organisation("Partner")
    project, child = chain.project("BO3.3.1.b"), None
    child = chain.project("BO3.3.1.b.1", parent=project)
    radio = chain.activity(
        project, "Radio", areas=[within], needs=[need], responsible=leader, partners=[partner],
        starts_on=date(2025, 1, 1), ends_on=date(2026, 2, 1),
    )  # fmt: skip
    walk = chain.activity(
        child, "Walk", place=house, starts_on=date(2026, 5, 1), ends_on=date(2027, 1, 1), depends_on=[radio]
    )
    programme.move_activity(actor=makers.coordinator(), activity=radio, state="running")
    decision = chain.decision(chain.body(), "Start", activities=[radio])
    chain.activity(project, "Zzriservata", areas=[within], published=False)
    return {
        "savena": savena, "navile": navile, "house": house, "need": need, "leader": leader,
        "partner": partner, "radio": radio, "walk": walk, "decision": decision,
    }  # fmt: skip


def test_filters(client: Client, world: dict[str, Any]) -> None:
    def key(area: Any) -> str:
        return f"quartieri/{area.code}"

    assert titles(client) == {"Radio", "Walk"}
    asked = {
        f"?area={key(world['savena'])}": {"Radio"},
        f"?area={key(world['navile'])}": {"Walk"},
        "?area=quartieri/none": set(),
        "?project=bo3.3.1B": {"Radio", "Walk"},
        "?project=BO3.3.1.b.1": {"Walk"},
        f"?organisation={world['leader'].uid}": {"Radio"},
        f"?organisation={world['partner'].uid}": {"Radio"},
        f"?place={world['house'].uid}": {"Walk"},
        f"?need={world['need'].uid}": {"Radio"},
        f"?decision={world['decision'].address}": {"Radio"},
        "?need=nonsense": set(),
        "?state=running": {"Radio"},
        "?state=nonsense": set(),
        "?year=2025": {"Radio"},
        "?year=2026": {"Radio", "Walk"},
        "?q=walk": {"Walk"},
        "?q=zzriservata": set(),
    }
    assert {query: titles(client, query) for query in asked} == asked


def test_what_it_is_narrowed_by_is_named_and_can_be_taken_off(client: Client, world: dict[str, Any]) -> None:
    text = client.get(f"{LIST}?need={world['need'].uid}&state=running").content.decode()
    assert '<strong lang="it">Need</strong>' in text
    assert f'href="{LIST}?state=running"' in text
    hidden = makers.organisation("Zzsegreta", published=False)
    assert "Zzsegreta" not in client.get(f"{LIST}?organisation={hidden.uid}").content.decode()


@pytest.mark.usefixtures("world")
def test_sorts_and_the_file(client: Client) -> None:
    rows = b"".join(client.get(f"{LIST}?formato=csv&sort=-title")).decode("utf-8-sig").splitlines()
    assert [row.split(";")[0] for row in rows] == ["Activity", "Walk", "Radio"]
    assert client.get(f"{LIST}?sort=nonsense&page=zz").status_code == 200


@pytest.mark.usefixtures("world")
def test_figures_and_timeline(client: Client) -> None:
    assert_figures_add_up(client, LIST)
    text = client.get(LIST).content.decode()
    assert text.count('<rect class="tl-bar') == 2
    assert "tl-bar--late" in text
    assert 'viewBox="0 0 820' in text
    assert "<table" in text[text.index("The timeline as a table") :]


def test_the_page_has_the_chain_both_ways(client: Client, world: dict[str, Any]) -> None:
    text = client.get(f"/en/progetti/attivita/{world['radio'].uid}/").content.decode()
    for told in ("Within", "Need", "Start", "BO3.3.1.b", "Leader", "Partner", "Walk", "01/01/2025"):
        assert told in text, told
    assert "Zz" not in text
    after = client.get(f"/en/progetti/attivita/{world['walk'].uid}/").content.decode()
    assert "Radio" in after[after.index("Depends on") :]


def test_staff_is_not_named(client: Client, world: dict[str, Any]) -> None:
    programme.assign_staff(
        actor=makers.actor(Role.COORDINATOR),
        activity=world["radio"],
        user=makers.user("Zz Persona"),
        organisation=world["leader"],
    )
    assert "Zz" not in client.get(f"/progetti/attivita/{world['radio'].uid}/").content.decode()


def test_there_is_no_page_of_what_is_withheld(client: Client) -> None:
    shown = chain.activity(chain.project("BO4.2.1.a", published=False), "Of a withheld project")
    hidden = chain.activity(chain.project("BO3.3.1.b"), published=False)
    for uid in (shown.uid, hidden.uid, "nothing"):
        assert client.get(f"/progetti/attivita/{uid}/").status_code == 404


def test_what_is_withheld_around_it_is_not_named(client: Client) -> None:
    area = makers.area("Zzarea", published=False)
    made = chain.activity(
        chain.project("BO3.3.1.b"),
        "Radio",
        areas=[area],
        place=makers.place("Zzplace", published=False),
        needs=[chain.need(area, "Zzneed")],
        responsible=makers.organisation("Zzleader", published=False),
        partners=[makers.organisation("Zzpartner", published=False)],
        depends_on=[chain.activity(title="Zzbefore", published=False)],
    )
    chain.activity(title="Zzafter", published=False, depends_on=[made])
    chain.decision(chain.body(), "Zzdecision", activities=[made], published=False)
    for url in (f"/en/progetti/attivita/{made.uid}/", LIST, f"{LIST}?formato=csv"):
        response = client.get(url)
        text = b"".join(response).decode() if response.streaming else response.content.decode()
        assert "Zz" not in text


def test_the_same_queries_whatever_the_rows(client: Client) -> None:
    project, area = chain.project(), makers.area()

    def grow(rows: int) -> None:
        for _row in range(rows):
            chain.activity(
                project, areas=[area], partners=[makers.organisation()], starts_on=date(2026, 1, 1),
                place=makers.place(area=area), responsible=makers.organisation(),
            )  # fmt: skip

    grow(1)
    few = [queries_of(client, url) for url in (LIST, f"{LIST}?formato=csv")]
    grow(24)
    assert [queries_of(client, url) for url in (LIST, f"{LIST}?formato=csv")] == few


def test_empty(client: Client) -> None:
    assert b"No activity answers" in client.get(LIST).content


def test_names_say_their_language_and_the_pages_words_do_not(client: Client) -> None:
    areas = [makers.area(f"Zona {number}") for number in range(6)]
    made = chain.activity(
        title="Laboratori", language="it", starts_on=date(2026, 2, 1), ends_on=date(2026, 5, 1), areas=areas
    )
    text = client.get(LIST).content.decode()
    address = f"{LIST}{made.uid}/"
    assert text.count(f'<a href="{address}" lang="it">Laboratori</a>') == 2
    assert ' lang="it">Laboratori</text>' in text
    assert f'<a href="{address}">and others</a>' in text
