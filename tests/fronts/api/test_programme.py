"""Projects and activities for machines: what they say, how lists are narrowed and sorted, what is withheld."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from tests import chain, makers
from tests.fronts.api.conftest import Reader

from portici.programme import domain as programme

CC_BY = {"name": "CC BY 4.0", "url": "https://creativecommons.org/licenses/by/4.0/"}


def test_a_project_tells_its_newest_published_sheet(reader: Reader) -> None:
    project = chain.project("BO3.3.1.b", title="The street", action=chain.action())
    body = makers.organisation("Comune")
    chain.sheet(project, as_of=date(2025, 1, 1), amount_paid=Decimal(1))
    chain.sheet(
        project,
        as_of=date(2026, 1, 1),
        implementer=body,
        cup="F39G16000350007",
        official="Zenobia Verdi",
        amount_programmed=Decimal("412248.84"),
        starts_on=date(2025, 3, 1),
    )
    chain.sheet(project, as_of=date(2026, 2, 1), published=False, cup="zzriservato")
    told = reader.got("projects/BO3.3.1.b")
    sheet = told["sheet"]
    assert (told["id"], told["code"], told["title"]) == ("BO3.3.1.b", "BO3.3.1.b", "The street")
    assert told["url"] == "http://testserver/progetti/BO3.3.1.b/"
    assert told["license"] == CC_BY
    assert told["frame"]["axis"] == "3"
    assert told["frame"]["action"] == "3.3.1"
    assert (sheet["as_of"], sheet["cup"], sheet["starts_on"]) == (
        "2026-01-01",
        "F39G16000350007",
        "2025-03-01",
    )
    assert sheet["amounts"] == {"programmed": "412248.84", "admitted": None, "committed": None, "paid": None}
    assert sheet["implementer"]["href"] == f"http://testserver/api/v1/organisations/{body.uid}"
    assert [version["as_of"] for version in told["versions"]] == ["2026-01-01", "2025-01-01"]
    assert "Zenobia" not in reader.ask("projects/BO3.3.1.b").text


def test_a_project_is_found_however_its_code_is_spelt(reader: Reader) -> None:
    chain.project("BO3.3.1.b", title="The street")
    assert reader.got("projects/bo3.3.1.B")["code"] == "BO3.3.1.b"


def test_sub_projects_and_relations_that_are_withheld_are_not_named(reader: Reader) -> None:
    coordinator = makers.coordinator()
    project = chain.project("BO3.3.1.b", title="The street")
    chain.project("BO3.3.1.b.1", title="Open part", parent=project)
    chain.project("BO3.3.1.b.2", title="Kept part", parent=project, published=False)
    friend = chain.project("BO3.3.1.c", title="Friend")
    hidden = chain.project("BO3.3.1.d", title="Hidden friend", published=False)
    for other in (friend, hidden):
        programme.relate_projects(actor=coordinator, source=project, relation="supports", target=other)
    told = reader.got("projects/BO3.3.1.b")
    assert [one["id"] for one in told["sub_projects"]] == ["BO3.3.1.b.1"]
    assert [(one["type"], one["project"]["id"]) for one in told["relations"]] == [("supports", "BO3.3.1.c")]
    assert reader.ask("projects/BO3.3.1.d").status_code == 404


def test_projects_are_narrowed_like_the_portals_list(reader: Reader) -> None:
    project = chain.project("BO3.3.1.b", title="The street")
    chain.project("BO3.3.1.b.1", title="Its part", parent=project)
    other = chain.project("BO3.3.1.c", title="The square")
    chain.project("BO3.3.1.e", title="The secret street", published=False)
    body = makers.organisation("Comune")
    chain.sheet(project, implementer=body, starts_on=date(2020, 1, 1), ends_on=date(2021, 1, 1))
    chain.sheet(other, amount_paid=Decimal(5), starts_on=date(2024, 1, 1), ends_on=date(2025, 1, 1))
    codes = {
        query: [one["code"] for one in reader.got(f"projects?{query}")["items"]]
        for query in (
            "",
            "q=street",
            "livello=sottoprogetto",
            "parent=BO3.3.1.b",
            "year=2020",
            "importo=erogato",
            f"implementer={body.uid}",
            "implementer=nobody",
            "programme=none",
            "year=2199",
            "sort=-code",
        )
    }
    assert codes == {
        "": ["BO3.3.1.b", "BO3.3.1.b.1", "BO3.3.1.c"],
        "q=street": ["BO3.3.1.b"],
        "livello=sottoprogetto": ["BO3.3.1.b.1"],
        "parent=BO3.3.1.b": ["BO3.3.1.b.1"],
        "year=2020": ["BO3.3.1.b"],
        "importo=erogato": ["BO3.3.1.c"],
        f"implementer={body.uid}": ["BO3.3.1.b"],
        "implementer=nobody": [],
        "programme=none": [],
        "year=2199": [],
        "sort=-code": ["BO3.3.1.c", "BO3.3.1.b.1", "BO3.3.1.b"],
    }


def test_projects_by_what_was_paid_those_without_last(reader: Reader) -> None:
    for letter, paid in (("b", None), ("c", Decimal(5)), ("d", Decimal(7))):
        chain.sheet(chain.project(f"BO3.3.1.{letter}"), amount_paid=paid)
    told = reader.got("projects?sort=-amount_paid")["items"]
    assert [one["sheet"]["amounts"]["paid"] for one in told] == ["7.00", "5.00", None]


def test_an_activity_names_only_what_is_published(reader: Reader) -> None:
    area, hidden_area = makers.area("Savena"), makers.area("Hidden", published=False)
    partner, hidden = makers.organisation("Open partner"), makers.organisation("Hidden", published=False)
    need = chain.need(area, "Loneliness")
    activity = chain.activity(
        title="A street party",
        responsible=hidden,
        starts_on=date(2026, 1, 1),
        partners=[partner, hidden],
        areas=[area, hidden_area],
        needs=[need],
    )
    decision = chain.decision(chain.body("board"), "Go", activities=[activity])
    chain.decision(chain.body("table"), "Hidden", activities=[activity], published=False)
    told = reader.got(f"activities/{activity.uid}")
    assert told["responsible"] is None
    assert [one["title"] for one in told["partners"]] == ["Open partner"]
    assert [one["id"] for one in told["areas"]] == [f"quartieri/{area.code}"]
    assert [one["title"] for one in told["needs"]] == ["Loneliness"]
    assert [one["id"] for one in told["decisions"]] == [decision.address]


def test_activities_are_narrowed_like_the_portals_list(reader: Reader) -> None:
    area = makers.area("Savena")
    inner = makers.area("Via Emilia", parent=area)
    project = chain.project("BO3.3.1.b")
    here = chain.activity(project, "Here", areas=[inner], starts_on=date(2026, 1, 1))
    chain.activity(chain.project("BO3.3.1.c"), "There", starts_on=date(2025, 1, 1), ends_on=date(2025, 2, 1))
    chain.activity(project, "Kept", areas=[area], published=False)
    decision = chain.decision(chain.body(), activities=[here])
    found = {
        query: reader.listed(f"activities?{query}")
        for query in (
            "",
            f"area=quartieri/{area.code}",
            "area=quartieri/none",
            "project=BO3.3.1.c",
            "year=2026",
            f"decision={decision.address}",
            "state=done",
            "sort=-title",
        )
    }
    assert found == {
        "": ["There", "Here"],
        f"area=quartieri/{area.code}": ["Here"],
        "area=quartieri/none": [],
        "project=BO3.3.1.c": ["There"],
        "year=2026": ["Here"],
        f"decision={decision.address}": ["Here"],
        "state=done": [],
        "sort=-title": ["There", "Here"],
    }


def test_programmes_with_their_axes(reader: Reader) -> None:
    chain.action("3.3.1")
    chain.action("9.9.9", published=False)
    told = reader.got("programmes")["items"]
    assert [[axis["actions"][0]["code"] for axis in one["axes"]] for one in told] == [["3.3.1"]]
    assert reader.got(f"programmes/{told[0]['id']}")["axes"] == told[0]["axes"]
