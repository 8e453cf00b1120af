"""The intervals of the places, and both rankings beside each other: what they find, and how they are read."""

from __future__ import annotations

from django.utils.translation import gettext as _

from portici.fronts.observed import value_text
from portici.fronts.templatetags.portici import number, percent, place, places
from portici.study.published import Beside, Pair
from portici.study.sureness import Asked, surely_and_perhaps

from .chart import Chart
from .gathered import MOST_ROWS, Gathered, cut
from .intervals import Bar, IntervalsPlan
from .scatter import Point, ScatterPlan

#: Areas drawn in order, and those named where rankings differ most.
MOST_BARS, NAMED = 120, 6


def intervals(found: Gathered, asked: Asked) -> Chart:
    """Where nine draws in ten put each area."""
    shown = [row for row in found.ranked if row.rank_low is not None and row.rank_high is not None]
    bars = [
        Bar(
            name=f"{place(row.rank)} {row.name}",
            said=_("%(area)s: place %(rank)s, nine draws in ten from %(low)s to %(high)s")
            % {
                "area": row.name,
                "rank": place(row.rank),
                "low": place(row.rank_low),
                "high": place(row.rank_high),
            },
            place=row.rank or 0.0,
            low=row.rank_low or 0.0,
            high=row.rank_high or 0.0,
        )
        for row in shown[:MOST_BARS]
    ]
    rows = [
        [
            row.name,
            place(row.rank),
            places(row.rank_low, row.rank_high),
            "–" if row.probability is None else percent(row.probability),
        ]
        for row in shown
    ]
    k = number(asked.k)
    among = _("Among the first %(k)s") % {"k": k}
    plan = IntervalsPlan(
        bars=tuple(bars),
        k=asked.k,
        axis=_("place (1: the most distressed)"),
        limit=_("the first %(k)s") % {"k": k},
    )
    return Chart(
        name="intervalli",
        heading=_("How sure each place is"),
        title=_intervals_title(found, asked),
        description=_(
            "A row for each area, the most distressed at the top: the dot is its place in the index, the bar goes where nine"
            " draws in ten of other reasonable choices put it. The shorter the bar, the surer the place."
        ),
        header=[_("Area"), _("Rank"), _("Place in nine draws of ten"), among],
        rows=rows[:MOST_ROWS],
        plan=lambda: plan,
        numeric=(1, 2, 3),
        note=cut(rows),
    )


def _intervals_title(found: Gathered, asked: Asked) -> str:
    surely, perhaps = surely_and_perhaps(row.probability for row in found.ranked)
    said = {"sure": number(surely), "open": number(perhaps), "k": number(asked.k)}
    return (
        _(
            "Among the first %(k)s in nine draws of ten or more: %(sure)s; areas for which it is the choice that decides: %(open)s"
        )
        % said
    )


def rankings(beside: Beside) -> Chart:
    """Ours and the city's, area by area."""
    far = {pair.row.pk for pair in beside.largest(NAMED)}
    points = [
        Point(
            said=_("%(area)s: place %(ours)s in ours, %(theirs)s in the city's")
            % {"area": pair.row.name, "ours": place(pair.ours), "theirs": place(pair.theirs)},
            name=pair.row.name if pair.row.pk in far else "",
            ours=pair.ours,
            theirs=pair.theirs,
        )
        for pair in beside.pairs
    ]
    plan = ScatterPlan(
        points=tuple(points),
        ours=_("place in ours (1: the most distressed)"),
        theirs=_("place in the city's index"),
    )
    rows = [_pair_row(pair, beside) for pair in beside.pairs]
    return Chart(
        name="confronto",
        heading=_("Ours and the city's"),
        title=rankings_title(beside),
        description=_(
            "A point for each area: to the right the more distressed in ours, upwards the more distressed in “%(index)s”. On the"
            " dashed line both agree; the named ones, drawn as triangles, are those where they differ most."
        )
        % {"index": beside.indicator.name},
        header=[
            _("Area"),
            _("Place in ours"),
            _("Place in the city's"),
            _("Places by which ours puts it higher"),
            _("Value of the city's index"),
        ],
        rows=rows[:MOST_ROWS],
        plan=lambda: plan,
        numeric=(1, 2, 3, 4),
        note=cut(rows),
    )


def _pair_row(pair: Pair, beside: Beside) -> list[str]:
    higher = f"+{place(pair.higher)}" if pair.higher > 0 else place(pair.higher)
    value = value_text(beside.indicator, pair.value)
    return [pair.row.name, place(pair.ours), place(pair.theirs), higher, value]


def rankings_title(beside: Beside) -> str:
    """How far the two rankings agree, and where they differ most."""
    if beside.spearman is None:
        return _("Too few areas, or too much alike, to say whether the two rankings agree")
    agree = _agreement(beside.spearman) % {"rho": number(beside.spearman, 2)}
    apart = beside.largest(1)
    if not apart:
        return agree
    most = _("%(area)s differs most, place %(ours)s in ours and %(theirs)s in the city's") % {
        "area": apart[0].row.name,
        "ours": place(apart[0].ours),
        "theirs": place(apart[0].theirs),
    }
    return f"{agree}; {most}"


def _agreement(rho: float) -> str:
    """By bounds that are ours: there is no rule for what is much."""
    if rho >= 0.9:
        return _("The two rankings agree closely (rank correlation %(rho)s)")
    if rho >= 0.7:
        return _("The two rankings agree largely (rank correlation %(rho)s)")
    if rho >= 0.4:
        return _("The two rankings agree in part (rank correlation %(rho)s)")
    if rho > -0.4:
        return _("The two rankings hardly agree (rank correlation %(rho)s)")
    return _("The two rankings go against each other (rank correlation %(rho)s)")
