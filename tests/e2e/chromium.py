"""The browser that the tests and the pictures of the docs drive."""

from __future__ import annotations

import os
import shutil

#: Without windows and everything around them it takes a fifth less of the processor; any other Chromium serves as well.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")


def found() -> str | None:
    """Where it is: what `PORTICI_CHROMIUM` names, else the first of `NAMES` on the path; None without one."""
    return os.environ.get("PORTICI_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
