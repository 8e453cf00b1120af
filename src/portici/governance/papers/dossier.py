"""The dossier of a meeting: two pages to be read before it, and annexes. Frozen when it is sent, in both languages."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from portici.journal.queries import chain_state

from .. import queries, sentences
from ..models import AgendaItem, BoardDossier, MeetingManner
from ..models.meetings import Meeting
from . import blocks
from .blocks import Block, Section
from .drawings import drawn
from .lookback import FIRST, LookBack
from .reading import Placed, Reader, hidden
from .words import NOTHING, at, day_of, euro, number_of


def sections_of(dossier: BoardDossier, language: str) -> list[Section]:
    """What it says in a language: as it was frozen, or, before it is sent, as the house knows it."""
    if dossier.frozen:
        found: list[Section] = dossier.frozen.get(language) or dossier.frozen[dossier.language]
        return found
    return composed(dossier.meeting, dossier.note, language)


def composed(meeting: Meeting, note: str, language: str) -> list[Section]:
    """The text made anew of what the house knows."""
    with translation.override(language):
        return blocks.told_apart(_told(meeting, note, is_member=True), _told(meeting, note, is_member=False))


def in_every_language(dossier: BoardDossier) -> dict[str, Any]:
    """What is frozen: the sections by language."""
    every: dict[str, Any] = {
        code: composed(dossier.meeting, dossier.note, code) for code, _name in settings.LANGUAGES
    }
    return every


def _told(meeting: Meeting, note: str, *, is_member: bool) -> list[list[Block]]:
    reader = Reader(meeting, is_member=is_member)
    back = LookBack(reader)
    return [
        list(_head(reader)),
        list(_note(note)),
        list(_agenda(reader)),
        list(_before(back)),
        [blocks.heading(_("Projects and money")), *back.money(FIRST)],
        [blocks.new_page(), blocks.heading(_("Annex: what is to be decided")), *_rules(reader)],
        *(list(_item(placed)) for placed in reader.items if placed.is_on),
        list(_pictures(back)),
        list(_rest(back)),
        list(_made()),
    ]


def _head(reader: Reader) -> Iterator[Block]:
    meeting = reader.meeting
    rows = [
        (_("Day"), day_of(meeting.starts_at)),
        (_("Begins"), at(meeting.starts_at)),
        (_("Held"), str(meeting.get_manner_display())),
    ]
    if meeting.manner != MeetingManner.WRITTEN:
        rows.append((_("Place"), meeting.place or NOTHING))
    yield blocks.facts(rows)


def _note(note: str) -> Iterator[Block]:
    if note.strip():
        yield blocks.heading(_("To the members"))
        yield from blocks.paragraphs(note)


def _agenda(reader: Reader) -> Iterator[Block]:
    yield blocks.heading(_("Agenda"))
    on_agenda = [placed for placed in reader.items if placed.is_on]
    if not on_agenda:
        yield blocks.line(_("Nothing is on the agenda yet."))
        return
    begins, rows = reader.meeting.starts_at, []
    for placed in on_agenda:
        item = placed.item
        why = _("confidential") if placed.withheld is None else _("withheld")
        rows.append([str(placed.number), *(_line(item) if item else [why, NOTHING, NOTHING])])
        rows[-1].insert(1, at(begins))
        # The running time holds as far as every item before says how long it takes.
        minutes = item.minutes_planned if item else None
        begins = begins + timedelta(minutes=minutes) if begins and minutes else None  # type: ignore[assignment] # unknown from here on
    head = [_("Number"), _("Begins"), _("Item"), _("What is asked"), _("Cost of the options")]
    yield from blocks.table("", head, rows)


def _line(item: AgendaItem) -> list[str]:
    costs = [one.cost for one in item.options.all() if one.cost is not None]
    told = NOTHING
    if costs:
        low, high = min(costs), max(costs)
        told = euro(low) if low == high else f"{euro(low)} – {euro(high)}"
    return [item.title, str(item.get_kind_display()), told]


def _before(back: LookBack) -> Iterator[Block]:
    yield blocks.heading(_("What became of the last decisions"))
    yield from back.decided(FIRST)


def _rules(reader: Reader) -> Iterator[Block]:
    """What it takes to decide: of the body's rules on the day of the meeting, quorum and majorities."""
    rules = queries.rules_on(reader.actor, reader.body, reader.meeting.day)
    if rules is not None:
        yield blocks.heading(_("What it takes to decide"), 3)
        yield from blocks.bullets(f"{one.label}: {one.value}" for one in sentences.rules_said(rules))


def _item(placed: Placed) -> Iterator[Block]:
    item = placed.item
    if item is None:
        yield blocks.heading(hidden(placed), 3)
        return
    yield blocks.heading(f"{placed.number}. {item.title}", 3)
    yield blocks.line("; ".join(_facts(item)))
    yield from blocks.paragraphs(item.text)
    rows = [[one.title, one.text or NOTHING, euro(one.cost)] for one in item.options.all()]
    head = [_("Option"), _("What follows from it"), _("Cost")]
    yield from blocks.table(_("Options"), head, rows, numeric=(2,))


def _facts(item: AgendaItem) -> Iterator[str]:
    yield str(item.get_kind_display())
    if item.rapporteur is not None:
        yield _("rapporteur: %(name)s") % {"name": item.rapporteur}
    if item.minutes_planned:
        yield _("%(count)s minutes") % {"count": item.minutes_planned}
    if item.is_confidential:
        yield _("confidential: %(reason)s") % {"reason": item.confidential_because}
    if item.continues is not None and item.continues.meeting is not None:
        yield _("carried over from the meeting %(number)s") % {"number": number_of(item.continues.meeting)}


def _pictures(back: LookBack) -> Iterator[Block]:
    found = list(drawn(back.to_draw))
    if found:
        yield blocks.heading(_("Annex: where the decisions are carried out"))
        yield from found


def _rest(back: LookBack) -> Iterator[Block]:
    if back.is_long:
        yield blocks.heading(_("Annex: all the last decisions"))
        yield from back.decided()
    if back.has_more_projects:
        yield blocks.heading(_("Annex: all the projects"))
        yield from back.money()


def _made() -> Iterator[Block]:
    head = chain_state().head
    if head:
        yield blocks.heading(_("The journal when this was made"))
        yield blocks.line(_("Head of the chain of the journal: %(hash)s") % {"hash": head})
