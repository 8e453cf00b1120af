"""Both rankings of the same areas: on the line they agree, far from it they differ."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from . import svg

LEFT, TOP, RIGHT, BOTTOM = 52, 8, 12, 48


@dataclass(frozen=True, slots=True)
class Point:
    """An area: its place in ours and in the city's; `name` is written where the two differ most, "" elsewhere."""

    said: str
    name: str
    ours: int
    theirs: int


@dataclass(frozen=True, slots=True)
class ScatterPlan:
    """Places are 1 for the most distressed, which is at the upper right."""

    points: tuple[Point, ...]
    ours: str
    theirs: str

    def draw(self, width: int) -> Any:
        alt = svg.altair()

        side_x, side_y = width - LEFT - RIGHT, min(width - LEFT - RIGHT, 480)
        last = max((max(one.ours, one.theirs) for one in self.points), default=1)
        ends = alt.Scale(domain=[last + 1, 0], nice=False, zero=False)
        axes = {"tickCount": 5 if width < 500 else 8, "format": "d"}
        values = [
            {"said": one.said, "name": one.name, "ours": one.ours, "theirs": one.theirs, "side": _side(one),
             "anchor": _anchor(one, last)}
            for one in self.points
        ]  # fmt: skip
        x = alt.X("ours:Q", scale=ends, axis=alt.Axis(title=self.ours, **axes))
        y = alt.Y("theirs:Q", scale=ends, axis=alt.Axis(title=self.theirs, **axes))
        sides = ["higher", "lower", ""]
        look = {"scale": alt.Scale(domain=sides, range=[svg.BRICK, svg.BLUE, svg.LINE]), "legend": None}
        form = alt.Scale(domain=sides, range=["triangle-right", "triangle-left", "circle"])
        base = alt.Chart(alt.Data(values=values)).encode(x=x, y=y)
        layers = [
            alt.Chart(alt.Data(values=[{"ours": at, "theirs": at} for at in (0, last + 1)]))
            .mark_line(stroke=svg.LINE, strokeDash=[4, 3], aria=False)
            .encode(x=x, y=y),
            base.mark_point(filled=True, size=58, opacity=0.9).encode(
                color=alt.Color("side:N", **look),
                shape=alt.Shape("side:N", scale=form, legend=None),
                description="said:N",
            ),
        ]
        for anchor, away in (("left", 9), ("right", -9)):
            named = base.transform_filter(f"datum.name && datum.anchor === '{anchor}'")
            text = {"align": anchor, "dx": away, "baseline": "middle", "fontSize": svg.SIZE, "aria": False}
            yonder = {"limit": int(side_x * 0.55)}
            layers += [
                named.mark_text(**text, **yonder, stroke=svg.PAPER, strokeWidth=3, color=svg.PAPER).encode(
                    text="name:N"
                ),
                named.mark_text(**text, **yonder, color=svg.INK).encode(text="name:N"),
            ]
        chart = alt.layer(*layers).properties(width=side_x, height=side_y)
        return svg.configured(chart, width, side_y + TOP + BOTTOM, left=LEFT, top=TOP)


def _side(point: Point) -> str:
    if not point.name:
        return ""
    return "higher" if point.ours < point.theirs else "lower"


def _anchor(point: Point, last: int) -> str:
    """A name is written towards the middle of the picture; the places run from right to left."""
    return "right" if point.ours < last / 2 else "left"
