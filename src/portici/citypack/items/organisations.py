"""Tables for organisations and who belongs to which pact or network."""

# ruff: noqa: RUF009 -- `needed` and `free` make fields, as `dataclasses.field` does

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from portici.organisations.models import OrganisationType

from .. import readers as read
from ..shape import Item, free, needed
from .base import Told


@dataclass(frozen=True, kw_only=True)
class OrganisationItem(Told):
    TABLE: ClassVar[str] = "organisation"

    key: str = needed(read.ref)
    name: str = needed(read.text)
    short_name: str = free(read.text, "")
    type: str = needed(read.choice(OrganisationType))
    legal_form: str = free(read.text, "")
    description: str = free(read.text, "")
    website: str = free(read.text, "")
    parent: str = free(read.text, "", refers="organisation")
    fiscal_code: str = free(read.fiscal_code, "")
    town: str = free(read.text, "")
    area: str = free(read.text, "", refers="area")


@dataclass(frozen=True, kw_only=True)
class MembershipItem(Item):
    TABLE: ClassVar[str] = "membership"

    member: str = needed(read.ref, refers="organisation")
    network: str = needed(read.ref, refers="organisation")
    role: str = free(read.text, "")
    since: date | None = free(read.day, None)

    @property
    def ref(self) -> str:
        return f"{self.network}/{self.member}"
