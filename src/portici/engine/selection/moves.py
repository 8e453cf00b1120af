"""How the answer moves with the rule: who enters and who leaves when one assumption changes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from portici.kernel.findings import Finding, Invalid, Message, gettext_noop

from .areas import Areas
from .rules import USUAL, BestSet, Contiguous, Coverage, Effort, Limit, MostDistressed, Rule, Threshold
from .selection import Selection, choose


@dataclass(frozen=True)
class Move:
    """One change of the rule: the keys that `entered` and `left`, what is covered and who lives there then; or why there is no answer."""

    change: Message
    rule: Rule
    entered: tuple[str, ...]
    left: tuple[str, ...]
    value: float
    residents: int
    proved: bool
    refused: tuple[Finding, ...] = ()
    dropped: Limit | None = None


def moves(selection: Selection, areas: Areas, *, effort: Effort = USUAL) -> tuple[Move, ...]:
    """The answer to the rule changed in one thing at a time.

    A threshold 5 % higher and lower; one area more and less; a tenth more and fewer residents; without each limit; the other
    coverage where it is known. Each is solved anew, so the cost is that many times the selection's.

    >>> from portici.engine.selection import areas_of
    >>> areas = areas_of(["a", "b", "c"], [3.0, 2.0, 1.0], [10, 10, 10])
    >>> for move in moves(choose(MostDistressed(2), areas), areas):
    ...     print(move.change, move.entered, move.left)
    Number of areas: 1. () ('b',)
    Number of areas: 3. ('c',) ()
    """
    return tuple(
        _moved(selection, change, rule, dropped, areas, effort)
        for change, rule, dropped in _changes(selection.rule, areas)
    )


def _moved(
    selection: Selection, change: Message, rule: Rule, dropped: Limit | None, areas: Areas, effort: Effort
) -> Move:
    was = set(selection.chosen)
    try:
        found = choose(rule, areas, effort=effort, runner_up=False)
    except Invalid as refusal:
        return Move(change, rule, (), (), 0.0, 0, proved=True, refused=refusal.findings, dropped=dropped)
    is_now = set(found.chosen)
    entered, left = tuple(sorted(is_now - was)), tuple(sorted(was - is_now))
    return Move(
        change, rule, entered, left, found.value, found.residents, proved=found.proved, dropped=dropped
    )


def _changes(rule: Rule, areas: Areas) -> Iterator[tuple[Message, Rule, Limit | None]]:
    if isinstance(rule, Threshold):
        for value in (rule.at_least * 0.95, rule.at_least * 1.05):
            yield Message(_AT_LEAST, {"value": round(value, 6)}), Threshold(value), None
    elif isinstance(rule, MostDistressed):
        for number in (rule.number - 1, rule.number + 1):
            if 1 <= number <= areas.n:
                yield Message(_WITH_AREAS, {"areas": number}), MostDistressed(number), None
    else:
        yield from _of_best(rule, areas)


def _of_best(rule: BestSet, areas: Areas) -> Iterator[tuple[Message, Rule, Limit | None]]:
    for template, field, values in _numbers(rule):
        for value in values:
            if value:
                yield Message(template, {field: value}), _limited(rule, field, value), None
    for limit in rule.limits:
        if len(rule.limits) > 1 or limit not in {Limit.AREAS, Limit.RESIDENTS}:
            yield Message(WITHOUT[limit]), rule.without(limit), limit
    if rule.contiguous is Contiguous.NO and areas.near is not None:
        yield Message(_AS_ONE), replace(rule, contiguous=Contiguous.AS_ONE), None
    if rule.coverage is Coverage.DISTRESSED_RESIDENTS and (areas.index >= 0).all():
        yield Message(_BY_INDEX), replace(rule, coverage=Coverage.RESIDENTS_TIMES_INDEX), None
    if rule.coverage is Coverage.RESIDENTS_TIMES_INDEX and areas.distressed is not None:
        yield Message(_BY_DISTRESSED), replace(rule, coverage=Coverage.DISTRESSED_RESIDENTS), None


def _limited(rule: BestSet, field: str, value: int) -> BestSet:
    return replace(rule, most_areas=value) if field == "areas" else replace(rule, most_residents=value)


def _numbers(rule: BestSet) -> Iterator[tuple[str, str, tuple[int, int]]]:
    """Each limit that is a number, a little lower and a little higher."""
    if rule.most_areas is not None:
        yield _WITH_AREAS, "areas", (rule.most_areas - 1, rule.most_areas + 1)
    if rule.most_residents is not None:
        yield _WITH_RESIDENTS, "residents", (rule.most_residents * 9 // 10, rule.most_residents * 11 // 10)


_AT_LEAST = gettext_noop("Threshold: %(value)s.")
_WITH_AREAS = gettext_noop("Number of areas: %(areas)s.")
_WITH_RESIDENTS = gettext_noop("Limit of residents: %(residents)s.")
_AS_ONE = gettext_noop("With areas that hang together.")
_BY_DISTRESSED = gettext_noop("Covering residents in distress as counted.")
_BY_INDEX = gettext_noop("Covering residents times index.")
WITHOUT = {
    Limit.AREAS: gettext_noop("Without a limit of areas."),
    Limit.RESIDENTS: gettext_noop("Without a limit of residents."),
    Limit.GROUPS: gettext_noop("Without one area for each group."),
    Limit.CONTIGUITY: gettext_noop("Without asking that the areas hang together."),
}
