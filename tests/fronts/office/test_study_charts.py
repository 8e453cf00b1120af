"""The office names the city's own index on a paper, and sees it beside a computed edition."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from tests import makers
from tests.study import kit

from portici.kernel.actor import Role
from portici.study.models import Edition
from portici.territory.models import Area

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition(frozen: object) -> Edition:
    """A computed edition, and an index of the city with values in its areas."""
    kit.areas()
    made = kit.computed()
    city, neutral = makers.indicator("fragility"), makers.indicator("neutral", direction="neutral")
    for name, value in {"Bolognina": 9.0, "Corticella": 7.0, "Savena": 8.0, "Colli": 1.0}.items():
        for indicator in (city, neutral):
            makers.observe(indicator, Area.objects.get(name=name), value)
    return made


def paper(edition: Edition) -> str:
    return f"/en/ufficio/studi/edizioni/{edition.uid}/indice-pubblicato/"


def test_a_computed_edition_offers_the_paper_and_shows_its_charts(
    coordinator: Client, edition: Edition
) -> None:
    page = coordinator.get(f"/en/ufficio/studi/edizioni/{edition.uid}/")
    assert page.context["published_url"] == paper(edition)
    assert [shown.chart.name for shown in page.context["charts"]] == ["mappa", "domini"]
    assert page.context["beside"] is None


def test_only_indices_with_a_direction_are_offered(coordinator: Client, edition: Edition) -> None:
    offered = [key for key, _label in coordinator.get(paper(edition)).context["form"].fields["index"].choices]
    assert offered == ["", "alone@2024", "fragility@2024", "income@2024", "rent@2024"]


def test_it_is_named_and_shown_and_taken_away(coordinator: Client, edition: Edition) -> None:
    answer = coordinator.post(paper(edition), {"version": edition.version, "index": "fragility@2024"})
    assert (answer.status_code, answer["Location"]) == (302, f"/en/ufficio/studi/edizioni/{edition.uid}/")
    edition.refresh_from_db()
    assert (str(edition.published_index), edition.published_period) == ("fragility", "2024")
    page = coordinator.get(answer["Location"])
    assert (len(page.context["beside"].beside.pairs), page.context["ranking"].chart.name) == (4, "confronto")
    assert coordinator.get(paper(edition)).context["form"].initial["index"] == "fragility@2024"
    coordinator.post(paper(edition), {"version": edition.version, "index": ""})
    edition.refresh_from_db()
    assert (edition.published_index, edition.published_period) == (None, "")


@pytest.mark.parametrize(("index", "status"), [("neutral@2024", 422), ("fragility@1999", 422), ("<b>", 422)])
def test_what_is_not_offered_is_not_taken(
    coordinator: Client, edition: Edition, index: str, status: int
) -> None:
    answer = coordinator.post(paper(edition), {"version": edition.version, "index": index})
    edition.refresh_from_db()
    assert (answer.status_code, edition.published_index) == (status, None)


def test_who_only_reads_has_no_paper(signed_in: Callable[..., Client], edition: Edition) -> None:
    auditor = signed_in(Role.AUDITOR)
    assert auditor.get(f"/en/ufficio/studi/edizioni/{edition.uid}/").context["published_url"] == ""
    assert auditor.get(paper(edition)).status_code == 403


def test_a_draft_has_no_charts_and_no_pictures(coordinator: Client, frozen: object) -> None:
    kit.areas()
    draft = kit.edition()
    page = coordinator.get(f"/en/ufficio/studi/edizioni/{draft.uid}/")
    assert "charts" not in page.context
    assert coordinator.get(f"/en/ufficio/studi/edizioni/{draft.uid}/grafici/mappa.svg").status_code == 404
