"""Both rankings of the same areas: on the line they agree, far from it they differ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from . import svg

#: Left, top, right, bottom.
Box: TypeAlias = tuple[float, float, float, float]
LEFT, TOP, RIGHT, BOTTOM = 52, 8, 12, 48


@dataclass(frozen=True, slots=True)
class Point:
    """An area: its place in ours and in the city's; `name` is written where the two differ most, "" elsewhere."""

    said: str
    name: str
    ours: float
    theirs: float


@dataclass(frozen=True, slots=True)
class ScatterPlan:
    """Places are 1 for the most distressed, which is at the upper right."""

    points: tuple[Point, ...]
    ours: str
    theirs: str

    def draw(self, width: int) -> Any:
        alt = svg.altair()
        wide, high = width - LEFT - RIGHT, 480 if width > 500 else 360
        last = max((max(one.ours, one.theirs) for one in self.points), default=1)
        ends = alt.Scale(domain=[last + 1, 0], nice=False, zero=False)
        ticks = {"values": svg.ticks(int(last), 5 if width < 500 else 8), "format": "d"}
        x = alt.X("ours:Q", scale=ends, axis=alt.Axis(title=self.ours, **ticks))
        y = alt.Y("theirs:Q", scale=ends, axis=alt.Axis(title=self.theirs, **ticks))
        sides = ["higher", "lower", ""]
        colour = alt.Scale(domain=sides, range=[svg.BRICK, svg.BLUE, svg.LINE])
        form = alt.Scale(domain=sides, range=["triangle-right", "triangle-left", "circle"])
        values = [
            {"said": one.said, "ours": one.ours, "theirs": one.theirs, "side": _side(one)}
            for one in self.points
        ]
        names = labels(self.points, last, wide, high)
        named = alt.Chart().encode(
            x=alt.X("x:Q", scale=alt.Scale(domain=[0, wide], nice=False), axis=None),
            y=alt.Y("y:Q", scale=alt.Scale(domain=[high, 0], nice=False), axis=None),
            text="name:N",
        )
        text = {
            "baseline": "middle",
            "fontSize": svg.SIZE,
            "aria": False,
            "limit": wide * 0.6,
        }
        agreeing = alt.Chart(alt.Data(values=[{"ours": at, "theirs": at} for at in (0, last + 1)]))
        drawn = alt.layer(
            agreeing.mark_line(stroke=svg.LINE, strokeDash=[4, 3], aria=False).encode(x=x, y=y),
            alt.Chart(alt.Data(values=values))
            .mark_point(filled=True, size=58, opacity=0.9)
            .encode(
                x=x,
                y=y,
                color=alt.Color("side:N", scale=colour, legend=None),
                shape=alt.Shape("side:N", scale=form, legend=None),
                description="said:N",
            ),
        )
        rim = {"stroke": svg.PAPER, "strokeWidth": 3, "color": svg.PAPER}
        over = alt.layer(
            *(
                named.properties(
                    data=alt.Data(values=[one for one in names if one["align"] == align])
                ).mark_text(align=align, **text, **look)
                for align in ("left", "right", "center")
                for look in (rim, {"color": svg.INK})
            )
        )
        # Names are placed in pixels, points by place: two scales over one another.
        chart = alt.layer(drawn, over).resolve_scale(x="independent", y="independent")
        chart = chart.properties(width=wide, height=high)
        return svg.configured(chart, width, high + TOP + BOTTOM, left=LEFT, top=TOP)


def labels(points: Sequence[Point], last: float, wide: float, high: float) -> list[dict[str, Any]]:
    """Where the names go, in pixels: beside their point, above or below, wherever they cover no point and no other name."""
    spots = [((last + 1 - one.ours) / (last + 1) * wide, one.theirs / (last + 1) * high) for one in points]
    taken = [(x - 5, y - 5, x + 5, y + 5) for x, y in spots]
    found = []
    for point, (x, y) in zip(points, spots, strict=True):
        if not point.name:
            continue
        long = min(len(point.name) * svg.LETTER, wide * 0.6)
        offers = [
            (align, at, y + down, at - long * share, at + long * (1 - share))
            for down in (0, -15, 15, -30, 30, -45, 45)
            for align, at, share in (("right", x - 9, 1.0), ("left", x + 9, 0.0), ("center", x, 0.5))
            if down or align != "center"
        ]
        inside = [
            one for one in offers if one[3] >= 0 and one[4] <= wide and 7 <= one[2] <= high - 7
        ] or offers
        boxes = [(left, top - 7, right, top + 7) for _align, _at, top, left, right in inside]
        covered = [sum(_meet(box, other) for other in taken) for box in boxes]
        best = covered.index(min(covered))
        taken.append(boxes[best])
        align, at, top, _left, _right = inside[best]
        found.append({"name": point.name, "align": align, "x": at, "y": top})
    return found


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _side(point: Point) -> str:
    if not point.name:
        return ""
    return "higher" if point.ours < point.theirs else "lower"
