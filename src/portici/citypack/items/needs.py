"""Tables for target groups, target areas, needs and opportunities."""

# ruff: noqa: RUF009 -- `needed` and `free` make fields, as `dataclasses.field` does

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from portici.needs.models import ConsentHow, ListeningKind, Theme

from .. import readers as read
from ..shape import Item, free, needed, tables
from .base import Told


@dataclass(frozen=True, kw_only=True)
class GroupItem(Told):
    TABLE: ClassVar[str] = "group"

    key: str = needed(read.ref)
    name: str = needed(read.text)
    description: str = free(read.text, "")


@dataclass(frozen=True, kw_only=True)
class DesignationItem(Told):
    TABLE: ClassVar[str] = "designation"

    key: str = needed(read.ref)
    area: str = needed(read.ref, refers="area")
    act: str = free(read.text, "")
    decided_on: date = needed(read.day)
    until: date | None = free(read.day, None)
    reason: str = needed(read.text)
    evidence: str = free(read.text, "")
    indicators: tuple[str, ...] = free(read.texts, (), refers="indicator")


@dataclass(frozen=True, kw_only=True)
class ExcerptItem(Item):
    """A passage; quoted in public only where it is said how and when consent was given."""

    theme: str = needed(read.choice(Theme))
    group: str = free(read.text, "", refers="group")
    text: str = free(read.text, "")
    consent_how: str = free(read.choice(ConsentHow), "")
    consent_on: date | None = free(read.day, None)


@dataclass(frozen=True, kw_only=True)
class ListeningItem(Told):
    TABLE: ClassVar[str] = "listening"

    key: str = needed(read.ref)
    kind: str = free(read.choice(ListeningKind), "session")
    title: str = needed(read.text)
    held_on: date = needed(read.day)
    area: str = needed(read.ref, refers="area")
    place: str = free(read.text, "", refers="place")
    people: int = needed(read.count)
    led_by: str = free(read.text, "", refers="organisation")
    summary: str = free(read.text, "")
    excerpt: tuple[ExcerptItem, ...] = tables(ExcerptItem)


@dataclass(frozen=True, kw_only=True)
class NeedItem(Told):
    TABLE: ClassVar[str] = "need"

    key: str = needed(read.ref)
    area: str = needed(read.ref, refers="area")
    theme: str = needed(read.choice(Theme))
    title: str = needed(read.text)
    description: str = free(read.text, "")
    said_by: str = needed(read.text)
    groups: tuple[str, ...] = free(read.texts, (), refers="group")
    people_affected: int | None = free(read.whole, None)
    severity: int = free(read.count, 3)
    evidence: str = free(read.text, "")
    indicators: tuple[str, ...] = free(read.texts, (), refers="indicator")
    listenings: tuple[str, ...] = free(read.texts, (), refers="listening")
    recorded_on: date = needed(read.day)
    #: Why the need was closed; whether it is answered follows from the activities.
    closed: str = free(read.text, "")


@dataclass(frozen=True, kw_only=True)
class OpportunityItem(Told):
    TABLE: ClassVar[str] = "opportunity"

    key: str = needed(read.ref)
    area: str = needed(read.ref, refers="area")
    theme: str = needed(read.choice(Theme))
    title: str = needed(read.text)
    description: str = free(read.text, "")
    organisation: str = free(read.text, "", refers="organisation")
    place: str = free(read.text, "", refers="place")
    project: str = free(read.project_code, "", refers="project")
    available_until: date | None = free(read.day, None)
