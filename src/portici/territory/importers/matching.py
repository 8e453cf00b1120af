"""Finding the area that a row of a file means: by code, or by a name spelled in its own way.

`kernel.text.fold` evens out accents, case and punctuation; what is left between publishers are abbreviations
(S. Ruffillo, P.zza) and blanks that stand for an apostrophe or a dash. Nothing is guessed: a name that fits
two areas, or none, is a fault.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from difflib import get_close_matches

from portici.kernel.codes.parsed import Parsed, error
from portici.kernel.findings import Finding, Message, gettext_noop
from portici.kernel.text import fold

from ..models import Area, Layer

_ABBREVIATIONS = {
    **dict.fromkeys(("san", "santa", "santo", "sant", "santi", "s", "ss"), "s"),
    **dict.fromkeys(("piazza", "pza", "pzza", "pz"), "piazza"),
    **dict.fromkeys(("viale", "vle"), "viale"),
}
_LEADING = re.compile(r"^(p zza|p za|v le)\b")
_FLOAT_CODE = re.compile(r"([0-9]+)[.,]0+")


def plain_code(text: str) -> str:
    """A code without what spreadsheets add.

    >>> plain_code(" 11.0 "), plain_code("037006")
    ('11', '037006')
    """
    stripped = " ".join(text.split())
    match = _FLOAT_CODE.fullmatch(stripped)
    return match[1] if match else stripped


def name_key(text: str) -> str:
    """What two spellings of a name have in common.

    >>> name_key("PIAZZA DELL'UNITA") == name_key("P.zza dell’Unità")
    True
    >>> name_key("S. Ruffillo") == name_key("San Ruffillo"), name_key("Malpighi-1") == name_key("MALPIGHI 1")
    (True, True)
    """
    folded = _LEADING.sub(lambda match: match[1].replace(" ", ""), fold(text))
    return "".join(_ABBREVIATIONS.get(word, word) for word in folded.split())


class AreaFinder:
    """The areas of some layers by code and by name; one query when made, none after."""

    def __init__(self, layers: Iterable[Layer]) -> None:
        self.by_code: dict[str, Area] = {}
        #: By `layer/code`, as the house's own tables name an area.
        self.by_place: dict[str, Area] = {}
        self.by_number: dict[str, list[Area]] = defaultdict(list)
        self.by_name: dict[str, list[Area]] = defaultdict(list)
        self.names: dict[str, str] = {}
        areas = (
            Area.objects.filter(layer__in=list(layers))
            .select_related("layer")
            .order_by("layer__order", "code")
        )
        for area in areas:
            self._add(area)

    def _add(self, area: Area) -> None:
        self.by_code.setdefault(area.code.casefold(), area)
        self.by_place[f"{area.layer.code}/{area.code}".casefold()] = area
        if area.code.isdigit():
            self.by_number[area.code.lstrip("0")].append(area)
        for spelling in (area.name, *area.other_names.split(";")):
            key = name_key(spelling)
            if key and area not in self.by_name[key]:
                self.by_name[key].append(area)
                self.names[key] = area.name

    def find(self, *, code: str = "", name: str = "") -> Parsed[Area]:
        """The area meant by a code, or a name, or both. Errors: none, several, or a code and a name of
        different areas."""
        wanted = plain_code(code)
        coded = self._by_code(wanted) if wanted else None
        if wanted and coded is None and not name:
            return Parsed(None, (self._unknown(wanted, "code"),))
        named = self.by_name.get(name_key(name), []) if name else []
        if coded is not None:
            if named and coded not in named:
                return Parsed(None, (_contradiction(wanted, name, coded, named[0]),))
            return Parsed(coded)
        if len(named) == 1:
            return Parsed(named[0])
        return Parsed(None, (_ambiguous(name, named) if named else self._unknown(name, "name"),))

    def _by_code(self, wanted: str) -> Area | None:
        exact = self.by_code.get(wanted.casefold()) or self.by_place.get(wanted.casefold())
        if exact is not None or not wanted.isdigit():
            return exact
        numbered = self.by_number.get(wanted.lstrip("0"), [])
        return numbered[0] if len(numbered) == 1 else None

    def _unknown(self, found: str, field: str) -> Finding:
        near = [self.names[key] for key in get_close_matches(name_key(found), self.names, n=3, cutoff=0.6)]
        if not self.names:
            accepted = Message(
                gettext_noop("Areas that are there already; the layer is empty or does not exist.")
            )
        elif near and field == "name":
            accepted = Message(
                gettext_noop("The name of an area; the nearest: %(near)s."), {"near": ", ".join(near)}
            )
        else:
            accepted = Message(gettext_noop("The code or the name of an area of the layer."))
        todo = Message(
            gettext_noop(
                "Correct the row, add the spelling to the area's other names, or import the borders first."
            )
        )
        return error("area.unknown", found, accepted, todo).at(field)


def _ambiguous(name: str, areas: list[Area]) -> Finding:
    listed = ", ".join(f"{area.name} ({area.layer.code} {area.code})" for area in areas)
    accepted = Message(gettext_noop("A name of one area only; this fits %(areas)s."), {"areas": listed})
    return error(
        "area.ambiguous", name, accepted, Message(gettext_noop("Add the area's code to the row."))
    ).at("name")


def _contradiction(code: str, name: str, coded: Area, named: Area) -> Finding:
    template = gettext_noop(
        "A code and a name of the same area; the code is of %(coded)s, the name of %(named)s."
    )
    accepted = Message(template, {"coded": coded.name, "named": named.name})
    todo = Message(gettext_noop("Correct the one that is wrong."))
    return error("area.contradiction", f"{code}, {name}", accepted, todo).at("code")
