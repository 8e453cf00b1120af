"""The emblem of the European Union as its own geometry (Implementing Regulation (EU) 821/2014, Annex II; Reg. (EU) 2021/1060, Annex IX).

A rectangle of three by two; twelve stars on a circle whose radius is a third of the height, each star upright and within a circle
of an eighteenth of the height; Reflex Blue and Pantone Yellow.
"""

from __future__ import annotations

from math import cos, pi, sin

BLUE, YELLOW = "#003399", "#FFCC00"
STARS = 12
#: A pentagram's inner corners lie this far from its centre, for outer corners at 1.
_INNER = (3 - 5**0.5) / 2


def star(x: float, y: float, radius: float) -> str:
    """The corners of an upright five-pointed star, as SVG points."""
    corners = []
    for corner in range(10):
        reach = radius if corner % 2 == 0 else radius * _INNER
        turn = corner * pi / 5
        corners.append(f"{x + reach * sin(turn):.3f},{y - reach * cos(turn):.3f}")
    return " ".join(corners)


def centres(height: float) -> list[tuple[float, float]]:
    """Where the stars stand: as the hours on a clock."""
    x, y, radius = height * 3 / 4, height / 2, height / 3
    return [
        (x + radius * sin(hour * 2 * pi / STARS), y - radius * cos(hour * 2 * pi / STARS))
        for hour in range(STARS)
    ]


def emblem_svg(height: float = 540.0) -> str:
    """The emblem as SVG, `height` units high and half as much again wide."""
    stars = "".join(f'<polygon points="{star(x, y, height / 18)}"/>' for x, y in centres(height))
    width = height * 3 / 2
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" role="img">'
        f'<rect width="{width:g}" height="{height:g}" fill="{BLUE}"/><g fill="{YELLOW}">{stars}</g></svg>'
    )
