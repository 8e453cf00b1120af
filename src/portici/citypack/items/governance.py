"""Tables for bodies, decisions, demo accounts, and the files of open data to import."""

# ruff: noqa: RUF009 -- `needed` and `free` make fields, as `dataclasses.field` does

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

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
    established_by: str = free(read.text, "")
    established_on: date | None = free(read.day, None)
    member: tuple[MemberItem, ...] = tables(MemberItem)


@dataclass(frozen=True, kw_only=True)
class DecisionItem(Told):
    TABLE: ClassVar[str] = "decision"

    key: str = needed(read.ref)
    body: str = needed(read.ref, refers="body")
    number: int = needed(read.count)
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
