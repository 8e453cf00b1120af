"""What the machine gives: clock, folders, disk, built files, libraries for paper."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

from django.conf import settings

from portici.cli.doctor.advice import Advice, error, ok, warning

#: Bytes free in the state folder: below the first nobody can work, below the second not for long.
_FULL, _NEARLY = 200_000_000, 2_000_000_000


def clock_of_the_house() -> Iterator[Advice]:
    """The clock is the machine's."""
    held = os.environ.get("PORTICI_NOW")
    if held and not settings.DEMO:
        yield warning(
            "clock", f"held at {held}", "Take PORTICI_NOW out of the environment: deadlines stand still."
        )
    else:
        yield ok("clock", f"held at {held} for the demonstration" if held else "the machine's")


def folders() -> Iterator[Advice]:
    """State and media can be written by this user, and the key by nobody else."""
    for name, folder in (("state folder", Path(settings.STATE)), ("media folder", Path(settings.MEDIA_ROOT))):
        near = next((place for place in (folder, *folder.parents) if place.exists()), folder)
        if os.access(near, os.W_OK):
            yield ok(name, f"{folder} can be written")
        else:
            yield error(
                name,
                f"{near} cannot be written",
                f"chown it to the user of the service: chown -R portici {near}",
            )
    key = Path(settings.STATE) / "secret-key"
    if key.exists() and key.stat().st_mode & (stat.S_IRGRP | stat.S_IROTH):
        yield error(
            "secret key",
            f"{key} can be read by others",
            f"chmod 600 {key}; if others had access, make a new one.",
        )
    elif key.exists():
        yield ok("secret key", f"{key}, read by its owner only")
    else:
        yield ok("secret key", "from the environment")


def disk() -> Iterator[Advice]:
    """There is room."""
    folder = next(place for place in (Path(settings.STATE), *Path(settings.STATE).parents) if place.exists())
    free = shutil.disk_usage(folder).free
    found = f"{free / 1e9:.1f} GB free at {folder}"
    if free < _FULL:
        yield error("disk", found, "Make room: the store cannot grow.")
    elif free < _NEARLY:
        yield warning("disk", found, "Make room, or move old backups to another machine.")
    else:
        yield ok("disk", found)


def front_end() -> Iterator[Advice]:
    """Styles, scripts and translations were built."""
    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    if manifest.exists():
        yield ok("front end", f"collected in {settings.STATIC_ROOT}")
    else:
        yield error("front end", f"{manifest} is missing", "Run make build.")
    compiled = [Path(folder) / "it" / "LC_MESSAGES" / "django.mo" for folder in settings.LOCALE_PATHS]
    if all(path.exists() for path in compiled):
        yield ok("translations", "compiled")
    else:
        yield error("translations", "not compiled: the Italian screens are in English", "Run make build.")


def paper() -> Iterator[Advice]:
    """PDF can be made."""
    try:
        import_module("weasyprint")  # loading it loads the system's libraries
    except OSError as fault:
        yield warning(
            "PDF",
            f"no posters and dossiers: {fault}".splitlines()[0],
            "apt install libpango-1.0-0 libpangoft2-1.0-0",
        )
    else:
        yield ok("PDF", "the libraries are there")
