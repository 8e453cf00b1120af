"""How a paper with few indicators is made of a register with many: what it shows, and what is added to it by name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from portici.territory.models import Indicator

#: The box in which an indicator, or a whole theme, is named; and what the button beside it sends.
ADD, PRESSED = "add", "pick-add"
#: Names that a box suggests when it found several.
NEAR = 6


def theme_option(theme: str) -> str:
    """How a theme is named in the box: all its indicators at once."""
    return _("Theme: %(theme)s") % {"theme": theme}


def options(indicators: Sequence[Indicator]) -> list[tuple[str, str]]:
    """What the box suggests: themes of several indicators, then each indicator, with what is said beside it."""
    themes = [one.theme for one in indicators if one.theme]
    several = [name for name in dict.fromkeys(themes) if themes.count(name) > 1]
    listed = [(theme_option(name), str(themes.count(name))) for name in several]
    return listed + [(one.name, " · ".join(filter(None, (one.theme, one.unit)))) for one in indicators]


def named(text: str, indicators: Sequence[Indicator]) -> list[Indicator]:
    """The indicators that the text means: a theme's, that of the name or code, or the only one with the text in its name."""
    wanted = text.strip().casefold()
    if not wanted:
        return []
    of_theme = [one for one in indicators if theme_option(one.theme).casefold() == wanted and one.theme]
    exact = [one for one in indicators if wanted in (one.name.casefold(), one.code.casefold())]
    parts = near(text, indicators)
    return of_theme or exact or (parts if len(parts) == 1 else [])


def near(text: str, indicators: Iterable[Indicator]) -> list[Indicator]:
    """Those with the text somewhere in their name."""
    return [one for one in indicators if text.strip().casefold() in one.name.casefold()]


def codes_in(data: Mapping[str, Any], indicators: Iterable[Indicator]) -> set[str]:
    """The indicators of which a posted paper had the boxes."""
    return {one.code for one in indicators if f"use-{one.code}" in data or f"higher-{one.code}" in data}


def not_found(text: str, indicators: Sequence[Indicator]) -> str:
    """What is told of a text that means no indicator, or several."""
    found = near(text, indicators)
    if not found:
        return _(
            "“%(text)s” is none of the indicators with values here. Choose from the list that opens."
        ) % {"text": text}
    names = "; ".join(one.name for one in found[:NEAR])
    return _("“%(text)s” may be %(names)s. Write the whole name.") % {"text": text, "names": names}
