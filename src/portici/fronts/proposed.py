"""A proposal of target areas in words: its rule, what was chosen, nearly chosen and left out, what comes next, what moves it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portici.fronts.templatetags.portici import number, percent
from portici.kernel.actor import Actor
from portici.needs.models import Designation
from portici.needs.queries import designations_in_force
from portici.study import queries
from portici.study.models import Proposal, ProposalArea, Standing
from portici.study.proposals.rule import Covers, RuleKind, Stated, Together, stated_of
from portici.study.proposals.sentences import figure, told
from portici.territory.models import Layer
from portici.territory.queries import borders_of

NEVER = (Standing.EXCLUDED, Standing.LEFT_OUT)
Names = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class AreaLine:
    """An area of a proposal: its row, why it is in or out, the designation that holds, its page."""

    row: ProposalArea
    reasons: Sequence[str]
    designation: Designation | None
    url: str
    target_url: str


@dataclass(frozen=True, slots=True)
class MoveLine:
    """The answer to the rule changed in one thing."""

    change: str
    entered: str
    left: str
    residents: int | None
    note: str


@dataclass(frozen=True, slots=True)
class Reading:
    """A proposal as a page shows it."""

    rule: Sequence[str]
    covers: str
    proof: str
    chosen: Sequence[AreaLine]
    near: Sequence[AreaLine]
    out: Sequence[AreaLine]
    never: Sequence[AreaLine]
    next: Mapping[str, str] | None
    no_next: str
    moves: Sequence[MoveLine]
    with_residents: bool
    has_map: bool


def reading_of(
    actor: Actor,
    proposal: Proposal,
    page_of: Callable[[ProposalArea], str],
    target_of: Callable[[Designation], str],
) -> Reading:
    """The proposal with the actor's eyes; areas that the actor may not see are in no list and have no name, and no
    total is told that would give theirs by subtraction. Six queries."""
    rows = list(queries.areas_of_proposal(actor, proposal))
    is_whole = proposal.areas.count() == len(rows)
    names, groups = queries.names_in(actor, [proposal.pk])
    held = {
        one.area_id: one
        for one in designations_in_force(actor).filter(area__in=[row.area_id for row in rows])
    }
    stated, answer = stated_of(proposal.rule), proposal.answer

    def line(row: ProposalArea) -> AreaLine:
        found = held.get(row.area_id)
        why = [told(one, names, groups) for one in row.reasons]
        return AreaLine(row, why, found, page_of(row), target_of(found) if found else "")

    def lines(*standings: Standing) -> list[AreaLine]:
        return [line(row) for row in rows if row.standing in standings]

    return Reading(
        rule=rule_in_words(proposal),
        covers=_covers(stated, proposal),
        proof=_proof(stated, answer),
        chosen=lines(Standing.CHOSEN),
        near=lines(Standing.NEAR),
        out=lines(Standing.OUT),
        never=lines(*NEVER),
        next=_next(stated, answer, names, is_whole=is_whole),
        no_next=_no_next(stated, answer),
        moves=[_move(one, names, groups, is_whole=is_whole) for one in answer["moves"]],
        with_residents=bool(stated.residents),
        has_map=any(row.area.shape_digest for row in rows),
    )


def rule_in_words(proposal: Proposal) -> list[str]:
    """The rule: what it takes, then each of its limits."""
    stated = stated_of(proposal.rule)
    return [taken_by(proposal), *(_limits(stated) if stated.kind == RuleKind.BEST else ())]


def taken_by(proposal: Proposal) -> str:
    """What the rule takes, without its limits."""
    stated = stated_of(proposal.rule)
    if stated.kind == RuleKind.WORST:
        count = stated.number or 0
        return ngettext("The most distressed area.", "The %(count)s most distressed areas.", count) % {
            "count": number(count)
        }
    if stated.kind == RuleKind.THRESHOLD:
        said = {"value": figure(stated.threshold or 0.0)}
        if proposal.answer["turned"]:
            return _("Every area whose index is at most %(value)s: a lower one means more distress.") % said
        return _("Every area whose index is at least %(value)s.") % said
    return _("The set of areas that covers most, with these limits:")


def _limits(stated: Stated) -> Iterable[str]:
    if stated.most_areas is not None:
        yield ngettext("at most %(count)s area", "at most %(count)s areas", stated.most_areas) % {
            "count": number(stated.most_areas)
        }
    if stated.most_residents is not None:
        yield _("at most %(count)s residents in all") % {"count": number(stated.most_residents)}
    layer = Layer.objects.filter(code=stated.layer).first() if stated.layer else None
    if layer is not None:
        yield _("at least one in each area of the layer “%(layer)s”") % {"layer": layer.name}
    if stated.contiguous == Together.AS_ONE:
        yield _("all of them hang together")
    if stated.contiguous == Together.IN_EACH:
        yield _("those in the same area of that layer hang together")


def _covers(stated: Stated, proposal: Proposal) -> str:
    """What a set covers, in words that say how it is counted."""
    if stated.kind != RuleKind.BEST:
        return ""
    called = {str(one["column"]): f"{one['name']}, {one['period']}" for one in proposal.inputs}
    residents = called.get(stated.residents, stated.residents)
    if stated.coverage == Covers.COUNT:
        return _("What is covered: people in distress (%(count)s).") % {
            "count": called.get(stated.distressed, stated.distressed)
        }
    if stated.coverage == Covers.INDEX:
        return _("What is covered: the residents of each area (%(count)s) times its index.") % {
            "count": residents
        }
    return _(
        "What is covered: the residents of each area (%(count)s), each counting for the share of the areas that are no more distressed:"
        " 1 in the most distressed area, almost 0 in the least."
    ) % {"count": residents}


def _proof(stated: Stated, answer: Mapping[str, Any]) -> str:
    if stated.kind != RuleKind.BEST:
        return ""
    if answer["proved"]:
        return _("It is proved that no set within these limits covers more.")
    gap = (answer["bound"] - answer["value"]) / answer["value"] if answer["value"] else 0.0
    return _(
        "That it is the best is not proved: the search ended after %(seconds)s seconds. No set can cover over %(gap)s %% more than this one."
    ) % {"seconds": number(answer["seconds"][0]), "gap": figure(round(100 * gap, 2))}


def _next(
    stated: Stated, answer: Mapping[str, Any], names: Names, *, is_whole: bool
) -> dict[str, str] | None:
    found = answer["next"]
    if found is None:
        return None
    moved = {"entered": named(found["entered"], names), "left": named(found["left"], names)}
    if not is_whole:
        return moved | {"cost": _("what it costs is not told, since not all areas are public")}
    if stated.kind == RuleKind.WORST:
        cost = _("its index shows less distress by %(cost)s") % {"cost": figure(found["cost"])}
    elif found["proved"]:
        cost = _("it covers %(cost)s less (%(share)s of what the best set covers)") % {
            "cost": figure(found["cost"]),
            "share": percent(found["share"]),
        }
    else:
        cost = _("it covers %(cost)s less; that it is the next best is not proved") % {
            "cost": figure(found["cost"])
        }
    return moved | {"cost": cost}


def _no_next(stated: Stated, answer: Mapping[str, Any]) -> str:
    if answer["next"] is not None:
        return ""
    if stated.kind == RuleKind.THRESHOLD:
        return _("A threshold decides each area by itself: there is no next best set.")
    return _("There is no other set within these limits.")


def _move(one: Mapping[str, Any], names: Names, groups: Names, *, is_whole: bool) -> MoveLine:
    note = "" if one["proved"] else _("best found, not proved")
    if not one["possible"]:
        note = _("no set of areas keeps this rule")
    return MoveLine(
        told(one["change"], names, groups),
        named(one["entered"], names),
        named(one["left"], names),
        one["residents"] if is_whole else None,
        note,
    )


def named(codes: Iterable[str], names: Names) -> str:
    """The names of the areas of these codes; of those that the reader may not see how many there are."""
    listed = list(codes)
    seen = [names[code] for code in listed if code in names]
    hidden = len(listed) - len(seen)
    if hidden:
        seen.append(
            ngettext("%(count)s not public", "%(count)s not public", hidden) % {"count": number(hidden)}
        )
    return ", ".join(seen) or "–"


#: The step of the map's colours that a standing takes; none, hatched, for areas that no rule could choose.
STEPS = {Standing.CHOSEN: 4, Standing.NEAR: 2, Standing.OUT: 0}


def map_of(actor: Actor, proposal: Proposal, page_of: Callable[[ProposalArea], str]) -> dict[str, Any]:
    """The areas that the actor may see as the maps take them (docs/frontend.md): coloured by what the rule says. Two queries."""
    rows = list(queries.areas_of_proposal(actor, proposal))
    borders = borders_of([row.area for row in rows], "simplified")
    features = [
        {
            "type": "Feature",
            "geometry": borders[row.area_id],
            "properties": {
                "name": row.name,
                "url": page_of(row),
                "kind": "area",
                "label": str(row.get_standing_display()),
                "value": STEPS.get(Standing(row.standing)),
                "class": STEPS.get(Standing(row.standing)),
            },
        }
        for row in rows
        if row.area_id in borders
    ]
    return {"type": "FeatureCollection", "features": features}
