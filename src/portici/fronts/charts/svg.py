"""A chart written as SVG: without style, script or anything from elsewhere, and with a title and a description of its own.

Chosen over drawing SVG by hand for axes, scales and text that are right; vl-convert runs Vega within the process, without a
browser, and asks no network: data lie in the chart, and no address is allowed.
"""

from __future__ import annotations

from typing import Any
from xml.etree import ElementTree

SPACE = "http://www.w3.org/2000/svg"
#: Of the machine that shows it: a picture fetches no font.
FONT = "Arial, Helvetica, sans-serif"
INK, MUTED, LINE, PAPER = "#1a2733", "#455b71", "#7d8b98", "#ffffff"
#: The ramp of the site's maps: told apart by lightness alone, from little distress to much.
RAMP = ("#fdeedd", "#f3c597", "#dd8d58", "#b4502c", "#6e2114")
#: Two colours that no kind of colour vision confuses; where they are used a shape says the same.
BRICK, BLUE = "#b4502c", "#0052a3"
SIZE = 12
#: Pixels that a letter takes on average; a little more than in the fonts above, since others may stand in.
LETTER = 6.4


def altair() -> Any:
    """The library, loaded when the first picture is drawn.

    It looks at numpy wherever that is being loaded, also half loaded by another thread: asked for first, it is waited for.
    """
    import altair as loaded
    import numpy  # noqa: F401 - waited for, not used

    return loaded


def ticks(last: int, count: int) -> list[int]:
    """Places that an axis names: the first, and round ones up to the last.

    >>> ticks(79, 8), ticks(4, 8)
    ([1, 10, 20, 30, 40, 50, 60, 70], [1, 2, 3, 4])
    """
    step = next(
        one * 10**power for power in range(12) for one in (1, 2, 5, 10) if last <= one * 10**power * count
    )
    return [1, *range(step if step > 1 else 2, last + 1, step)]


def configured(chart: Any, width: float, height: float, left: float = 0.0, top: float = 0.0) -> Any:
    """The chart on a sheet of exactly this size; its own drawing begins `left` and `top` pixels from the corner."""
    return (
        chart.properties(
            padding={"left": left, "top": top, "right": width - left - chart.width, "bottom": height - top - chart.height},
            autosize={"type": "none"},
        )
        .configure(font=FONT, background=PAPER)
        .configure_view(stroke=None)
        .configure_axis(
            labelColor=INK, titleColor=INK, labelFontSize=SIZE, titleFontSize=SIZE, titleFontWeight="normal",
            gridColor="#d9dfe5", domainColor=LINE, tickColor=LINE,
        )
    )  # fmt: skip


def written(chart: Any, *, title: str, description: str) -> str:
    """The chart as SVG text. Raises ValueError for one that cannot be drawn."""
    import vl_convert

    text = vl_convert.vegalite_to_svg(chart.to_dict(), allowed_base_urls=[])
    return named(text, title, description)


def named(text: str, title: str, description: str) -> str:
    """The SVG as one picture with its title and description; each mark's name also as what a pointer shows."""
    from defusedxml.ElementTree import fromstring

    ElementTree.register_namespace("", SPACE)
    root = fromstring(text)
    for mark in root.iter():
        if mark.get("role") == "graphics-symbol" and mark.get("aria-roledescription") == "geoshape":
            ElementTree.SubElement(mark, f"{{{SPACE}}}title").text = mark.get("aria-label", "")
    for key, value in (("role", "img"), ("aria-labelledby", "chart-title chart-description")):
        root.set(key, value)
    for place, (name, said) in enumerate((("title", title), ("desc", description))):
        part = ElementTree.Element(
            f"{{{SPACE}}}{name}", {"id": f"chart-{'title' if name == 'title' else 'description'}"}
        )
        part.text = said
        root.insert(place, part)
    return ElementTree.tostring(root, encoding="unicode")
