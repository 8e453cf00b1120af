"""Which metropolitan city or province somebody means: by ISTAT's code, by its letters, by its name or by that of
one of its comuni.
"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

from portici.kernel.codes.parsed import error
from portici.kernel.findings import Finding, Invalid, Message, gettext_noop
from portici.kernel.text import fold

from .geopopfiles import YEARS, scan

if TYPE_CHECKING:
    import polars as pl

#: By law 56/2014 and the regions with a special statute, with ISTAT's code of the province that each took the
#: place of.
METROPOLITAN_CITIES = {
    "001": "Torino",
    "010": "Genova",
    "015": "Milano",
    "027": "Venezia",
    "037": "Bologna",
    "048": "Firenze",
    "058": "Roma Capitale",
    "063": "Napoli",
    "072": "Bari",
    "080": "Reggio Calabria",
    "082": "Palermo",
    "083": "Messina",
    "087": "Catania",
    "092": "Cagliari",
}
#: ISTAT numbers metropolitan cities also from 201: the province's code and this.
_AS_WHOLE = 200
_PREFIXES = ("citta metropolitana di ", "provincia di ", "comune di ")
#: How many names are offered in place of one that is not known, and how near they must be (from 0 to 1).
_OFFERED, _NEAR = 5, 0.6


@dataclass(frozen=True, slots=True)
class Province:
    """A metropolitan city or province: ISTAT's code in three digits, its name, how many comuni it has, the code of
    the one that it is named after (or of its first), its letters.
    """

    code: str
    name: str
    comuni: int
    capital: str
    letters: str

    @property
    def metropolitan(self) -> bool:
        return self.code in METROPOLITAN_CITIES

    @property
    def full_name(self) -> str:
        return f"Città metropolitana di {self.name}" if self.metropolitan else f"Provincia di {self.name}"


def find_province(said: str, *, year: int = max(YEARS)) -> Province:
    """The province that `said` means: `1`, `001`, `201`, `TO`, `Torino`, `citta metropolitana di torino`,
    `Moncalieri`. A province's name goes before a comune's.

    Raises Invalid, with near names, when nothing or more than one is meant, or the package is not installed.
    """
    table = scan(year, "municipalities").collect()
    codes = _meant(table, said)
    if len(codes) != 1:
        raise Invalid([_not_one(table, said, codes)])
    return _province(table, codes.pop())


def _meant(table: pl.DataFrame, said: str) -> set[int]:
    """ISTAT's codes of the provinces that may be meant."""
    if said.strip().isdecimal():
        number = int(said) % 1000 if len(said.strip()) <= len("001") else int(said) // 1000
        known = set(table["province_code"])
        of_whole = {number - _AS_WHOLE} & {int(code) for code in METROPOLITAN_CITIES}
        return ({number} & known) or of_whole
    name = _bare(said)
    return _provinces(table).get(name) or _comuni(table).get(name) or set()


def _bare(said: str) -> str:
    name = fold(said)
    for prefix in _PREFIXES:
        name = name.removeprefix(prefix)
    return name


def _provinces(table: pl.DataFrame) -> dict[str, set[int]]:
    """Codes by folded name (of two languages also by each) and by the letters of the car plates."""
    found: dict[str, set[int]] = {fold(name): {int(code)} for code, name in METROPOLITAN_CITIES.items()}
    rows = table.select("province", "province_short", "province_code").unique().iter_rows()
    for name, letters, code in rows:
        for one in (name, *name.split("/"), letters):
            found.setdefault(fold(one), set()).add(code)
    return found


def _comuni(table: pl.DataFrame) -> dict[str, set[int]]:
    """Codes by folded name of the comuni; those in two languages also by each of the two."""
    found: dict[str, set[int]] = {}
    for name, code in table.select("municipality", "province_code").iter_rows():
        for one in (name, *name.split("/")):
            found.setdefault(fold(one), set()).add(code)
    return found


def _province(table: pl.DataFrame, code: int) -> Province:
    import polars as pl

    rows = table.filter(pl.col("province_code") == code).sort("municipality_code")
    three = f"{code:03d}"
    listed = rows["province"][0]
    named = dict(zip(rows["municipality"], rows["municipality_code"], strict=True))
    after = max((name for name in named if listed.startswith(name)), key=len, default=rows["municipality"][0])
    return Province(
        three,
        METROPOLITAN_CITIES.get(three, listed),
        len(rows),
        f"{named[after]:06d}",
        rows["province_short"][0],
    )


def _not_one(table: pl.DataFrame, said: str, codes: set[int]) -> Finding:
    if codes:
        names = sorted(f"{one.name} ({one.code})" for one in (_province(table, code) for code in codes))
        accepted = Message(
            gettext_noop("One province or metropolitan city; of this name: %(names)s."),
            {"names": ", ".join(names)},
        )
        todo = Message(gettext_noop("Say which by ISTAT's code."))
    else:
        accepted = Message(
            gettext_noop(
                "A metropolitan city or province by its name or ISTAT's code, or the name of one of its comuni."
            )
        )
        todo = _offer(_near(table, said))
    return error("geopop.province", said, accepted, todo)


def _offer(near: list[str]) -> Message:
    if near:
        return Message(gettext_noop("Perhaps: %(near)s."), {"near": ", ".join(near)})
    return Message(
        gettext_noop("The metropolitan cities are: %(names)s."),
        {"names": ", ".join(f"{name} ({code})" for code, name in METROPOLITAN_CITIES.items())},
    )


def _near(table: pl.DataFrame, said: str) -> list[str]:
    """Names of provinces and of comuni that are written nearly so, or of which `said` is a part."""
    name = _bare(said)
    if not name or name.isdecimal():
        return []
    written = {fold(one): one for one in [*table["municipality"], *table["province"]]}
    written |= {fold(one): one for one in METROPOLITAN_CITIES.values()}
    provinces = [one for one in _provinces(table) if one in written]
    within = [one for one in provinces if f" {name} " in f" {one} "]
    alike = get_close_matches(name, provinces, _OFFERED, _NEAR)
    alike += get_close_matches(name, _comuni(table), _OFFERED, _NEAR)
    offered = dict.fromkeys(written[one] for one in [*within, *alike] if one in written)
    return list(offered)[:_OFFERED]
