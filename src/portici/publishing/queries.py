"""Reading what is published: pages that are live, what hangs from records, and which files the street may have."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.core.paginator import Paginator
from django.db.models import BigIntegerField, Q, QuerySet
from django.db.models.functions import Cast
from django.utils.translation import get_language
from wagtail.models import Page

from portici.kernel.actor import VISITOR, Actor
from portici.kernel.text import fold
from portici.records import registry
from portici.records.models import Publication, Record

from . import rules
from .models import (
    Attachment,
    ContentPage,
    HomePage,
    LibraryDocument,
    NewsIndexPage,
    NewsPage,
    PageUse,
    Picture,
    PlainPage,
)

EACH_PAGE = 12
#: What the journal names of the site: the kinds of pages, pictures and documents.
MODELS: dict[str, tuple[type[Any], ...]] = {
    NewsPage.KIND: (NewsPage,),
    ContentPage.KIND: (HomePage, NewsIndexPage, PlainPage),
    Picture.KIND: (Picture,),
    LibraryDocument.KIND: (LibraryDocument,),
}


def news(language: str = "") -> QuerySet[NewsPage]:
    """The news that is out, newest first; with `language` only in that one."""
    rows: QuerySet[NewsPage] = (
        NewsPage.objects.live().select_related("picture", "locale").order_by("-dated", "-pk")
    )
    return rows.filter(locale__language_code=language) if language else rows


def plain_pages(language: str = "") -> QuerySet[PlainPage]:
    """The pages of text that are out, in the order of the tree."""
    rows: QuerySet[PlainPage] = PlainPage.objects.live().select_related("locale").order_by("path")
    return rows.filter(locale__language_code=language) if language else rows


def news_page(index: NewsIndexPage, number: str) -> dict[str, Any]:
    """One page of the list of news, in the list's language."""
    rows = news(index.locale.language_code)
    return {"page_obj": Paginator(rows, EACH_PAGE).get_page(number)}


def home_parts() -> dict[str, Any]:
    """The message and the news of the first page in the language that is spoken; the newest where none was chosen."""
    language = get_language() or "it"
    home = HomePage.objects.live().filter(locale__language_code=language).first()
    if home is None:
        return {"message": "", "news": []}
    chosen = list(home.chosen.order_by("sort_order").values_list("news", flat=True))
    rows = {page.pk: page for page in news(language).filter(pk__in=chosen)} if chosen else {}
    found = [rows[key] for key in chosen if key in rows] or list(news(language)[:3])
    return {"message": home.message, "news": found}


def search(text: str) -> list[tuple[str, QuerySet[Any]]]:
    """News and pages that have every word, in any language."""
    found = []
    for name, rows in (("news", news()), ("page", plain_pages())):
        for word in fold(text).split():
            rows = rows.filter(search_words__contains=word)  # noqa: PLW2901 -- narrowed word by word
        found.append((name, rows))
    return found


def library(actor: Actor, model: type[Picture | LibraryDocument]) -> QuerySet[Any]:
    """The pictures or documents that the actor may choose from: all of them for who reads all or works in the
    editors' rooms, else those that the street may have.
    """
    rows: QuerySet[Any] = model._default_manager.all()
    if actor.reads_all or rules.may_enter(actor):
        return rows
    shown = rows.filter(pk__in=_shown_keys(model.KIND))
    return rows.filter(pk__in=[thing.pk for thing in shown if rules.cleared(thing)])


def attachments(actor: Actor, record: Record) -> list[Attachment]:
    """What hangs from a record that the actor may see: all of it for who reads all or has the record's gallery in
    hand, else what is shown and cleared.
    """
    rows = Attachment.objects.filter(kind=record.KIND, ref=record.uid).select_related("picture", "document")
    if actor.reads_all or rules.may_attach(actor, record):
        return list(rows)
    return [row for row in rows.filter(publication=Publication.PUBLISHED) if rules.cleared(row.thing)]


def documents_of(actor: Actor, records: Sequence[Record]) -> dict[int, int]:
    """How many documents `attachments` gives of each of these records of one kind, by primary key; one query for all."""
    known = {record.uid: record for record in records}
    kinds = {record.KIND for record in records}
    rows = Attachment.objects.filter(kind__in=kinds, ref__in=known, picture=None).select_related("document")
    found: Counter[int] = Counter()
    for row in rows:
        record = known[row.ref]
        if (
            actor.reads_all
            or rules.may_attach(actor, record)
            or (row.is_published and rules.cleared(row.thing))
        ):
            found[record.pk] += 1
    return dict(found)


def gallery(rows: Iterable[Attachment]) -> list[Attachment]:
    return [row for row in rows if row.picture is not None]


def documents(rows: Iterable[Attachment]) -> list[Attachment]:
    return [row for row in rows if row.document is not None]


def open_picture(uid: str) -> Picture | None:
    """The picture, when the street may have it: cleared, and shown by a live page or by a record open to all."""
    picture = Picture.objects.filter(uid=uid).first()
    return picture if picture and rules.cleared(picture) and _is_shown(Q(picture=picture)) else None


def open_document(uid: str) -> LibraryDocument | None:
    """The document, when the street may have it."""
    document = LibraryDocument.objects.filter(uid=uid).first()
    return document if document and rules.cleared(document) and _is_shown(Q(document=document)) else None


def _is_shown(about: Q) -> bool:
    pages = PageUse.objects.filter(about).values("page")
    if Page.objects.live().filter(pk__in=pages).exists():
        return True
    rows = Attachment.objects.filter(about, publication=Publication.PUBLISHED)
    return any(registry.find(VISITOR, kind, ref) for kind, ref in rows.values_list("kind", "ref"))


def _shown_keys(name: str) -> set[int]:
    """The pictures or documents that live pages and records open to all show; queries as there are kinds."""
    pages = PageUse.objects.filter(page__live=True).exclude(**{name: None})
    keys = set(pages.values_list(name, flat=True))
    rows = Attachment.objects.filter(publication=Publication.PUBLISHED).exclude(**{name: None})
    for kind in rules.WITH_ATTACHMENTS:
        open_to_all = registry.kind(kind).visible_to(VISITOR).order_by().values("uid")
        keys.update(rows.filter(kind=kind, ref__in=open_to_all).values_list(name, flat=True))
    return keys


def waiting_for_review(actor: Actor) -> QuerySet[Page]:
    """Pages that wait for a reviewer's yes."""
    keys = _under_review() if actor.has(*rules.REVIEWERS) else ()
    rows: QuerySet[Page] = Page.objects.filter(pk__in=keys, depth__gt=1)
    return rows.order_by("latest_revision_created_at")


def _under_review() -> Any:
    """The keys of the pages, to be asked for within another question."""
    from wagtail.models import WorkflowState

    states = WorkflowState.objects.filter(status=WorkflowState.STATUS_IN_PROGRESS)
    return states.annotate(page_key=Cast("object_id", BigIntegerField())).order_by().values("page_key")


def named(actor: Actor, kind: str, uids: Iterable[str]) -> Iterator[Any]:
    """The things of a kind by their references, drafts with them, for who reads all or works in the editors' rooms."""
    if not (actor.reads_all or rules.may_enter(actor)):
        return
    for model in MODELS[kind]:
        yield from model._default_manager.filter(uid__in=uids)
