"""Desks for the site's tree: it is prepared once; news and pages come in through them from a city pack."""

from __future__ import annotations

from datetime import date
from typing import Any, TypeVar

from django.db import transaction
from django.utils.text import slugify
from wagtail.log_actions import LogContext
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    Locale,
    Page,
    Site,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from portici.kernel.actor import Actor
from portici.kernel.findings import ensure
from portici.people.models import User

from .. import rules
from ..models import ContentPage, HomeNews, HomePage, NewsIndexPage, NewsPage, Picture, PlainPage
from .people import REVIEWERS, prepare_groups

LANGUAGES = ("it", "en")
HOMES = {"it": "Prima pagina", "en": "Home page"}
INDEXES = {"it": "Notizie", "en": "News"}
WORKFLOW = "Revisione"


@transaction.atomic
def prepare_site() -> HomePage:
    """The tree in both languages, who may do what in it, the way of the review. A second time changes nothing."""
    if Collection.get_first_root_node() is None:
        Collection.add_root(name="Root")
    locales = {code: Locale.objects.get_or_create(language_code=code)[0] for code in LANGUAGES}
    home = HomePage.objects.filter(locale=locales["it"]).first() or _plant(locales["it"])
    homes = [home]
    for code in LANGUAGES[1:]:
        homes.append(_in(home, locales[code], HOMES[code], "en"))
        _in(NewsIndexPage.objects.get(locale=locales["it"]), locales[code], INDEXES[code], "notizie")
    groups = prepare_groups(homes)
    _prepare_review(homes, groups[REVIEWERS])
    return home


def _plant(locale: Locale) -> HomePage:
    root = Page.get_first_root_node() or Page.add_root(title="Root", slug="root")
    for stranger in root.get_children():  # the page that Wagtail greets with
        stranger.delete()
        root.refresh_from_db()
    home = HomePage(title=HOMES["it"], slug="it", locale=locale)
    root.add_child(instance=home)
    home.add_child(instance=NewsIndexPage(title=INDEXES["it"], slug="notizie", locale=locale))
    Site.objects.update_or_create(
        is_default_site=True, defaults={"hostname": "localhost", "port": 80, "root_page": home}
    )
    return home


def _in(page: Page, locale: Locale, title: str, slug: str) -> Any:
    """The page in another language, made when it is not there."""
    there = page.get_translation_or_none(locale)
    if there is not None:
        return there.specific
    copy = page.copy_for_translation(locale)
    copy.title, copy.slug, copy.draft_title = title, slug, title
    copy.save()
    copy.save_revision().publish()
    return copy


def _prepare_review(homes: list[HomePage], reviewers: Any) -> None:
    workflow = Workflow.objects.filter(name=WORKFLOW).first()
    if workflow is None:
        Workflow.objects.all().update(active=False)
        workflow = Workflow.objects.create(name=WORKFLOW, active=True)
        task = GroupApprovalTask.objects.create(name=WORKFLOW, active=True)
        task.groups.set([reviewers])
        WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    for home in homes:
        WorkflowPage.objects.update_or_create(page=home, defaults={"workflow": workflow})


def record_news(
    *,
    actor: Actor,
    title: str,
    summary: str,
    dated: date,
    body: list[dict[str, Any]],
    language: str = "it",
    picture: Picture | None = None,
    translates: NewsPage | None = None,
    is_example: bool = False,
) -> NewsPage:
    """A piece of news as a draft; `body` as Wagtail writes its blocks. `translates`: the same in another language.

    Raises Refused.
    """
    ensure(rules.may_keep_library(actor))
    locale = Locale.objects.get(language_code=language)
    index = NewsIndexPage.objects.get(locale=locale)
    page = NewsPage(
        title=title.strip(), slug=_free_slug(index, title), summary=summary.strip(), dated=dated, picture=picture,
        locale=locale, live=False, is_example=is_example, owner=_account(actor),
    )  # fmt: skip
    if translates is not None:
        page.translation_key = translates.translation_key
    made: NewsPage = _add(actor, index, page, body)
    return made


def open_page(
    *,
    actor: Actor,
    title: str,
    body: list[dict[str, Any]],
    slug: str = "",
    summary: str = "",
    language: str = "it",
    translates: PlainPage | None = None,
    is_example: bool = False,
) -> PlainPage:
    """A page of text as a draft, below the first page of its language. Raises Refused."""
    ensure(rules.may_keep_library(actor))
    locale = Locale.objects.get(language_code=language)
    home = HomePage.objects.get(locale=locale)
    page = PlainPage(
        title=title.strip(), slug=slug or _free_slug(home, title), summary=summary.strip(), locale=locale,
        live=False, is_example=is_example, owner=_account(actor),
    )  # fmt: skip
    if translates is not None:
        page.translation_key = translates.translation_key
    made: PlainPage = _add(actor, home, page, body)
    return made


def write_home(
    *, actor: Actor, message: str, news: list[NewsPage] | None = None, language: str = "it"
) -> HomePage:
    """The message of the first page and the news that it shows, published at once. Raises Refused."""
    ensure(rules.may_keep_library(actor))
    home: HomePage = HomePage.objects.get(locale__language_code=language)
    home.message = message
    home.chosen.set([HomeNews(news=page, sort_order=order) for order, page in enumerate(news or ())])
    with transaction.atomic(), LogContext(user=_account(actor)):
        home.save_revision(user=_account(actor), log_action=True).publish()
    return home


P = TypeVar("P", bound=ContentPage)


def publish_page(*, actor: Actor, page: P) -> P:
    """Open a draft to the street. Raises Refused, also when a picture of it may not go out."""
    ensure(rules.may_enter(actor))
    with transaction.atomic(), LogContext(user=_account(actor)):
        page.get_latest_revision().publish()
    page.refresh_from_db()
    return page


def _add(actor: Actor, parent: Page, page: Any, body: list[dict[str, Any]]) -> Any:
    page.body = body and page._meta.get_field("body").stream_block.to_python(body)
    with transaction.atomic(), LogContext(user=_account(actor)):
        parent.add_child(instance=page)
        page.save_revision(user=_account(actor), clean=False)
    return page


def _account(actor: Actor) -> User | None:
    return User.objects.filter(uid=actor.uid).first() if actor.uid else None


def _free_slug(parent: Page, title: str) -> str:
    stem = slugify(title)[:80] or "pagina"
    taken = set(parent.get_children().values_list("slug", flat=True))
    return next(
        slug for slug in (stem, *(f"{stem}-{number}" for number in range(2, 10_000))) if slug not in taken
    )
