"""News and pages: what they show, what keeps them back, what the journal tells, and what is due."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.utils import translation
from tests import chain, makers
from tests.publishing import library
from wagtail.models import Revision

from portici.journal.models import Entry
from portici.kernel.actor import Role, system_actor
from portici.kernel.findings import Refused
from portici.publishing import domain, queries, rules
from portici.publishing.models import HomePage, NewsPage
from portici.records import domain as records

HOUSE = system_actor("schedule")
PAST, FUTURE = datetime(2020, 1, 1, tzinfo=UTC), datetime(2999, 1, 1, tzinfo=UTC)


def _verbs(page: NewsPage) -> list[str]:
    return [entry.verb for entry in Entry.objects.filter(kind="news", ref=page.uid).order_by("id")]


def _titles(rows: Any) -> list[str]:
    return [page.title for page in rows]


def test_the_site_is_prepared_once(site: HomePage) -> None:
    before = Entry.objects.count()
    assert domain.prepare_site() == site
    assert Entry.objects.count() == before
    assert [home.language for home in HomePage.objects.order_by("path")] == ["it", "en"]


def test_news_goes_out_and_the_journal_tells(site: object) -> None:
    page = library.news("Radio", library.text("Hello"), published=False)
    assert _titles(queries.news()) == []
    domain.publish_page(actor=library.officer(), page=page)
    assert _titles(queries.news("it")) == ["Radio"]
    assert _titles(queries.news("en")) == []
    assert _verbs(page) == ["create", "publish"]


def test_every_language_has_its_own(site: object) -> None:
    italian = library.news("Radio", dated=date(2026, 2, 1))
    library.news("The radio", language="en", translates=italian)
    assert _titles(queries.news("en")) == ["The radio"]
    assert [page.language for page in italian.get_translations()] == ["en"]
    with translation.override("en"):
        assert _titles(queries.home_parts()["news"]) == ["The radio"]


def test_a_page_with_a_picture_that_lacks_something_stays_back(site: object) -> None:
    crowd = library.picture("Crowd", shows_people=True)
    page = library.news("Fair", library.shown(crowd), published=False)
    with pytest.raises(Refused):
        domain.publish_page(actor=library.officer(), page=page)
    assert _titles(queries.news()) == []
    domain.amend_picture(actor=library.officer(), picture=crowd, values={"release_reference": "Prot. 3"})
    domain.publish_page(actor=library.officer(), page=page)
    assert _titles(queries.news()) == ["Fair"]


def test_a_picture_is_open_as_long_as_a_live_page_shows_it(site: object) -> None:
    picture = library.picture()
    page = library.news("Radio", published=False, picture=picture)
    assert queries.open_picture(picture.uid) is None
    domain.publish_page(actor=library.officer(), page=page)
    assert queries.open_picture(picture.uid) == picture
    page.unpublish()
    assert queries.open_picture(picture.uid) is None
    assert _verbs(page)[-1] == "unpublish"


def test_a_records_card_is_there_only_while_it_is_published(site: object, client: Any) -> None:
    project = chain.project(title="Zzriservato")
    page = library.news("Radio", library.named(project))
    assert "Zzriservato" in client.get(page.url).content.decode()
    records.withdraw(actor=makers.coordinator(), record=project, reason="Wrong")
    assert "Zzriservato" not in client.get(page.url).content.decode()
    assert "zzriservato" not in page.search_words


def test_search_finds_words_of_the_content_and_not_of_drafts(site: object) -> None:
    library.news("Radio", library.text("Perché il microfono"))
    library.news("Hidden", library.text("microfono"), published=False)
    assert [(name, _titles(rows)) for name, rows in queries.search("perche MICROFONO")] == [
        ("news", ["Radio"]),
        ("page", []),
    ]


def _scheduled(page: NewsPage, moment: datetime) -> None:
    page.go_live_at = moment
    page.save_revision().publish()


def _let_it_come(page: NewsPage) -> None:
    """The moment of a scheduled page is put back, as Wagtail asks the machine what time it is."""
    revision = Revision.objects.get(object_id=str(page.pk), approved_go_live_at__isnull=False)
    revision.content["go_live_at"] = PAST.isoformat()
    revision.approved_go_live_at = PAST
    revision.save()


def test_a_scheduled_page_goes_out_when_its_moment_comes(site: object) -> None:
    page = library.news("Radio", published=False)
    _scheduled(page, FUTURE)
    assert domain.publish_due(actor=HOUSE).published == 0
    assert _titles(queries.news()) == []
    _let_it_come(page)
    assert domain.publish_due(actor=HOUSE) == domain.schedule.Done(published=1)
    assert _titles(queries.news()) == ["Radio"]
    assert [verb for verb in _verbs(page) if verb.startswith("publish")] == [
        "publish-schedule",
        "publish-scheduled",
    ]
    assert domain.publish_due(actor=HOUSE) == domain.schedule.Done()


def test_a_scheduled_page_whose_release_is_over_stays_back_with_the_reason(site: object) -> None:
    picture = library.picture("Crowd", shows_people=True, release_reference="Prot. 4")
    page = library.news("Fair", published=False, picture=picture)
    _scheduled(page, FUTURE)
    _let_it_come(page)
    domain.amend_picture(actor=library.officer(), picture=picture, values={"release_reference": ""})
    assert domain.publish_due(actor=HOUSE) == domain.schedule.Done(refused=1)
    assert _titles(queries.news()) == []
    entry = Entry.objects.get(kind="news", verb="publish-refused")
    assert entry.ref == page.uid
    assert "“Crowd” cannot be published" in entry.reason
    assert domain.publish_due(actor=HOUSE) == domain.schedule.Done()


def test_an_expired_page_is_taken_off(site: object) -> None:
    page = library.news("Radio")
    NewsPage.objects.filter(pk=page.pk).update(expire_at=PAST + timedelta(days=1))
    assert domain.publish_due(actor=HOUSE) == domain.schedule.Done(expired=1)
    assert _titles(queries.news()) == []
    assert _verbs(page)[-1] == "unpublish-scheduled"


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.AREA_OFFICER, Role.BOARD_SECRETARY])
def test_others_write_nothing(site: object, role: Role) -> None:
    with pytest.raises(Refused):
        domain.record_news(actor=makers.actor(role), title="x", summary="x", dated=date(2026, 1, 1), body=[])
    assert not rules.may_enter(makers.actor(role))


def test_the_first_page_shows_its_message_and_the_chosen_news(site: object, client: Any) -> None:
    chosen = library.news("Chosen", dated=date(2025, 1, 1))
    library.news("Newest")
    domain.write_home(actor=library.officer(), message="<p>Welcome</p>", news=[chosen])
    parts = queries.home_parts()
    assert (parts["message"], _titles(parts["news"])) == ("<p>Welcome</p>", ["Chosen"])
    assert "Welcome" in client.get("/").content.decode()
