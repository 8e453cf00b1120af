"""What the journal keeps as text is read in words: choices, days, amounts, names, digests cut short."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from tests import chain, makers

from portici.fronts.office.kit.history import with_names
from portici.fronts.office.kit.reading import field_of, told_differences, worded
from portici.journal.models import Entry
from portici.kernel import clock
from portici.kernel.actor import Role
from portici.territory import domain as territory

LAYER = {("territory.Layer", "7"): "Districts"}


@pytest.mark.parametrize(
    ("kind", "name", "text", "read"),
    [
        ("need", "theme", "loneliness", "Loneliness"),
        ("need", "is_example", "True", "Yes"),
        ("need", "is_example", "False", "No"),
        ("need", "recorded_on", "2026-03-02", "02/03/2026"),
        ("need", "recorded_on", "one day", "one day"),
        ("need", "title", "True", "True"),
        ("need", "language", "it", "Italian"),
        ("sheet", "amount_paid", "1409769.00", "1,409,769.00"),
        ("area", "layer", "7", "Districts"),
        ("area", "layer", "8", "…"),
        ("area", "shape_digest", "706f9a92c4f8846479f8", "digest 706f9a92c4f8…"),
        ("area", "parts", "2y5y9hyq6chn Crevalcore 1, a44xh6mdbj49 Anzola 1", "Crevalcore 1, Anzola 1"),
        ("organisation", "codes", "fiscal:01232710374", "Fiscal code: 01232710374"),
        ("organisation", "codes", "unheard:1", "unheard:1"),
        ("organisation", "seat.is_main", "True", "Yes"),
        ("activity", "milestones", "2026-11-09 Third round", "09/11/2026 Third round"),
        ("activity", "milestones", "2026-99-09 Third round", "2026-99-09 Third round"),
        ("activity", "staff", "5d6zmmssrvh6 (Comune) 15%", "… (Comune) 15%"),
        ("account", "grants", "area_officer area:7hp5hb4ss44b 2026-11-22–", "Area officer, since 22/11/2026"),
        (
            "account",
            "grants",
            "coordinator 2026-01-01–2026-01-31",
            "Coordinator, since 01/01/2026, until 31/01/2026",
        ),
        ("agreement", "parties", "A school signatory –", "A school: Signatory"),
        (
            "agreement",
            "parties",
            "The signatory of 1999 adherent 2026-01-01–2026-01-31",
            "The signatory of 1999: Adherent, since 01/01/2026, until 31/01/2026",
        ),
        ("agreement", "parties", "A school founder –", "A school founder –"),
        ("need", "source", "", ""),
        ("project", "relations", "supports BO1.1.1.a", "supports BO1.1.1.a"),
        ("project", "relations", "hosts_events_of BO1.1.1.a", "hosts events of BO1.1.1.a"),
        ("project", "relations", "< hosts_events_of BO1.1.1.a", "has its events hosted by BO1.1.1.a"),
        ("project", "relations", "unheard BO1.1.1.a", "unheard BO1.1.1.a"),
        (
            "indicator",
            "formula",
            "{'bands': [[0, 14], [65, None]], 'sex': 'f', 'over': {'age_from': 15, 'age_to': 64}}",
            "ages: 0–14, 65 or more; sex: Women; for every 100 of: (from age: 15; to age: 64)",
        ),
        ("indicator", "formula", '{"years": 5, "over": {}}', "years: 5; for every 100 of: all"),
        ("indicator", "formula", "{broken", "{broken"),
        ("place", "facts", "{'posti lettura': '40', 'wifi': True}", "posti lettura: 40; wifi: Yes"),
    ],
)
def test_a_text_is_read(english: None, kind: str, name: str, text: str, read: str) -> None:
    assert worded(field_of(kind, name), name, text, LAYER) == read


def test_what_a_file_changed_is_read_too(english: None) -> None:
    changes = {"is_example": ("False", "True"), "area": (None, "Savena")}
    assert told_differences("place", changes) == {"is_example": ("No", "Yes"), "area": ("", "Savena")}


@pytest.mark.django_db
@pytest.mark.usefixtures("frozen")
def test_an_area_s_history_names_its_layer_and_says_who_of_the_house_acted(coordinator: Client) -> None:
    layer = makers.layer("zones", "zone")
    area = territory.record_area(actor=makers.coordinator(), layer=layer, code="z1", name="Zone")
    Entry.objects.create(at=clock.now(), actor_label="load", verb="publish", kind="area", ref=area.uid)
    with translation.override("en"):
        page = coordinator.get(reverse("office:history", args=["area", area.uid])).content.decode()
    assert f"<ins>{layer.name}</ins>" in page
    assert "Loading of the city pack" in page
    assert "<ins>True</ins>" not in page


@pytest.mark.django_db
@pytest.mark.usefixtures("frozen", "english")
def test_rows_of_a_withheld_record_are_not_named() -> None:
    action = chain.action("1.1.1")
    project = chain.project("BO1.1.1.b", action=action)
    entries = Entry.objects.filter(kind="project", ref=project.uid)
    for role, told in ((Role.COORDINATOR, str(action)), (Role.AREA_OFFICER, "…")):
        told_entries = with_names(entries, makers.actor(role))
        changes = [change for entry in told_entries for change in entry.changes if change.field == "action"]
        assert [change.after for change in changes] == [told]
