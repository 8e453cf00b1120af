"""Desks for proposals of target areas: work a rule out, amend it, designate what it chose."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from portici.journal.domain import FieldChange
from portici.kernel import clock
from portici.kernel.actor import VISITOR, Actor
from portici.kernel.codes.parsed import error
from portici.kernel.findings import Finding, Message, ensure, ensure_valid, gettext_noop
from portici.needs import domain as needs
from portici.needs.checks import holding
from portici.needs.models import Designation
from portici.records import domain as records
from portici.territory.models import Indicator

from .. import queries, rules
from ..models import Edition, Proposal, ProposalArea, Standing
from ..proposals.rule import Stated, as_values, of_kind, stated_of
from ..proposals.sentences import told
from ..proposals.working import Worked, work_out

#: Rows stored at a time.
CHUNK = 500


@dataclass(frozen=True, slots=True)
class Designated:
    """What became of the areas that were ticked: those designated, and those that were target areas already."""

    made: Sequence[Designation]
    already: Sequence[Designation]


def propose_target_areas(
    *,
    actor: Actor,
    edition: Edition,
    title: str,
    stated: Stated,
    note: str = "",
    language: str = "it",
    is_example: bool = False,
) -> Proposal:
    """The answer of a rule over a computed edition, frozen with its reasons.

    It is worked out before anything is stored: a rule that no set keeps leaves nothing. Raises Refused; Invalid with each
    cause and what to do (see `proposals.working.work_out`).
    """
    ensure(rules.may_propose(actor, edition))
    worked = work_out(actor, edition, stated)
    proposal = Proposal(
        edition=edition,
        title=title.strip(),
        note=note,
        language=language,
        is_example=is_example,
        **_of(worked),
    )
    with transaction.atomic():
        records.add(actor=actor, record=proposal, links={"indicators": worked.indicators})
        _store(proposal, worked)
    return proposal


def amend_proposal(
    *,
    actor: Actor,
    proposal: Proposal,
    title: str,
    stated: Stated,
    note: str = "",
    version: int | None = None,
    reason: str = "",
) -> Proposal:
    """Other words, or another rule, which is then worked out anew, as long as nothing was designated from it.

    Raises Refused, Invalid, Conflict.
    """
    ensure(rules.may_amend_proposal(actor, proposal))
    values: dict[str, Any] = {"title": title.strip(), "note": note}
    same = of_kind(stated) == stated_of(proposal.rule)
    worked = None if same else work_out(actor, proposal.edition, stated)
    with transaction.atomic():
        ensure(rules.may_amend_proposal(actor, records.locked(proposal)))
        if worked is None:
            return records.amend(actor=actor, record=proposal, values=values, version=version, reason=reason)
        records.amend(
            actor=actor,
            record=proposal,
            values=values | _of(worked),
            links={"indicators": worked.indicators},
            version=version,
            reason=reason,
        )
        proposal.areas.all().delete()
        _store(proposal, worked)
    return proposal


def designate_proposed(
    *,
    actor: Actor,
    proposal: Proposal,
    areas: Collection[str],
    decided_on: date,
    reason: str,
    act: str = "",
    until: date | None = None,
    version: int | None = None,
) -> Designated:
    """Make the chosen areas of these codes target areas, all of them or none, each with the figures of the study as they stand and
    the proposal's reasons as written evidence.

    Areas that are target areas on a day of it already stay as they are and are told: a second time does nothing twice. Raises Refused;
    Invalid (an area that the rule did not choose, none at all, no reason, dates out of order); Conflict.
    """
    ensure(rules.may_designate_proposed(actor, proposal))
    with transaction.atomic():
        current = records.locked(proposal)
        rows = list(current.areas.filter(code__in=areas).select_related("area__layer"))
        ensure_valid(_not_chosen(rows, areas))
        already = {one.area_id: one for one in holding([row.area for row in rows], decided_on, until)}
        indicators = list(current.edition.indicators.all())
        said = {"decided_on": decided_on, "until": until, "reason": reason, "act": act}
        made = []
        for row in rows:
            if row.area_id not in already:
                row.designation = _designate(actor, current, row, indicators, said)
                row.save(update_fields=["designation"])
                made.append(row.designation)
        if made:
            changes = {"designated": FieldChange("", ", ".join(str(one.area) for one in made))}
            records.note(
                actor=actor,
                record=proposal,
                verb="designate",
                changes=changes,
                reason=reason,
                version=version,
            )
    return Designated(made, list(already.values()))


def _designate(
    actor: Actor,
    proposal: Proposal,
    row: ProposalArea,
    indicators: Sequence[Indicator],
    said: Mapping[str, Any],
) -> Designation:
    return needs.designate_target_area(
        actor=actor,
        area=row.area,
        evidence=evidence_of(proposal, row),
        indicators=indicators,
        language=proposal.language,
        is_example=proposal.is_example,
        **said,
    )


def evidence_of(proposal: Proposal, row: ProposalArea) -> str:
    """The proposal's reasons for the area as a text in the proposal's language, with names that everybody may read."""
    names, groups = queries.names_in(VISITOR, [proposal.pk])
    edition = proposal.edition
    with translation.override(proposal.language):
        lead = _("Proposal “%(proposal)s”, from the study “%(study)s”, edition %(number)s.") % {
            "proposal": proposal.title,
            "study": edition.study.title,
            "number": edition.number,
        }
        return " ".join([lead, *(told(sentence, names, groups) for sentence in row.reasons)])


def _of(worked: Worked) -> dict[str, Any]:
    return {
        "rule": as_values(worked.stated),
        "inputs": list(worked.inputs),
        "answer": dict(worked.answer),
        "digest": worked.digest,
        "computed_at": clock.now(),
    }


def _store(proposal: Proposal, worked: Worked) -> None:
    ProposalArea.objects.bulk_create(
        [
            ProposalArea(
                proposal=proposal,
                area=one.row.area,
                position=position,
                code=one.row.code,
                name=one.row.name,
                standing=one.standing,
                index=one.row.index,
                place=one.place,
                residents=one.residents,
                group=one.group,
                reasons=list(one.reasons),
            )
            for position, one in enumerate(worked.areas)
        ],
        batch_size=CHUNK,
    )


def _not_chosen(rows: Sequence[ProposalArea], asked: Collection[str]) -> list[Finding]:
    """An error for each code that is not one of the proposal's chosen areas, and when nothing is ticked."""
    chosen = {row.code for row in rows if row.standing == Standing.CHOSEN}
    accepted = Message(gettext_noop("Areas that the proposal's rule chose, at least one of them."))
    todo = Message(gettext_noop("Tick areas of the list; another area is designated on its own page."))
    wrong = [code for code in asked if code not in chosen]
    return [
        error("proposal.not_chosen", code, accepted, todo).at("areas") for code in wrong or [""] * (not asked)
    ]
