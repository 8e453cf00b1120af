"""Two editions of a study side by side: which areas entered and left, and through which figures or choices."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db.models import QuerySet

from portici.kernel.actor import Actor
from portici.kernel.findings import YES, Verdict, ensure, gettext_noop, no

from . import queries
from .models import AreaResult, Edition


class InputChange(StrEnum):
    """What became of a column from one edition to the other."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class ChangedInput:
    """An indicator that only one of the editions uses, or whose figures differ."""

    name: str
    before: str
    after: str
    change: InputChange


@dataclass(frozen=True, slots=True)
class Move:
    """An area's place in both editions; None where it has none."""

    row: AreaResult
    before: float | None
    after: float | None

    @property
    def rise(self) -> float:
        """By how many places it came nearer to the most distressed; 0 where it lacks one of the two."""
        return 0.0 if self.before is None or self.after is None else self.before - self.after


@dataclass(frozen=True, slots=True)
class Comparison:
    """`moves` are the areas whose place differs, those that moved most first; `entered` and `left` the first `k`."""

    k: int
    moves: Sequence[Move]
    entered: Sequence[AreaResult]
    left: Sequence[AreaResult]
    inputs: Sequence[ChangedInput]
    specification: Sequence[str]


def earlier(actor: Actor, edition: Edition) -> QuerySet[Edition]:
    """The computed editions of the same study with a lower number, the newest first."""
    return queries.computed(actor, edition.study.code).filter(number__lt=edition.number)


def comparable(actor: Actor, edition: Edition) -> list[Edition]:
    """The earlier editions that this one may be compared with (see `may_compare`), the newest first."""
    return [one for one in earlier(actor, edition).select_related("study") if may_compare(one, edition)]


def may_compare(before: Edition, after: Edition) -> Verdict:
    """Two editions of the same areas; an index that is comparable only within one area is compared with that of no other."""
    if before.study.within_id != after.study.within_id or before.study.layer_id != after.study.layer_id:
        return no(gettext_noop("The two editions are of different areas: their places cannot be compared."))
    one, other = (edition.manifest.get("comparable_within", {}) for edition in (before, after))
    if one and other and one["code"] != other["code"]:
        return no(
            gettext_noop(
                "The index is comparable only within one area, and the two editions are of different ones: open each by itself."
            )
        )
    return YES


def compare(actor: Actor, before: Edition, after: Edition, *, k: int) -> Comparison:
    """Both computed, both having passed `visible_to(actor)`; among areas that the actor sees.
    Raises Refused (see `may_compare`)."""
    ensure(may_compare(before, after))
    then = {row.area_id: row for row in queries.results_of(actor, before)}
    now = {row.area_id: row for row in queries.results_of(actor, after)}
    both = [
        Move(now.get(area) or then[area], _rank(then.get(area)), _rank(now.get(area)))
        for area in dict.fromkeys([*now, *then])
    ]
    return Comparison(
        k=k,
        moves=sorted((one for one in both if one.before != one.after), key=lambda one: -abs(one.rise)),
        entered=[one.row for one in both if _among(one.after, k) and not _among(one.before, k)],
        left=[one.row for one in both if _among(one.before, k) and not _among(one.after, k)],
        inputs=changed_inputs(before, after),
        specification=_lines(before.specification, after.specification),
    )


def _rank(row: AreaResult | None) -> float | None:
    return row.rank if row is not None else None


def _among(rank: float | None, k: int) -> bool:
    return rank is not None and rank <= k


def changed_inputs(before: Edition, after: Edition) -> list[ChangedInput]:
    """By indicator: one that is new or gone, and one whose period or figures differ; by period too, of one taken at several."""
    several = _several(before) | _several(after)
    then, now = _by_indicator(before, several), _by_indicator(after, several)
    found = []
    for code in dict.fromkeys([*now, *then]):
        old, new = then.get(code), now.get(code)
        if old is None or new is None:
            change = InputChange.ADDED if old is None else InputChange.REMOVED
        elif old["sha256"] != new["sha256"]:
            change = InputChange.CHANGED
        else:
            continue
        name = str((new or old or {})["name"])
        found.append(ChangedInput(name, _period(old), _period(new), change))
    return found


def _several(edition: Edition) -> set[str]:
    """The indicators that the edition takes at more than one period."""
    counts = Counter(str(one["indicator"]) for one in edition.inputs)
    return {code for code, count in counts.items() if count > 1}


def _by_indicator(edition: Edition, several: Collection[str]) -> dict[tuple[str, str], Mapping[str, Any]]:
    named = ((str(one["indicator"]), one) for one in edition.inputs)
    return {(code, str(one["period"]) if code in several else ""): one for code, one in named}


def _period(facts: Mapping[str, Any] | None) -> str:
    return str(facts["period"]) if facts else ""


def _lines(before: str, after: str) -> list[str]:
    """The lines of the specification that differ, with the heading of their part."""
    listed = difflib.unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=3)
    return [line for line in listed if not line.startswith(("---", "+++", "@@"))]
