"""The journal on the screen: all that was done, by whom, when, why, with the way to the record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from portici.fronts import addresses
from portici.fronts.export import FilteredList
from portici.fronts.office.kit import OfficeView
from portici.fronts.office.kit.history import Told, with_names
from portici.fronts.templatetags.portici import field_label, kind_label, verb_label
from portici.imports.models import ImportRun
from portici.imports.queries import runs
from portici.journal.models import Entry
from portici.journal.queries import entries_visible_to
from portici.journal.rules import may_verify
from portici.kernel.actor import Actor
from portici.people.models import User
from portici.people.queries import accounts
from portici.publishing import queries as publishing
from portici.publishing.rules import may_enter
from portici.records import registry

from .filters import JournalFilter

PIECE = 500
#: Where the library's things are edited; all else of the site is a page.
EDITED_AT = {"picture": "wagtailimages:edit", "document": "wagtaildocs:edit"}


@dataclass(frozen=True, slots=True)
class Line:
    """One entry with who acted and, when the reader may see it, what it is about."""

    told: Told
    label: str
    url: str

    @property
    def entry(self) -> Entry:
        return self.told.entry

    @property
    def at(self) -> datetime:
        return self.told.at


class Journal(OfficeView, FilteredList):
    """All entries for those who read all; one's own deeds for the others."""

    template_name = "office/journal/list.html"
    filterset_class = JournalFilter
    paginate_by = 50
    export_name = "journal"

    def get_title(self) -> Any:
        return _("Journal") if self.actor.reads_all else _("What I did")

    def get_queryset(self) -> Any:
        return entries_visible_to(self.actor)

    def export_rows(self, found: Any) -> Iterator[list[Any]]:
        return export_rows(self.actor, found)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        context["lines"] = lines(self.actor, context["page_obj"].object_list)
        context["may_verify"] = bool(may_verify(self.actor))
        return context


def lines(actor: Actor, entries: Iterable[Entry]) -> list[Line]:
    """Entries with names and links; one query a kind of record, however many entries."""
    told = with_names(entries, actor)
    places = _places(actor, [item.entry for item in told])
    return [Line(item, *places.get((item.entry.kind, item.entry.ref), ("", ""))) for item in told]


def export_rows(actor: Actor, entries: Any) -> Iterator[list[Any]]:
    """Header and rows for a file: names of the changed fields, never their values, which may be personal."""
    yield [
        _now("When"), _now("Who"), _now("What was done"), _now("On what"), _now("Reference"), _now("Name"),
        _now("Version"), _now("Reason"), _now("Changed fields"), _now("Import"),
    ]  # fmt: skip
    rows = entries.prefetch_related(None).prefetch_related("changes").iterator(chunk_size=PIECE)
    while piece := list(islice(rows, PIECE)):
        for line in lines(actor, piece):
            yield _export_row(line)


def _export_row(line: Line) -> list[Any]:
    entry = line.entry
    return [
        timezone.localtime(entry.at).isoformat(sep=" ", timespec="seconds"),
        line.told.who,
        verb_label(entry.verb),
        kind_label(entry.kind),
        entry.ref,
        line.label,
        entry.record_version or "",
        entry.reason,
        ", ".join(str(field_label(change, entry.kind)) for change in entry.changes.all()),
        entry.run_uid,
    ]


def _places(actor: Actor, entries: list[Entry]) -> dict[tuple[str, str], tuple[str, str]]:
    """For each kind and reference that the actor may see: its name and its page."""
    refs: dict[str, set[str]] = {}
    for entry in entries:
        refs.setdefault(entry.kind, set()).add(entry.ref)
    found = {}
    for kind, uids in refs.items():
        for uid, label, url in _named(actor, kind, uids):
            found[kind, uid] = (label, url)
    return found


def _named(actor: Actor, kind: str, uids: set[str]) -> Iterator[tuple[str, str, str]]:
    if kind == ImportRun.KIND:
        for run in runs(actor).filter(uid__in=uids):
            yield run.uid, run.filename, reverse("office:import", args=[run.uid])
    elif kind == User.KIND:
        for user in accounts(actor).filter(uid__in=uids):
            yield user.uid, str(user), reverse("office:account", args=[user.uid])
    elif kind in publishing.MODELS:
        yield from _published(actor, kind, uids)
    elif kind in {entry.name for entry in registry.kinds()}:
        for record in registry.kind(kind).visible_to(actor).filter(uid__in=uids):
            yield record.uid, str(record), addresses.office_url(record)


def _published(actor: Actor, kind: str, uids: set[str]) -> Iterator[tuple[str, str, str]]:
    """What the editors' rooms hold, with its page there for who may enter."""
    enters = bool(may_enter(actor))
    for thing in publishing.named(actor, kind, uids):
        name = EDITED_AT.get(kind, "wagtailadmin_pages:edit")
        yield thing.uid, thing.title, reverse(name, args=[thing.pk]) if enters else ""
