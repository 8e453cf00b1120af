"""The dossier of a published edition in the portal: its page and PDF, what it says beside an earlier one, who adopted it."""

from __future__ import annotations

import io
from hashlib import sha256
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader
from tests import makers
from tests.fronts.portal.rows import at
from tests.study import kit

from portici.fronts.dossier import annexes, paper
from portici.fronts.dossier.content import Dossier
from portici.fronts.portal.study.annexed import ANNEXES
from portici.governance import domain as governance
from portici.governance.models import Decision, Ground
from portici.kernel import clock
from portici.records import domain as records
from portici.study import domain
from portici.study.models import AreaResult, Edition
from portici.study.proposals.rule import Stated
from portici.study.sureness import Asked
from portici.territory.models import Area, Indicator, Observation

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]


def published(made: Edition) -> Edition:
    for record in (made.study, made):
        if not record.is_published:
            records.publish(actor=makers.coordinator(), record=record)
    return made


@pytest.fixture
def edition() -> Edition:
    """Computed with two hundred draws, and published with its study."""
    kit.areas()
    coordinator = makers.coordinator()
    draft = domain.ask_how_sure(actor=coordinator, edition=kit.edition(), asked=Asked(draws=200, seed=3, k=2))
    return published(kit.run_edition(uid=domain.order_run(actor=coordinator, edition=draft).uid))


def following(before: Edition, specification: str) -> Edition:
    coordinator = makers.coordinator()
    made = domain.draft_edition(actor=coordinator, study=before.study, title="Next", copy_of=before)
    domain.set_specification(actor=coordinator, edition=made, specification=specification)
    return kit.run_edition(uid=domain.order_run(actor=coordinator, edition=made).uid)


def english(client: Client, name: str, *args: object) -> Any:
    return client.get(f"/en{at(name, *args)}")


def test_the_page_says_everything_in_order(client: Client, edition: Edition) -> None:
    page = english(client, "edition-dossier", "distress", 1)
    assert page.status_code == 200
    dossier = page.context["dossier"]
    assert dossier.findings == [
        "Of 4 areas compared the most distressed are, in this order: Corticella, Bolognina.",
        "The index goes from 107.84 (Corticella) to 86.06 (Colli).",
        "1 area is among the first 2 in nine in ten of the other reasonable choices, or more.",
        "Of 2 areas it is the choice that decides: they are among the first 2 in more than one in ten and less than nine.",
    ]
    assert [one[:26] for one in dossier.out] == ["Stazione is not compared: "]
    body = page.content.decode()
    places = [
        body.index(f'id="{key}"')
        for key in "chiesto aree-e-indicatori metodo esito fuori controlli limiti ricalcolo".split()
    ]
    assert places == sorted(places)


def test_the_method_is_told_from_the_specification(client: Client, edition: Edition) -> None:
    steps = {
        step.title: step.sentences
        for step in english(client, "edition-dossier", "distress", 1).context["dossier"].method
    }
    assert steps["Direction"] == [
        "A higher index means more distress.",
        "Turned round, since a higher value there means the opposite: “income”.",
    ]
    assert steps["To one scale"] == [
        "All indicators: distance from the mean in standard deviations, with mean 100 and deviation 10."
    ]
    assert steps["Weights"] == [
        "In “the index”, weights chosen by who wrote the study: “Housing” 0.5; “People” 0.5.",
        "In “People”, equal weights: “alone” 0.5; “income” 0.5.",
    ]
    assert steps["Missing values"] == [
        "All indicators: none may be missing: the index is not computed otherwise."
    ]


def test_the_paper_says_the_same_and_is_made_for_screen_readers(client: Client, edition: Edition) -> None:
    answer = english(client, "edition-dossier-paper", "distress", 1)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    paper = PdfReader(io.BytesIO(answer.content))
    root: Any = paper.trailer["/Root"]
    assert (root["/Lang"], bool(root["/MarkInfo"]["/Marked"]), "/StructTreeRoot" in root) == (
        "en",
        True,
        True,
    )
    assert dict(paper.metadata or {}) == {"/Title": "First", "/Producer": paper.metadata["/Producer"]}  # type: ignore[index]
    words = " ".join(" ".join(page.extract_text() for page in paper.pages).split())
    for sentence in (
        "Of 4 areas compared the most distressed are",
        "Stazione is not compared",
        "What it does not say",
    ):
        assert sentence in words
    assert len(answer.content) < 200_000
    assert client.get(at("edition-dossier-paper", "distress", 1)).content != answer.content


def test_what_is_withheld_is_in_no_dossier(client: Client, edition: Edition) -> None:
    Area.objects.filter(name="Stazione").update(publication="withdrawn")
    page = english(client, "edition-dossier", "distress", 1)
    assert "Stazione" not in page.content.decode()
    assert page.context["dossier"].withheld == 1
    assert "portici index" not in page.content.decode()
    paper = PdfReader(io.BytesIO(english(client, "edition-dossier-paper", "distress", 1).content))
    assert "Stazione" not in " ".join(one.extract_text() for one in paper.pages)
    Indicator.objects.filter(code="rent").update(publication="withdrawn")
    names = ("edition-dossier", "edition-dossier-paper", "edition-dossier-archive", "edition-imprint")
    assert {client.get(at(name, "distress", 1)).status_code for name in names} == {404}


def placed(edition: Edition) -> list[list[str]]:
    dossier = Dossier(edition)
    places = (dossier.charts, dossier.clusters, dossier.proposals)
    return [[one.template for one in place] for place in places]


def test_an_annex_stands_in_its_place_and_nowhere_when_it_has_nothing_to_say(edition: Edition) -> None:
    charts, stands, proposals = (f"study/dossier/{name}.html" for name in ("charts", "stands", "proposals"))
    assert placed(edition) == [[charts], [stands], []]
    coordinator = makers.coordinator()
    proposal = domain.propose_target_areas(
        actor=coordinator, edition=edition, title="One", stated=Stated("worst", number=1)
    )
    records.publish(actor=coordinator, record=proposal)
    assert placed(edition) == [[charts], [stands], [proposals]]
    unasked = published(kit.computed(edition.study))
    assert placed(unasked) == [[charts], [], []]


def test_an_annex_that_is_registered_twice_stands_once(edition: Edition) -> None:
    before = placed(edition)
    for annex in ANNEXES:
        annexes.register(annex)
    assert placed(edition) == before


def test_the_dossier_shows_charts_clusters_and_proposals(client: Client, edition: Edition) -> None:
    """On the page by their addresses, on paper within it."""
    page = english(client, "edition-dossier", "distress", 1)
    drawn = [one.chart.name for one in page.context["dossier"].charts[0].told]
    assert drawn[0] == "mappa"
    marks = page.content.decode()
    assert [f'src="/en{at("edition-chart", "distress", 1, name)}"' in marks for name in drawn] == [
        True
    ] * len(drawn)
    written = paper.html_of(Dossier(edition), "en")
    assert written.count('<img src="data:image/svg+xml;base64,') == len(drawn)
    assert "edition-chart" not in written


def test_two_editions_are_compared_in_words(client: Client, edition: Edition) -> None:
    text = edition.specification.replace("weight = 0.5", "weight = 0.8", 1).replace(
        "weight = 0.5", "weight = 0.2"
    )
    assert client.get(at("edition-comparison", "distress", 1)).status_code == 404
    published(following(edition, text))
    page = english(client, "edition-comparison", "distress", 2)
    assert [(step.title, step.before, step.after) for step in page.context["choices"]] == [
        (
            "Weights",
            ["In “the index”, weights chosen by who wrote the study: “Housing” 0.5; “People” 0.5."],
            ["In “the index”, weights chosen by who wrote the study: “Housing” 0.8; “People” 0.2."],
        )
    ]
    assert page.context["inputs"] == []
    assert (
        at("edition-comparison", "distress", 2) in client.get(at("edition", "distress", 2)).content.decode()
    )


def test_only_published_editions_are_compared(client: Client, edition: Edition) -> None:
    draft = following(edition, edition.specification)
    third = published(following(edition, edition.specification))
    page = english(client, "edition-comparison", "distress", third.number)
    assert page.context["others"] == [edition]
    asked = client.get(f"{at('edition-comparison', 'distress', third.number)}?con={draft.number}")
    assert asked.context["other"] == edition
    assert client.get(at("edition-comparison", "distress", draft.number)).status_code == 404


def decision(edition: Edition) -> Decision:
    coordinator = makers.coordinator()
    body = governance.record_body(actor=coordinator, name="Board", code="board")
    made = governance.record_decision(
        actor=coordinator,
        body=body,
        decided_on=clock.today(),
        title="Adopts the study",
        text="Adopted.",
        exhibits=[edition],
    )
    for record in (body, made):
        records.publish(actor=coordinator, record=record)
    return made


def test_a_decision_and_the_dossier_lead_to_one_another(client: Client, edition: Edition) -> None:
    made = decision(edition)
    imprint = client.get(at("edition-imprint", "distress", 1)).content
    assert sha256(imprint).hexdigest() == Ground.objects.get().digest
    for name in ("edition", "edition-dossier"):
        page = english(client, name, "distress", 1)
        assert [(one.decision, one.has_changed) for one in page.context["adopted"]] == [(made, False)]
        assert Ground.objects.get().digest in page.content.decode()
    page = english(client, "decision", made.address).content.decode()
    assert "still have the digest that was laid on the table" in page
    assert "/en" + at("edition-dossier", "distress", 1) in page


def test_a_figure_that_was_altered_shows(client: Client, edition: Edition) -> None:
    made = decision(edition)
    AreaResult.objects.filter(name="Savena").update(index=1.0)
    assert [one.has_changed for one in english(client, "edition", "distress", 1).context["adopted"]] == [True]
    assert "have another digest" in english(client, "decision", made.address).content.decode()


def test_frozen_inputs_that_were_altered_show(client: Client, edition: Edition) -> None:
    decision(edition)
    row = edition.results.get(name="Savena")
    row.inputs["rent@2024"] = 99.0
    row.save()
    assert [one.has_changed for one in english(client, "edition", "distress", 1).context["adopted"]] == [True]


def test_what_is_withheld_is_told_by_neither(client: Client, edition: Edition) -> None:
    made = decision(edition)
    Decision.objects.update(publication="withdrawn")
    assert english(client, "edition-dossier", "distress", 1).context["adopted"] == []
    Decision.objects.update(publication="published")
    Edition.objects.update(publication="withdrawn")
    page = english(client, "decision", made.address).content.decode()
    assert (edition.title in page, Ground.objects.get().digest in page) == (False, False)


def test_an_areas_page_says_what_the_studies_say(client: Client, edition: Edition) -> None:
    area = Area.objects.get(name="Corticella")
    said = english(client, "area", area.layer.code, area.code).context["studies"]
    assert [(one.edition, one.rank, one.among) for one in said] == [(edition, "1", "4")]
    assert said[0].reasons == [
        (
            "Corticella is number 1 of the 4 areas compared, number 1 being the most distressed: its index is 107.84,"
            " and the mean of the areas is 100.00."
        ),
        "The figures that speak most for distress: alone, 9.0 (1 of 4); income, 14.0 (1 of 4).",
    ]
    row = edition.results.get(name="Corticella")
    assert said[0].interval == f"{row.rank_low:.0f}–{row.rank_high:.0f}"


def test_an_excluded_areas_page_says_why(client: Client, edition: Edition) -> None:
    area = Area.objects.get(name="Stazione")
    [said] = english(client, "area", area.layer.code, area.code).context["studies"]
    assert (said.rank, said.interval, len(said.reasons)) == ("", "", 1)
    assert said.reasons[0].startswith("Stazione is not compared")


def test_of_each_study_the_latest_published_edition_speaks(client: Client, edition: Edition) -> None:
    area = Area.objects.get(name="Corticella")
    second = following(edition, edition.specification)
    here = ("area", area.layer.code, area.code)
    assert [one.edition for one in english(client, *here).context["studies"]] == [edition]
    published(second)
    assert [one.edition for one in english(client, *here).context["studies"]] == [second]
    type(edition.study).objects.update(publication="withdrawn")
    assert english(client, *here).context["studies"] == []


def test_more_studies_ask_the_store_no_more(client: Client, edition: Edition) -> None:
    area = Area.objects.get(name="Corticella")

    def asked() -> int:
        cache.clear()
        with CaptureQueriesContext(
            connection,
        ) as found:
            english(client, "area", area.layer.code, area.code)
        return len(found)

    asked()
    before = asked()
    for code in ("second", "third"):
        published(kit.computed(kit.study(code=code, title=code)))
    assert len(english(client, "area", area.layer.code, area.code).context["studies"]) == 3
    assert asked() == before


def test_figures_that_changed_are_named(client: Client, edition: Edition) -> None:
    Observation.objects.filter(indicator__code="rent", area__name="Colli").update(value=90.0)
    published(following(edition, edition.specification))
    page = english(client, "edition-comparison", "distress", 2)
    assert [(one.name, str(change)) for one, change in page.context["inputs"]] == [("rent", "other figures")]
    assert page.context["choices"] == []
