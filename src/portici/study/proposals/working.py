"""A rule worked out over an edition: who is chosen, who nearly, why, what comes next, how the answer moves with the rule."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from portici.kernel.actor import Actor
from portici.kernel.codes.parsed import error
from portici.kernel.exhibit import digest_of
from portici.kernel.findings import Invalid, Message, ensure_valid, gettext_noop
from portici.territory.models import Area, Indicator

from ..models import AreaResult, AreaState, Edition, Standing
from .candidates import TOLERANCE, Pool, pool_of
from .reasons import reasons_of, why_never
from .rule import RuleKind, Stated, as_values, of_kind, on_stated
from .sentences import Kept, kept

if TYPE_CHECKING:
    from portici.engine.selection import Areas, Effort, Move, Selection

#: Seconds that a search takes at most: for the set and for the next best one each; for all changes of the rule together, of which
#: there are rarely more than so many. A person waits for the page.
CHOOSING, MOVING, MOVES = 8.0, 9.0, 9
#: Near misses that are named, and those next in the order of distress that are always among them.
MOST_NEAR, NEXT = 10, 3


@dataclass(frozen=True, slots=True)
class AreaAnswer:
    """What the rule makes of an area of the edition."""

    row: AreaResult
    standing: Standing
    reasons: Sequence[Kept]
    place: int | None = None
    residents: int | None = None
    group: Area | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What came out of the whole, in plain values.

    `value` is what the set covers and `bound` what no set can pass; `proved` whether it reaches it. `next` says who would enter and
    leave and what that costs; `moves` the same for each change of the rule.
    """

    candidates: int
    chosen: int
    residents: int | None
    value: float
    bound: float
    proved: bool
    stopped: str
    turned: bool
    next: Mapping[str, Any] | None
    moves: Sequence[Mapping[str, Any]] = field(default=())
    seconds: Sequence[float] = (CHOOSING, MOVING)
    tolerance: float = TOLERANCE
    portici: str = ""


@dataclass(frozen=True, slots=True)
class Worked:
    """A rule worked out: its values, the areas by row, the whole, what it was worked out from, the digest of all that."""

    stated: Stated
    areas: Sequence[AreaAnswer]
    answer: Mapping[str, Any]
    inputs: Sequence[Mapping[str, object]]
    indicators: Sequence[Indicator]
    digest: str


def work_out(actor: Actor, edition: Edition, stated: Stated) -> Worked:
    """Answer a rule over a computed edition, with the actor's eyes. Nothing is stored.

    Without contiguity it takes seconds for some thousands of areas; each search ends after its seconds and then says how far from
    proved it is. Raises Invalid: what the rule lacks, which areas lack what it asks for, which limits
    clash and what each would have to be.
    """
    stated = of_kind(stated)
    ensure_valid(on_stated(stated))
    pool = pool_of(actor, edition, stated)
    areas, answer = answered(edition, stated, pool)
    facts = [column.facts([row.area for row in pool.rows]) for column in pool.columns]
    indicators = list({column.indicator.pk: column.indicator for column in pool.columns}.values())
    digest = digest_of(
        {
            "edition": edition.results_digest,
            "rule": as_values(stated),
            "inputs": [one["sha256"] for one in facts],
            "chosen": sorted(one.row.code for one in areas if one.standing == Standing.CHOSEN),
        }
    )
    return Worked(stated, areas, asdict(answer), facts, indicators, digest)


def answered(edition: Edition, stated: Stated, pool: Pool) -> tuple[list[AreaAnswer], Answer]:
    """What the rule makes of each area of the pool, and of the whole. Raises Invalid."""
    from portici.engine.selection import choose, moves

    try:
        selection = choose(pool.rule, pool.areas, effort=_effort(CHOOSING))
    except Invalid as fault:
        raise Invalid([one.at(FIELDS.get(one.field, one.field)) for one in fault.findings]) from fault
    if not selection.chosen:
        raise Invalid([_nobody_reaches(stated, pool)])
    moved = moves(selection, pool.areas, effort=_effort(MOVING / MOVES))
    answer = _answer(stated, pool, selection, moved)
    return _areas(edition, stated, pool, selection, moved, answer), answer


#: Where the engine's findings belong on the paper.
FIELDS = {"at_least": "threshold", "one_per_group": "layer", "groups": "layer", "index": "coverage"}


def _effort(seconds: float) -> Effort:
    from portici.engine.selection import Effort

    return Effort(seconds=seconds)


def _nobody_reaches(stated: Stated, pool: Pool) -> Any:
    worst = min(pool.candidates, key=lambda row: (row.index or 0.0) if pool.turned else -(row.index or 0.0))
    accepted = Message(
        gettext_noop(
            "A threshold that at least one area reaches: the most distressed, %(area)s, has %(index)s."
        ),
        {"area": worst.name, "index": f"{worst.index:.6g}"},
    )
    todo = Message(gettext_noop("Move the threshold until it takes an area."))
    return error("proposal.nobody_reaches", f"{stated.threshold:g}", accepted, todo).at("threshold")


def _answer(stated: Stated, pool: Pool, selection: Selection, moved: Iterable[Move]) -> Answer:
    return Answer(
        candidates=len(pool.candidates),
        chosen=len(selection.chosen),
        residents=selection.residents if pool.residents is not None else None,
        value=selection.value,
        bound=selection.bound,
        proved=selection.proved,
        stopped=selection.stopped,
        turned=pool.turned,
        next=_next(stated, pool, selection),
        moves=[_plain(move, pool) for move in moved],
        portici=version("portici"),
    )


def _next(stated: Stated, pool: Pool, selection: Selection) -> dict[str, Any] | None:
    """The next best set: of the most distressed, the last one taken for the first one left out. A threshold has none."""
    was = set(selection.chosen)
    if stated.kind == RuleKind.WORST and len(was) < pool.areas.n:
        order = in_order(pool.areas)
        last, first = order[len(was) - 1], order[len(was)]
        cost = float(pool.areas.index[last] - pool.areas.index[first])
        keys = pool.areas.keys
        return {"entered": [keys[first]], "left": [keys[last]], "cost": cost, "share": None, "proved": True}
    found = selection.next_best
    if found is None:
        return None
    entered, left = sorted(set(found.chosen) - was), sorted(was - set(found.chosen))
    share = found.cost / selection.value if selection.value else 0.0
    return {"entered": entered, "left": left, "cost": found.cost, "share": share, "proved": found.proved}


def in_order(areas: Areas) -> list[int]:
    """Positions from the most distressed on, as the engine orders them: of equal ones those with more residents, then by key."""
    return sorted(range(areas.n), key=lambda at: (-areas.index[at], -areas.residents[at], areas.keys[at]))


def _plain(move: Move, pool: Pool) -> dict[str, Any]:
    return {
        "change": kept(move.change, turned=pool.turned),
        "entered": list(move.entered),
        "left": list(move.left),
        "residents": move.residents if pool.residents is not None else None,
        "possible": not move.refused,
        "proved": move.proved,
    }


def _areas(
    edition: Edition, stated: Stated, pool: Pool, selection: Selection, moved: Sequence[Move], answer: Answer
) -> list[AreaAnswer]:
    """Every area of the edition, in the edition's order."""
    chosen, near = set(selection.chosen), near_misses(stated, pool, selection, answer)
    why = reasons_of(edition, stated, pool, selection, moved)
    at = {row.code: place for place, row in enumerate(pool.candidates)}
    places = dict(zip(pool.areas.keys, _places(pool), strict=True))
    answers = []
    for row in pool.rows:
        if row.code not in at:
            out = Standing.EXCLUDED if row.state == AreaState.EXCLUDED else Standing.LEFT_OUT
            answers.append(AreaAnswer(row, out, [why_never(out)]))
            continue
        standing = (
            Standing.CHOSEN if row.code in chosen else Standing.NEAR if row.code in near else Standing.OUT
        )
        place = at[row.code]
        residents = pool.residents[place] if pool.residents is not None else None
        group = pool.groups[place] if pool.groups is not None else None
        answers.append(AreaAnswer(row, standing, why[row.code], places[row.code], residents, group))
    return answers


def _places(pool: Pool) -> list[int]:
    return [int(rank) for rank in pool.areas.ranks.tolist()]


def near_misses(stated: Stated, pool: Pool, selection: Selection, answer: Answer) -> set[str]:
    """Areas that are not chosen and would be in the next best set or under a rule moved a little; the first ones left out, where
    the rule follows the order of distress. Of many, the most distressed."""
    chosen = set(selection.chosen)
    keys, order = pool.areas.keys, in_order(pool.areas)
    found = {key for move in answer.moves for key in move["entered"]} | set(
        (answer.next or {}).get("entered", ())
    )
    left_out = [keys[at] for at in order if keys[at] not in chosen]
    if stated.kind != RuleKind.BEST:
        found |= set(left_out[:NEXT])
    return set([key for key in left_out if key in found][:MOST_NEAR])
