"""Steps for the site: each brings its thing in once, through the desks, and shows it. What is there afterwards is the editors' own: a
changed item is told and left as it stands."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar, TypeVar

from django.db import models
from django.utils.html import escape

from portici.kernel.findings import Message, gettext_noop
from portici.programme.models import Activity, Project
from portici.publishing import domain as publishing
from portici.publishing.models import LibraryDocument, NewsPage, Picture, PlainPage

from ..faults import Faulty, fault
from ..items import AttachmentItem, DocumentItem, NewsItem, PageItem, PictureItem
from ..models import PackedItem
from .base import ItemT, Step, file_of

M = TypeVar("M", bound=models.Model)


class OnceStep(Step[ItemT]):
    """What is brought in the first time and left to people from then on."""

    def take(self, item: ItemT, packed: PackedItem | None) -> None:
        if packed is not None:
            self.house.kept.append(f"{self.table} {item.ref}")
            self.pack(item.ref, item.digest, packed.stored, {})
            return
        made = self.make(item)
        self.house.remember(self.table, item.ref, made)
        self.house.count(self.table, "added")
        self.pack(item.ref, item.digest, made.uid, {})

    def make(self, item: ItemT) -> Any:
        """Bring it in at the room's desks and show it."""
        raise NotImplementedError

    def thing(self, model: type[M], table: str, ref: str) -> M | None:
        """What the pack calls `ref`; None for an empty one."""
        return self.house.thing(model, table, ref, "uid") if ref else None


class FileStep(OnceStep[ItemT]):
    """A file of the pack's folder, for the site's library."""

    #: The desk that takes it in, and what it asks for besides the file, named as the item names it.
    desk: ClassVar[Callable[..., Any]]
    asked: ClassVar[tuple[str, ...]]

    def make(self, item: ItemT) -> Any:
        told = {name: getattr(item, name) for name in self.asked}
        with file_of(self.house, item, told.pop("file")) as file:
            return type(self).desk(actor=self.actor, file=file, is_example=item.example, **told)


class PictureStep(FileStep[PictureItem]):
    table: ClassVar[str] = "picture"
    desk = staticmethod(publishing.add_picture)
    asked = ("file", "title", "alternative_text", "author", "licence", "language")


class DocumentStep(FileStep[DocumentItem]):
    table: ClassVar[str] = "document"
    desk = staticmethod(publishing.add_document)
    asked = ("file", "title", "kind", "licence", "language", "dated")


class AttachmentStep(OnceStep[AttachmentItem]):
    table: ClassVar[str] = "attachment"

    def make(self, item: AttachmentItem) -> Any:
        record = self._record(item)
        thing = self.thing(Picture, "picture", item.picture) or self.thing(
            LibraryDocument, "document", item.document
        )
        if record is None or thing is None:
            accepted = Message(gettext_noop("A project or an activity, and a picture or a document."))
            todo = Message(gettext_noop("Say which hangs from which."))
            raise Faulty([fault(item.origin, "pack.attachment", item.key, accepted, todo, name="key")])
        row = publishing.attach(actor=self.actor, record=record, thing=thing, caption=item.caption)
        return publishing.show_attachment(actor=self.actor, record=record, attachment=row)

    def _record(self, item: AttachmentItem) -> Project | Activity | None:
        if item.project:
            return self.house.record(Project, "project", item.project, item.origin)
        if item.activity:
            return self.house.record(Activity, "activity", item.activity, item.origin)
        return None


class NewsStep(OnceStep[NewsItem]):
    table: ClassVar[str] = "news"

    def make(self, item: NewsItem) -> NewsPage:
        body = blocks_of(item.text)
        documents = [self.thing(LibraryDocument, "document", ref) for ref in item.documents]
        if documents:
            keys = [document.pk for document in documents if document]
            body.append({"type": "documents", "value": {"heading": "", "documents": keys}})
        for kind, model, refs in (
            ("project", Project, item.projects),
            ("activity", Activity, item.activities),
        ):
            for ref in refs:
                record = self.house.record(model, kind, ref, item.origin)
                body.append({"type": "record", "value": {"kind": kind, "reference": record.uid}})
        page = publishing.record_news(
            actor=self.actor,
            title=item.title,
            summary=item.summary,
            dated=item.dated,
            body=body,
            language=item.language,
            picture=self.thing(Picture, "picture", item.picture),
            translates=self.thing(NewsPage, "news", item.translates),
            is_example=item.example,
        )
        return publishing.publish_page(actor=self.actor, page=page)


class PageStep(OnceStep[PageItem]):
    table: ClassVar[str] = "page"

    def make(self, item: PageItem) -> PlainPage:
        page = publishing.open_page(
            actor=self.actor,
            title=item.title,
            slug=item.slug,
            summary=item.summary,
            body=blocks_of(item.text),
            language=item.language,
            translates=self.thing(PlainPage, "page", item.translates),
            is_example=item.example,
        )
        return publishing.publish_page(actor=self.actor, page=page)


def blocks_of(text: str) -> list[dict[str, Any]]:
    """A text as one block of paragraphs and headings."""
    parts = [part.strip() for part in text.split("\n\n") if part.strip()]
    markup = "".join(
        f"<h2>{escape(part[3:])}</h2>" if part.startswith("## ") else f"<p>{escape(part)}</p>"
        for part in parts
    )
    return [{"type": "text", "value": markup}]


STEPS: tuple[type[Step[Any]], ...] = (PictureStep, DocumentStep, AttachmentStep, NewsStep, PageStep)
