"""What the machine gives: clock, folders, disk, built files, libraries for paper."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from portici.cli.doctor.advice import Advice, error, ok, warning

#: Bytes free in the state folder: below the first nobody can work, below the second not for long.
_FULL, _NEARLY = 200_000_000, 2_000_000_000


def clock_of_the_house() -> Iterator[Advice]:
    """The clock is the machine's."""
    held = os.environ.get("PORTICI_NOW")
    if not held:
        yield ok(_("clock"), _("the machine's"))
    elif settings.DEMO:
        yield ok(_("clock"), _("held at %(moment)s for the demonstration") % {"moment": held})
    else:
        yield warning(
            _("clock"),
            _("held at %(moment)s") % {"moment": held},
            _("Take PORTICI_NOW out of the environment: deadlines stand still."),
        )


def folders() -> Iterator[Advice]:
    """State and media can be written by this user, and the key by nobody else."""
    named = ((_("state folder"), Path(settings.STATE)), (_("media folder"), Path(settings.MEDIA_ROOT)))
    for name, folder in named:
        near = _nearest(folder)
        if os.access(near, os.W_OK):
            yield ok(name, _("%(folder)s can be written") % {"folder": folder})
        else:
            yield error(
                name,
                _("%(folder)s cannot be written") % {"folder": near},
                _("Give it to the user of the service: chown -R portici %(folder)s") % {"folder": near},
            )
    yield _key(Path(settings.STATE) / "secret-key")


def _key(key: Path) -> Advice:
    name = _("secret key")
    if not key.exists():
        return ok(name, _("from the environment"))
    if key.stat().st_mode & (stat.S_IRGRP | stat.S_IROTH):
        return error(
            name,
            _("%(file)s can be read by others") % {"file": key},
            _("chmod 600 %(file)s; if others had access, make a new one.") % {"file": key},
        )
    return ok(name, _("%(file)s, read by its owner only") % {"file": key})


def _nearest(folder: Path) -> Path:
    """The folder, or the nearest above it that is there."""
    return next((place for place in (folder, *folder.parents) if place.exists()), folder)


def disk() -> Iterator[Advice]:
    """There is room."""
    folder = _nearest(Path(settings.STATE))
    free = shutil.disk_usage(folder).free
    found = _("%(gigabytes)s GB free at %(folder)s") % {"gigabytes": f"{free / 1e9:.1f}", "folder": folder}
    if free < _FULL:
        yield error(_("disk"), found, _("Make room: the store cannot grow."))
    elif free < _NEARLY:
        yield warning(_("disk"), found, _("Make room, or move old backups to another machine."))
    else:
        yield ok(_("disk"), found)


def front_end() -> Iterator[Advice]:
    """Styles, scripts and translations were built."""
    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    if manifest.exists():
        yield ok(_("front end"), _("collected in %(folder)s") % {"folder": settings.STATIC_ROOT})
    else:
        yield error(_("front end"), _("%(file)s is missing") % {"file": manifest}, _("Run make build."))
    compiled = [Path(folder) / "it" / "LC_MESSAGES" / "django.mo" for folder in settings.LOCALE_PATHS]
    if all(path.exists() for path in compiled):
        yield ok(_("translations"), _("compiled"))
    else:
        yield error(
            _("translations"), _("not compiled: the Italian screens are in English"), _("Run make build.")
        )


def paper() -> Iterator[Advice]:
    """PDF can be made."""
    try:
        import_module("weasyprint")  # loading it loads the system's libraries
    except OSError as fault:
        yield warning(
            "PDF",
            _("no posters and dossiers: %(fault)s") % {"fault": str(fault).splitlines()[0]},
            "apt install libpango-1.0-0 libpangoft2-1.0-0",
        )
    else:
        yield ok("PDF", _("the libraries are there"))
