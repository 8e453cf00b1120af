"""Tables for bodies, decisions, demo accounts, and the files of open data to import."""

# ruff: noqa: RUF009 -- `needed` and `free` make fields, as `dataclasses.field` does

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from portici.engine.voting import Abstentions, Base, Majority, Recusals, Ties
from portici.governance.models import BodyKind, Manner, Matter
from portici.kernel.actor import Role

from .. import readers as read
from ..shape import Item, free, needed, tables
from .base import Told


@dataclass(frozen=True, kw_only=True)
class MemberItem(Item):
    organisation: str = needed(read.ref, refers="organisation")
    role: str = free(read.text, "")
    since: date | None = free(read.day, None)


@dataclass(frozen=True, kw_only=True)
class BodyItem(Told):
    TABLE: ClassVar[str] = "body"

    code: str = needed(read.ref)
    name: str = needed(read.text)
    description: str = free(read.text, "")
    kind: str = free(read.choice(BodyKind), "")
    established_by: str = free(read.text, "")
    established_on: date | None = free(read.day, None)
    founding_act: str = free(read.text, "")
    member: tuple[MemberItem, ...] = tables(MemberItem)


@dataclass(frozen=True, kw_only=True)
class DelegateItem(Item):
    """Who may sit in a seat; `account` is the e-mail address of the account that sits for it, which holds the role for the body."""

    person: str = needed(read.text)
    account: str = free(read.email, "")
    manner: str = free(read.choice(Manner), Manner.DELEGATE.value)
    act: str = free(read.text, "")
    since: date | None = free(read.day, None)
    until: date | None = free(read.day, None)


@dataclass(frozen=True, kw_only=True)
class SeatItem(Item):
    """A seat told apart from its body, with its weight and who may sit in it."""

    TABLE: ClassVar[str] = "seat"

    body: str = needed(read.ref, refers="body")
    organisation: str = needed(read.ref, refers="organisation")
    person: str = free(read.text, "")
    account: str = free(read.email, "")
    role: str = free(read.text, "")
    weight: int | None = free(read.whole, None)
    observer: bool = free(read.boolean, default=False)
    presides: bool = free(read.boolean, default=False)
    since: date | None = free(read.day, None)
    until: date | None = free(read.day, None)
    delegate: tuple[DelegateItem, ...] = tables(DelegateItem)

    @property
    def ref(self) -> str:
        return f"{self.body}/{self.organisation}/{self.since or ''}"


@dataclass(frozen=True, kw_only=True)
class MajorityItem(Item):
    """The majority of one kind of matter."""

    matter: str = needed(read.choice(Matter))
    majority: str = needed(read.choice(Majority))
    base: str = free(read.choice(Base), "")
    objections: int | None = free(read.whole, None)


@dataclass(frozen=True, kw_only=True)
class RulebookItem(Item):
    """A body's rules from a day on; what the act does not say is left out."""

    TABLE: ClassVar[str] = "rulebook"

    body: str = needed(read.ref, refers="body")
    since: date | None = free(read.day, None)
    act: str = free(read.text, "")
    quorum: str = free(read.text, "")
    quorum_strict: bool = free(read.boolean, default=False)
    quorum_weighted: bool = free(read.boolean, default=False)
    quorum_seats: int | None = free(read.whole, None)
    abstentions: str = free(read.choice(Abstentions), Abstentions.NOT_VOTES.value)
    recusals: str = free(read.choice(Recusals), Recusals.EXCLUDED.value)
    ties: str = free(read.choice(Ties), Ties.NOT_ADOPTED.value)
    most_proxies: int | None = free(read.whole, None)
    written_days: int | None = free(read.whole, None)
    meets_every_months: int | None = free(read.whole, None)
    notice_days: int | None = free(read.whole, None)
    callers: int | None = free(read.whole, None)
    majority: tuple[MajorityItem, ...] = tables(MajorityItem)

    @property
    def ref(self) -> str:
        return f"{self.body}/{self.since or ''}"


@dataclass(frozen=True, kw_only=True)
class DecisionItem(Told):
    TABLE: ClassVar[str] = "decision"

    key: str = needed(read.ref)
    body: str = needed(read.ref, refers="body")
    #: Left out: the next that is free when it is loaded.
    number: int | None = free(read.whole, None)
    decided_on: date = needed(read.day)
    title: str = needed(read.text)
    text: str = needed(read.text)
    grounds: str = free(read.text, "")
    activities: tuple[str, ...] = free(read.texts, (), refers="activity")
    on_needs: tuple[str, ...] = free(read.texts, (), refers="need")
    on_designations: tuple[str, ...] = free(read.texts, (), refers="designation")


@dataclass(frozen=True, kw_only=True)
class GrantItem(Item):
    """A role, with the area, organisation, place or body that it holds in."""

    role: str = needed(read.choice(Role))
    area: str = free(read.text, "", refers="area")
    organisation: str = free(read.text, "", refers="organisation")
    place: str = free(read.text, "", refers="place")
    body: str = free(read.text, "", refers="body")
    since: date | None = free(read.day, None)


@dataclass(frozen=True, kw_only=True)
class AccountItem(Item):
    """A demo account. Its password is a setting, never in the pack."""

    TABLE: ClassVar[str] = "account"

    email: str = needed(read.email)
    full_name: str = needed(read.text)
    language: str = free(read.text, "it")
    grant: tuple[GrantItem, ...] = tables(GrantItem)

    @property
    def ref(self) -> str:
        return self.email


@dataclass(frozen=True, kw_only=True)
class DataFileItem(Item):
    """A file of open data: where it lies in the data folder, which importer takes it, with which options; and where it is
    published, for `portici fetch-data`.

    `url` is the page that speaks of it, `download` the file itself, `checked` the day when that address last gave the file, or
    "never". `licence` and `vintage` are handed to the importers that ask for them.
    """

    TABLE: ClassVar[str] = "file"

    path: str = needed(read.inner_path)
    importer: str = needed(read.ref)
    title: str = free(read.text, "")
    options: Mapping[str, Any] = free(read.table, {})
    licence: str = free(read.text, "")
    vintage: str = free(read.text, "")
    download: str = free(read.web_address, "")
    sha256: str = free(read.sha256, "")
    checked: date | None = free(read.day_or_never, None)

    @property
    def ref(self) -> str:
        return f"{self.path}:{self.importer}"
