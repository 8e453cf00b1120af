"""The environment of an installation of the demo that tests start in processes of its own, at one moment."""

from __future__ import annotations

import os
from pathlib import Path

COMPILED = Path(__file__).resolve().parents[1] / "build" / "numba"
NOW = "2026-11-23T09:00:00+00:00"


def environment(state: Path, **more: str) -> dict[str, str]:
    """What the machine has, less its store: that of `state`, unless `more` has a `DATABASE_URL`."""
    kept = {name: text for name, text in os.environ.items() if name != "DATABASE_URL"}
    return kept | {
        "PORTICI_STATE": str(state),
        "PORTICI_DEMO": "1",
        "PORTICI_NOW": NOW,
        "PORTICI_SECRET_KEY": "for the tests only",
        # What is compiled once serves every store that is made.
        "NUMBA_CACHE_DIR": str(COMPILED),
        **more,
    }
