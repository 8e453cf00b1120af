"""Desks for opportunities: what is at hand, recorded by the office or proposed by whoever offers it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from portici.kernel.actor import Actor
from portici.kernel.codes.parsed import error
from portici.kernel.findings import Finding, Message, ensure, ensure_valid, gettext_noop
from portici.organisations.models import Organisation
from portici.organisations.rules import all_standing, standing
from portici.records import domain as records
from portici.records import registry
from portici.records.links import kept, only, unseen
from portici.records.models import Record
from portici.territory.models import Area, Place

from .. import rules
from ..models import Opportunity

AMENDABLE = (
    "area", "theme", "title", "description", "organisation", "place", "subject", "available_until",
    "language",
)  # fmt: skip


def record_opportunity(
    *,
    actor: Actor,
    area: Area,
    theme: str,
    title: str,
    description: str = "",
    organisation: Organisation | None = None,
    place: Place | None = None,
    subject: Record | None = None,
    available_until: date | None = None,
    language: str = "it",
    is_example: bool = False,
) -> Opportunity:
    """Record what is at hand for an area: an organisation, a place, or as `subject` a project or an activity.

    A contact's is a proposal for the own organisation, a draft like all. Raises Refused, Invalid.
    """
    organisation = standing(organisation) if organisation else None
    ensure(rules.may_record_opportunity(actor, area, organisation))
    named = {"area": area, "organisation": organisation, "place": place, "subject": subject}
    ensure_valid([*unseen(actor, named), *_subject_findings(subject)])
    opportunity = Opportunity(
        area=area,
        theme=theme,
        title=title.strip(),
        description=description,
        organisation=organisation,
        place=place,
        available_until=available_until,
        language=language,
        is_example=is_example,
        **_exhibit(subject),
    )
    return records.add(actor=actor, record=opportunity)


def amend_opportunity(
    *,
    actor: Actor,
    opportunity: Opportunity,
    values: Mapping[str, Any],
    version: int | None = None,
    reason: str = "",
) -> Opportunity:
    """Change fields; `subject` may be among them. A contact's stays the own organisation's.

    Raises Refused, Invalid, Conflict.
    """
    ensure(rules.may_amend_opportunity(actor, opportunity))
    changed = all_standing(only(values, AMENDABLE))
    area = changed.get("area", opportunity.area)
    organisation = changed.get("organisation", opportunity.organisation)
    ensure(rules.may_record_opportunity(actor, area, organisation))
    ensure_valid([*unseen(actor, changed), *_subject_findings(changed.get("subject"))])
    changed, _links = kept(actor, opportunity, _stored(changed), None)
    return records.amend(actor=actor, record=opportunity, values=changed, version=version, reason=reason)


def _stored(changed: dict[str, Any]) -> dict[str, Any]:
    if "subject" not in changed:
        return changed
    subject = changed.pop("subject")
    return {**changed, **_exhibit(subject)}


def _exhibit(subject: Record | None) -> dict[str, str]:
    if subject is None:
        return {"subject_kind": "", "subject_ref": "", "subject_label": ""}
    exhibit = registry.exhibit_of(subject)
    return {
        "subject_kind": exhibit.kind,
        "subject_ref": exhibit.ref,
        "subject_label": exhibit.label[:300],
    }


def _subject_findings(subject: Record | None) -> list[Finding]:
    if subject is None or subject.KIND in Opportunity.SUBJECT_KINDS:
        return []
    accepted = Message(gettext_noop("A project or an activity of the register."))
    todo = Message(gettext_noop("Organisations and places have fields of their own."))
    return [error("opportunity.kind", subject.KIND, accepted, todo).at("subject")]
