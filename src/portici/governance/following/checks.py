"""What a check finds on guidelines, follow-ups and ties between decisions."""

from __future__ import annotations

from portici.kernel.codes.parsed import error
from portici.kernel.findings import Finding, Message, gettext_noop
from portici.records.domain import missing

from ..models import Decision, DecisionTie, FollowUp, Guideline


def code_taken(guideline: Guideline) -> list[Finding]:
    """An error when the plan of the year has another guideline of this code."""
    others = Guideline.objects.filter(body=guideline.body, year=guideline.year, code=guideline.code)
    accepted = Message(
        gettext_noop("A code that the plan of %(year)s has not used."), {"year": str(guideline.year)}
    )
    todo = Message(gettext_noop("Give the next free code, or amend the guideline that has it."))
    return [
        error("guideline.code", str(other), accepted, todo).at("code")
        for other in others.exclude(pk=guideline.pk)[:1]
    ]


def place_in_tree(guideline: Guideline) -> list[Finding]:
    """An error below a guideline of another body or year, below itself, or below what lies below it."""
    parent = guideline.parent
    if parent is None:
        return []
    if (parent.body_id, parent.year) != (guideline.body_id, guideline.year):
        accepted = Message(
            gettext_noop("A guideline of the same body and year: %(body)s, %(year)s."),
            {"body": str(guideline.body), "year": str(guideline.year)},
        )
        todo = Message(gettext_noop("Choose one of the same plan, or leave the guideline at the top."))
        return [error("guideline.plan", str(parent), accepted, todo).at("parent")]
    if guideline.pk is not None and guideline.pk in ancestors(parent):
        accepted = Message(gettext_noop("A guideline that does not lie below this one."))
        todo = Message(gettext_noop("Move the other one out first, or choose another place."))
        return [error("guideline.cycle", str(parent), accepted, todo).at("parent")]
    return []


def ancestors(guideline: Guideline) -> list[int]:
    """The keys of a guideline and of all above it, from it up; one query for the whole plan."""
    plan = Guideline.objects.filter(body=guideline.body_id, year=guideline.year)
    above = dict(plan.values_list("pk", "parent"))
    found: list[int] = []
    key: int | None = guideline.pk
    while key is not None and key not in found:
        found.append(key)
        key = above.get(key)
    return found


def follow_up_worded(follow_up: FollowUp) -> list[Finding]:
    """An error without words."""
    if follow_up.what:
        return []
    return [missing("what", gettext_noop("Write what is to be done."))]


def tie_fits(later: Decision, earlier: Decision, kind: str) -> list[Finding]:
    """An error for a decision tied to itself, to a later one, to one of another body's that it cannot touch, or twice."""
    findings = []
    if later.pk == earlier.pk:
        findings.append(_untied(earlier, gettext_noop("Another decision.")))
    elif (earlier.decided_on, earlier.year, earlier.number) > (later.decided_on, later.year, later.number):
        findings.append(_untied(earlier, gettext_noop("A decision taken before this one.")))
    elif later.pk is not None and later.pk in earlier_than(earlier):
        findings.append(
            _untied(
                earlier, gettext_noop("A decision that does not itself revoke, amend or supersede this one.")
            )
        )
    if kind not in DecisionTie.Kind.values:
        accepted = Message("%(kinds)s", {"kinds": ", ".join(DecisionTie.Kind.values)})
        findings.append(
            error("tie.kind", kind, accepted, Message(gettext_noop("Choose one of these."))).at("kind")
        )
    return findings


def already_overtaken(later: Decision, earlier: Decision, kind: str) -> list[Finding]:
    """An error for what has no force any more: another decision has revoked or superseded it already."""
    gone = (DecisionTie.Kind.REVOKES, DecisionTie.Kind.SUPERSEDES)
    others = DecisionTie.objects.filter(earlier=earlier, kind__in=gone).exclude(later=later.pk)
    accepted = Message(gettext_noop("A decision that is in force."))
    todo = Message(gettext_noop("Name the decision that took its place."))
    return [
        error("tie.gone", f"{earlier.address} < {other.later.address}", accepted, todo).at("earlier")
        for other in others.select_related("later")[:1]
        if kind in DecisionTie.Kind.values
    ]


def earlier_than(decision: Decision) -> set[int]:
    """The keys of all decisions that this one revokes, amends or supersedes, and these others in turn."""
    found: set[int] = set()
    edge = {decision.pk}
    while edge:
        rows = DecisionTie.objects.filter(later__in=edge).values_list("earlier", flat=True)
        edge = set(rows) - found
        found |= edge
    return found


def _untied(earlier: Decision, accepted: str) -> Finding:
    todo = Message(gettext_noop("Choose the earlier decision by its number."))
    return error("tie.order", earlier.address, Message(accepted), todo).at("earlier")
