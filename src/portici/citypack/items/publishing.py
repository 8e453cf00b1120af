"""Tables for the site: pictures and documents (files of the pack's folder), what hangs from records, news, pages of text."""

# ruff: noqa: RUF009 -- `needed` and `free` make fields, as `dataclasses.field` does

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from portici.publishing.models import DocumentKind, Licence
from portici.records.models import Language

from .. import readers as read
from ..shape import Item, free, needed


@dataclass(frozen=True, kw_only=True)
class PictureItem(Item):
    TABLE: ClassVar[str] = "picture"

    key: str = needed(read.ref)
    file: str = needed(read.text)
    title: str = needed(read.text)
    alternative_text: str = needed(read.text)
    author: str = needed(read.text)
    licence: str = needed(read.choice(Licence))
    language: str = free(read.choice(Language), "it")


@dataclass(frozen=True, kw_only=True)
class DocumentItem(Item):
    TABLE: ClassVar[str] = "document"

    key: str = needed(read.ref)
    file: str = needed(read.text)
    title: str = needed(read.text)
    kind: str = needed(read.choice(DocumentKind))
    licence: str = needed(read.choice(Licence))
    dated: date | None = free(read.day, None)
    language: str = free(read.choice(Language), "it")


@dataclass(frozen=True, kw_only=True)
class AttachmentItem(Item):
    """A picture or a document shown on a project's or an activity's page."""

    TABLE: ClassVar[str] = "attachment"

    key: str = needed(read.ref)
    project: str = free(read.project_code, "", refers="project")
    activity: str = free(read.text, "", refers="activity")
    picture: str = free(read.text, "", refers="picture")
    document: str = free(read.text, "", refers="document")
    caption: str = free(read.text, "")


@dataclass(frozen=True, kw_only=True)
class NewsItem(Item):
    """News. Paragraphs of the text are divided by blank lines; one that begins with "## " is a heading."""

    TABLE: ClassVar[str] = "news"

    key: str = needed(read.ref)
    title: str = needed(read.text)
    summary: str = needed(read.text)
    dated: date = needed(read.day)
    text: str = needed(read.text)
    language: str = free(read.choice(Language), "it")
    picture: str = free(read.text, "", refers="picture")
    documents: tuple[str, ...] = free(read.texts, (), refers="document")
    projects: tuple[str, ...] = free(read.texts, (), refers="project")
    activities: tuple[str, ...] = free(read.texts, (), refers="activity")
    translates: str = free(read.text, "")


@dataclass(frozen=True, kw_only=True)
class PageItem(Item):
    """A page of text below the first page; `slug` is its address."""

    TABLE: ClassVar[str] = "page"

    key: str = needed(read.ref)
    slug: str = needed(read.ref)
    title: str = needed(read.text)
    text: str = needed(read.text)
    summary: str = free(read.text, "")
    language: str = free(read.choice(Language), "it")
    translates: str = free(read.text, "")
