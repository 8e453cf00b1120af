"""Why each area is in or out, in sentences that cite their figures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from portici.kernel.findings import Message, gettext_noop

from .areas import Areas
from .moves import Move
from .problem import problem_of
from .rules import BestSet, Limit, MostDistressed, Threshold
from .selection import Selection, order_of_distress

Reasons = Mapping[str, tuple[Message, ...]]


def reasons(selection: Selection, areas: Areas, moved: Iterable[Move] = ()) -> Reasons:
    """For every area the sentences that say why it is in or out: its index and place, then what the rule makes of them.

    `moved`, from `moves`, tells which limit let an area in or kept it out: the one without which its fate is the other.

    >>> from portici.engine.selection import areas_of, choose
    >>> areas = areas_of(["a", "b"], [3.0, 2.0], [10, 10])
    >>> [str(one) for one in reasons(choose(MostDistressed(1), areas), areas)["b"]]
    ['Its index is 2.0: place 2 of 2.', 'Out: the last one taken, a, has 3.0.']
    """
    ranks = areas.ranks.tolist()
    said = {
        key: [Message(_PLACE, {"value": _short(areas.index[at]), "rank": ranks[at], "areas": areas.n})]
        for at, key in enumerate(areas.keys)
    }
    rule = selection.rule
    if isinstance(rule, Threshold):
        _of_threshold(said, rule, areas)
    elif isinstance(rule, MostDistressed):
        _of_number(said, rule, areas)
    else:
        _of_best(said, rule, selection, areas, moved)
    return {key: tuple(sentences) for key, sentences in said.items()}


def _of_threshold(said: dict[str, list[Message]], rule: Threshold, areas: Areas) -> None:
    for key, value in zip(areas.keys, areas.index.tolist(), strict=True):
        params = {"threshold": _short(rule.at_least), "margin": _short(abs(value - rule.at_least))}
        said[key].append(Message(_AT_OR_ABOVE if value >= rule.at_least else _BELOW, params))


def _of_number(said: dict[str, list[Message]], rule: MostDistressed, areas: Areas) -> None:
    order = order_of_distress(areas)
    last, first_out = order[rule.number - 1], order[rule.number] if rule.number < areas.n else None
    for turn, place in enumerate(order):
        other = last if turn >= rule.number else first_out
        if other is None:
            said[areas.keys[place]].append(Message(_ALL_IN))
            continue
        params = {"other": areas.keys[other], "value": _short(areas.index[other])}
        said[areas.keys[place]].append(Message(_OUT_BEHIND if turn >= rule.number else _IN_BEFORE, params))
        if areas.index[place] == areas.index[other] and place != other:
            said[areas.keys[place]].append(Message(_TIE, {"other": areas.keys[other]}))


def _of_best(
    said: dict[str, list[Message]], rule: BestSet, selection: Selection, areas: Areas, moved: Iterable[Move]
) -> None:
    values, chosen = problem_of(areas, rule).values, set(selection.chosen)
    least = min(chosen, key=lambda key: (values[areas.keys.index(key)], key), default="")
    for place, key in enumerate(areas.keys):
        adds = {"adds": _short(values[place]), "total": _short(selection.value), "other": least}
        if key in chosen:
            said[key].append(Message(_ADDS, adds))
        else:
            worth = _short(values[areas.keys.index(least)]) if least else 0
            said[key].append(Message(_WOULD_ADD, {**adds, "worth": worth}))
        group = areas.groups[place] if areas.groups is not None else ""
        if rule.one_per_group and key in chosen and _only_one(areas, chosen, group):
            said[key].append(Message(_ONLY_OF_GROUP, {"group": group}))
    for move in moved:
        if move.dropped is not None and not move.refused:
            for key in move.left:
                said[key].append(Message(_LET_IN[move.dropped], _limits(rule)))
            for key in move.entered:
                said[key].append(Message(_KEPT_OUT[move.dropped], _limits(rule)))


def _only_one(areas: Areas, chosen: set[str], group: str) -> bool:
    pairs = zip(areas.keys, areas.groups or (), strict=True)
    return sum(name == group for key, name in pairs if key in chosen) == 1


def _limits(rule: BestSet) -> dict[str, object]:
    return {"areas": rule.most_areas, "residents": rule.most_residents}


def _short(value: float) -> float:
    """Six significant digits: what a reader compares."""
    return float(f"{value:.6g}")


_PLACE = gettext_noop("Its index is %(value)s: place %(rank)s of %(areas)s.")
_AT_OR_ABOVE = gettext_noop("In: it reaches the threshold of %(threshold)s, by %(margin)s.")
_BELOW = gettext_noop("Out: it is below the threshold of %(threshold)s, by %(margin)s.")
_ALL_IN = gettext_noop("In: the rule takes every area.")
_IN_BEFORE = gettext_noop("In: the first one left out, %(other)s, has %(value)s.")
_OUT_BEHIND = gettext_noop("Out: the last one taken, %(other)s, has %(value)s.")
_TIE = gettext_noop("It has the same index as %(other)s: the one with more residents comes first.")
_ADDS = gettext_noop("In: it adds %(adds)s to the %(total)s that the set covers.")
_WOULD_ADD = gettext_noop("Out: it would add %(adds)s; of those chosen %(other)s adds least, %(worth)s.")
_ONLY_OF_GROUP = gettext_noop("It is the only one chosen of %(group)s, which must have one.")
_LET_IN = {
    Limit.AREAS: gettext_noop(
        "The limit on the number of areas (%(areas)s) let it in: without that limit it is out."
    ),
    Limit.RESIDENTS: gettext_noop(
        "The limit on residents (%(residents)s) let it in: without that limit it is out."
    ),
    Limit.GROUPS: gettext_noop("One area for each group let it in: without that it is out."),
    Limit.CONTIGUITY: gettext_noop("Hanging together let it in: without that it is out."),
}
_KEPT_OUT = {
    Limit.AREAS: gettext_noop(
        "The limit on the number of areas (%(areas)s) kept it out: without that limit it is in."
    ),
    Limit.RESIDENTS: gettext_noop(
        "The limit on residents (%(residents)s) kept it out: without that limit it is in."
    ),
    Limit.GROUPS: gettext_noop("One area for each group kept it out: without that it is in."),
    Limit.CONTIGUITY: gettext_noop("Hanging together kept it out: without that it is in."),
}
