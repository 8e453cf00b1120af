"""Where each area comes out over the draws: a bar for nine places in ten, a dot for the edition's own place, in order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from . import svg

#: Pixels of a row; below and above the rows.
ROW, TOP, BOTTOM = 15, 44, 8


@dataclass(frozen=True, slots=True)
class Bar:
    """An area: its place, and the ends of the interval."""

    name: str
    said: str
    place: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class IntervalsPlan:
    """The areas from the most distressed on; `k` is how many count as the most distressed, told by `limit`; `axis` names the places."""

    bars: tuple[Bar, ...]
    k: int
    axis: str
    limit: str

    def draw(self, width: int) -> Any:
        alt = svg.altair()

        left = 230 if width > 500 else 118
        wide, high = width - left - 14, ROW * len(self.bars)
        values = [
            {
                "at": at,
                "said": one.said,
                "name": one.name,
                "place": one.place,
                "low": one.low,
                "high": one.high,
            }
            for at, one in enumerate(self.bars)
        ]
        most = max(len(self.bars), *(one.high for one in self.bars))
        place = alt.Scale(domain=[1, most], nice=False, zero=False, padding=6)
        row = alt.Y("at:Q", scale=alt.Scale(domain=[len(self.bars) - 0.5, -0.5], nice=False), axis=None)
        axis = alt.Axis(
            title=self.axis, orient="top", values=svg.ticks(int(most), 6 if width < 500 else 8), format="d"
        )
        base = alt.Chart(alt.Data(values=values)).encode(y=row)
        x = alt.X("place:Q", scale=place, axis=axis)
        limit = alt.Chart(alt.Data(values=[{"x": self.k + 0.5, "text": self.limit}]))
        chart = alt.layer(
            base.mark_rule(strokeWidth=6, stroke=svg.RAMP[1], aria=False).encode(
                x=alt.X("low:Q", scale=place, axis=axis), x2="high:Q"
            ),
            limit.mark_rule(stroke=svg.MUTED, strokeDash=[4, 3], aria=False).encode(
                x=alt.X("x:Q", scale=place)
            ),
            base.mark_circle(size=42, color=svg.RAMP[4], opacity=1).encode(x=x, description="said:N"),
            base.mark_text(
                align="right",
                baseline="middle",
                fontSize=svg.SIZE,
                limit=left - 10,
                color=svg.INK,
                aria=False,
            ).encode(x=alt.value(-8), text="name:N"),
            limit.mark_text(
                align="left", dx=4, fontSize=svg.SIZE, color=svg.MUTED, aria=False, baseline="bottom"
            ).encode(x=alt.X("x:Q", scale=place), y=alt.value(high - 2), text="text:N"),
        ).properties(width=wide, height=high)
        return svg.configured(chart, width, high + TOP + BOTTOM, left=left, top=TOP)
