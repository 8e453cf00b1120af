"""Rules of a body in words, for whoever reads a page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portici.engine.voting import SHARES, Base, Majority, Requirement

from .models import BodyRules, Matter
from .models.rulebooks import MajorityBase, MajorityKind
from .voting import requirement_in

#: How many objections the paper lets a consensus bear.
MOST_OBJECTIONS = 3


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that the rules say: of what, and what."""

    label: str
    value: str


def majorities() -> Iterator[Requirement]:
    """Every majority that rules may ask for, in the order of a list."""
    for majority in SHARES:
        if majority is Majority.CONSENSUS:
            yield from (Requirement(majority, objections=number) for number in range(MOST_OBJECTIONS + 1))
        elif majority is Majority.ABSOLUTE:
            yield Requirement(majority)
        else:
            bases = [base for base in Base if majority is not Majority.SIMPLE or base is not Base.ENTITLED]
            yield from (Requirement(majority, base) for base in bases)


def majority_said(requirement: Requirement) -> str:
    """“Two thirds of those present”."""
    kind = str(MajorityKind(requirement.majority).label)
    if requirement.majority is Majority.CONSENSUS:
        number = requirement.objections
        borne = ngettext("%(number)s objection borne", "%(number)s objections borne", number)
        return f"{kind}, {borne % {'number': number}}"
    return f"{kind} {MajorityBase(requirement.of).label}"


def quorum_said(rules: BodyRules) -> str:
    """“More than 1/2 of the seats”; says so when no act speaks of it."""
    parts = []
    if rules.quorum_share:
        share = {"share": rules.quorum_share}
        if rules.quorum_weighted:
            text = (
                _("more than %(share)s of the voting weight")
                if rules.quorum_strict
                else _("at least %(share)s of the voting weight")
            )
        else:
            text = (
                _("more than %(share)s of the seats")
                if rules.quorum_strict
                else _("at least %(share)s of the seats")
            )
        parts.append(text % share)
    if rules.quorum_seats:
        seats = ngettext("at least %(number)s seat", "at least %(number)s seats", rules.quorum_seats)
        parts.append(seats % {"number": rules.quorum_seats})
    return ", ".join(parts) or _("not said by the act")


def rules_said(rules: BodyRules) -> list[Told]:
    """All that the rules say: meetings, quorum, votes, majorities."""
    said = [
        Told(_("Meets"), _meets(rules)),
        Told(_("Who may ask for a meeting"), _callers(rules)),
        Told(_("Notice"), _days(rules.notice_days)),
        Told(_("Written procedure"), _written(rules)),
        Told(_("Quorum"), quorum_said(rules)),
        Told(_("Abstentions are"), rules.get_abstentions_display()),
        Told(_("A recused seat is"), rules.get_recusals_display()),
        Told(_("With as many for as against"), rules.get_ties_display()),
        Told(_("Proxies"), _proxies(rules)),
    ]
    rows = {row.matter: row for row in rules.majorities.all()}
    said += [
        Told(str(matter.label), majority_said(requirement_in(rows[matter])))
        for matter in Matter
        if matter in rows
    ]
    return said


def from_when(rules: BodyRules) -> str:
    """The day from which they hold, and the act."""
    if rules.in_force_from is None:
        day = _("In force since the body is there")
    else:
        day = _("In force from %(day)s") % {"day": date_format(rules.in_force_from)}
    return f"{day}: {rules.act}" if rules.act else day


def _meets(rules: BodyRules) -> str:
    months = rules.meets_every_months
    if not months:
        return _("not said by the act")
    return ngettext("at least every month", "at least every %(number)s months", months) % {"number": months}


def _callers(rules: BodyRules) -> str:
    if not rules.callers:
        return _("who presides")
    told = ngettext("who presides, or one seat", "who presides, or %(number)s seats together", rules.callers)
    return told % {"number": rules.callers}


def _days(days: int | None) -> str:
    if days is None:
        return _("not said by the act")
    return ngettext("%(number)s day", "%(number)s days", days) % {"number": days}


def _written(rules: BodyRules) -> str:
    if rules.written_days is None:
        return _("not foreseen")
    told = ngettext("%(number)s day to answer", "%(number)s days to answer", rules.written_days)
    return told % {"number": rules.written_days}


def _proxies(rules: BodyRules) -> str:
    if not rules.most_proxies:
        return _("none")
    told = ngettext(
        "one seat votes for at most %(number)s other",
        "one seat votes for at most %(number)s others",
        rules.most_proxies,
    )
    return told % {"number": rules.most_proxies}
