"""Choropleth maps: classes by colour, dots where the class is not sure, hatching where there is none; one map, or one for each domain."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from . import shapes, svg

#: Kinds of legend entries beside the classes, which go by their number.
OUT, UNSURE, WORDS = "out", "unsure", "words"
GAP, LINE_HEIGHT, SWATCH, HEAD = 16.0, 16.0, (18.0, 12.0), 20.0


@dataclass(frozen=True, slots=True)
class Mapped:
    """An area in one map: `said` is its whole name for who hears or points; `level` None is hatched; `mark` is written on it."""

    key: str
    said: str
    level: int | None
    is_unsure: bool = False
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Panel:
    """One map of several; a single one has no title."""

    title: str
    areas: tuple[Mapped, ...]


@dataclass(frozen=True, slots=True)
class MapPlan:
    """Maps of the same areas, and the legend that they share: (kind or class, text)."""

    panels: tuple[Panel, ...]
    legend: tuple[tuple[str, str], ...]
    #: The colour of each class, and the class of what is dotted in the legend.
    colours: tuple[str, ...] = svg.RAMP
    dotted: int = 1
    #: GeoJSON borders by key.
    borders: Mapping[str, Any] = field(default_factory=dict)

    def draw(self, width: int) -> Any:
        columns = 1 if len(self.panels) == 1 else 2 if width < 500 or len(self.panels) in {2, 4} else 3
        each = (width - GAP * (columns - 1)) / columns
        sheet = _Sheet(shapes.placed(self.borders, each - 2), self.colours, self.dotted)
        head = HEAD if any(panel.title for panel in self.panels) else 2.0
        step = sheet.placed.height + head + (GAP if len(self.panels) > 1 else 4)
        for place, panel in enumerate(self.panels):
            row, column = divmod(place, columns)
            sheet.panel(panel, column * (each + GAP) + 1, row * step + head, each)
        rows = -(-len(self.panels) // columns)
        bottom = sheet.legend(self.legend, rows * step + 6, width)
        return sheet.chart(width, bottom + 4)


class _Sheet:
    """What is drawn, gathered: filled shapes, lines, dots and words, all in pixels of one sheet."""

    def __init__(self, placed: shapes.Placed, colours: Sequence[str], dotted: int) -> None:
        self.placed, self.colours, self.dotted = placed, colours, dotted
        self.filled: list[dict[str, Any]] = []
        self.lines: list[dict[str, Any]] = []
        self.dots: list[dict[str, Any]] = []
        self.words: list[dict[str, Any]] = []

    def panel(self, panel: Panel, right: float, down: float, width: float) -> None:
        if panel.title:
            limit = int(width / svg.LETTER)
            self.word(right, down - 6, textwrap.shorten(panel.title, limit, placeholder="…"), "left")
        for area in panel.areas:
            shape = self.placed.shapes.get(area.key)
            if shape is None:
                continue
            self.shape(shape, area.level, area.said, right, down)
            if area.level is None:
                self.add(self.lines, shapes.hatched(shape), right, down)
            elif area.is_unsure:
                self.add(self.dots, shapes.dotted(shape, 7.0 if width > 400 else 5.0), right, down)
            if area.mark:
                point = shape.representative_point()
                self.word(right + point.x, down + point.y + 4, area.mark, "center", on_map=True)

    def shape(self, shape: Any, level: int | None, said: str, right: float, down: float) -> None:
        fill = svg.PAPER if level is None else self.colours[level]
        self.filled.append({**_feature(shape, right, down), "fill": fill, "said": said})

    def add(self, features: list[dict[str, Any]], shape: Any, right: float, down: float) -> None:
        if not shape.is_empty:
            features.append(_feature(shape, right, down))

    def word(self, x: float, y: float, text: str, align: str, *, on_map: bool = False) -> None:
        self.words.append({"x": x, "y": y, "text": text, "align": align, "on_map": on_map})

    def legend(self, entries: Sequence[tuple[str, str]], top: float, width: float) -> float:
        """The entries one below the other; gives where the last one ends."""
        from shapely import box

        for kind, text in entries:
            indent = 0.0 if kind == WORDS else SWATCH[0] + 8
            lines = textwrap.wrap(text, max(int((width - indent) / svg.LETTER), 12))
            if kind != WORDS:
                swatch = box(1, top + 1, 1 + SWATCH[0], top + 1 + SWATCH[1])
                level = int(kind) if kind.isdecimal() else None if kind == OUT else self.dotted
                self.shape(swatch, level, text, 0, 0)
                if kind == OUT:
                    self.add(self.lines, shapes.hatched(swatch), 0, 0)
                if kind == UNSURE:
                    self.add(self.dots, shapes.dotted(swatch, 5.0), 0, 0)
            for number, line in enumerate(lines):
                self.word(indent, top + 11 + number * LINE_HEIGHT, line, "left")
            top += max(len(lines), 1) * LINE_HEIGHT + 3
        return top

    def chart(self, width: float, height: float) -> Any:
        alt = svg.altair()

        layers = list(self.layers(alt, width, height))
        return svg.configured(alt.layer(*layers).properties(width=width, height=height), width, height)

    def layers(self, alt: Any, width: float, height: float) -> Iterator[Any]:
        flat = {"type": "identity", "scale": 1, "translate": [0, 0], "pointRadius": 0.9}
        yield (
            alt.Chart(alt.Data(values=self.filled))
            .mark_geoshape(stroke=svg.LINE, strokeWidth=0.7)
            .encode(fill=alt.Fill("fill:N", scale=None, legend=None), description="said:N")
            .project(**flat)
        )
        for features, look in (
            (self.lines, {"stroke": svg.LINE, "strokeWidth": 0.8, "filled": False}),
            (self.dots, {"fill": svg.INK, "stroke": svg.PAPER, "strokeWidth": 0.3}),
        ):
            if features:
                yield alt.Chart(alt.Data(values=features)).mark_geoshape(aria=False, **look).project(**flat)
        x = alt.X("x:Q", scale=alt.Scale(domain=[0, width], nice=False, zero=False), axis=None)
        y = alt.Y("y:Q", scale=alt.Scale(domain=[height, 0], nice=False, zero=False), axis=None)
        for align, on_map in (("left", False), ("center", True)):
            said = [one for one in self.words if one["align"] == align and one["on_map"] is on_map]
            base = alt.Chart(alt.Data(values=said)).encode(x=x, y=y, text="text:N")
            look = {"align": align, "baseline": "alphabetic", "fontSize": svg.SIZE, "aria": False}
            if on_map:
                # A rim of paper, so that the number is read on every class.
                yield base.mark_text(
                    **look, fontWeight="bold", stroke=svg.PAPER, strokeWidth=3.5, color=svg.PAPER
                )
            weight = "bold" if on_map else "normal"
            yield base.mark_text(**look, fontWeight=weight, color=svg.INK)


def _feature(shape: Any, right: float, down: float) -> dict[str, Any]:
    return {"type": "Feature", "geometry": shapes.geojson(shape, right, down)}
