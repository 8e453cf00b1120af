"""Why each area is in or out, in sentences that cite their figures: the engine's, said on the edition's own scale."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from portici.kernel.findings import Message, gettext_noop

from .. import sureness
from ..models import AreaResult, Edition, Standing
from .candidates import Pool, group_names
from .rule import RuleKind, Stated
from .sentences import Kept, kept

if TYPE_CHECKING:
    from portici.engine.selection import Move, Selection


def reasons_of(
    edition: Edition, stated: Stated, pool: Pool, selection: Selection, moved: Sequence[Move]
) -> dict[str, list[Kept]]:
    """Sentences for each candidate by its code: index and place, what the rule makes of them, how sure the place is."""
    from portici.engine.selection import reasons

    # The engine's first sentence gives index and place: of the best set it has another index than the edition.
    said = {code: sentences[1:] for code, sentences in reasons(selection, pool.areas, moved).items()}
    ranks = dict(zip(pool.areas.keys, pool.areas.ranks.tolist(), strict=True))
    groups = _groups(pool)
    return {
        row.code: [
            _place(row, int(ranks[row.code]), pool),
            *_by_rule(stated, row, said[row.code], groups, pool),
            *_how_sure(edition, row),
        ]
        for row in pool.candidates
    }


def why_never(standing: Standing) -> Kept:
    """Why an area cannot be chosen, whatever the rule."""
    return kept(Message(_EXCLUDED if standing == Standing.EXCLUDED else _LEFT_OUT))


def _place(row: AreaResult, rank: int, pool: Pool) -> Kept:
    params = {"index": row.index, "rank": rank, "areas": len(pool.candidates)}
    return kept(Message(_PLACE_TURNED if pool.turned else _PLACE, params))


def _by_rule(
    stated: Stated, row: AreaResult, said: Sequence[Message], groups: Mapping[str, str], pool: Pool
) -> Iterator[Kept]:
    if stated.kind == RuleKind.THRESHOLD and pool.turned:
        threshold, index = stated.threshold or 0.0, row.index or 0.0
        params = {"threshold": threshold, "margin": abs(index - threshold)}
        yield kept(Message(_AT_OR_BELOW if index <= threshold else _ABOVE, params))
        return
    for sentence in said:
        # Without residents equal areas follow the order of their codes: the engine speaks of residents there.
        tie = stated.kind == RuleKind.WORST and pool.residents is None and set(sentence.params) == {"other"}
        yield kept(Message(_TIE, sentence.params) if tie else sentence, groups, turned=pool.turned)


def _how_sure(edition: Edition, row: AreaResult) -> Iterator[Kept]:
    asked = sureness.asked_of(edition.uncertainty)
    if asked is None or row.probability is None:
        return
    among = round(row.probability * asked.draws)
    yield kept(Message(_SURE, {"draws": asked.draws, "among": among, "k": asked.k}))


def _groups(pool: Pool) -> dict[str, str]:
    """The code of each group by the name that the engine knows it by."""
    if pool.groups is None:
        return {}
    return dict(zip(group_names(pool.groups), [area.code for area in pool.groups], strict=True))


_PLACE = gettext_noop(
    "Its index is %(index)s: number %(rank)s of the %(areas)s areas compared, number 1 being the most distressed."
)
_PLACE_TURNED = gettext_noop(
    "Its index is %(index)s, and a lower one means more distress: number %(rank)s of the %(areas)s areas compared, number 1 being the"
    " most distressed."
)
_AT_OR_BELOW = gettext_noop(
    "In: it does not pass the threshold of %(threshold)s; it stands %(margin)s below."
)
_ABOVE = gettext_noop("Out: it stands above the threshold of %(threshold)s, by %(margin)s.")
_TIE = gettext_noop("It has the same index as %(other)s: the order of the codes decides.")
_SURE = gettext_noop(
    "Of %(draws)s other reasonable choices of method and weights, %(among)s put it among the %(k)s most distressed."
)
_EXCLUDED = gettext_noop("It is never a candidate: the source of the figures excludes it from the study.")
_LEFT_OUT = gettext_noop("It is never a candidate: it has no score in the study, since figures are missing.")
