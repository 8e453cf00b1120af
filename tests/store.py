"""The tests' store on SQLite: migrated once for a set of migrations, and copied by every run after.

The migrations of the house and of Wagtail take longer than most test files.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from shutil import copyfile
from typing import Any

import django
import wagtail
from django.apps import apps
from django.conf import settings
from django.db import connection

FOLDER = settings.ROOT / "build" / "test-stores"


def template() -> Path:
    """Where the migrated store is kept: named after everything that it is made from."""
    digest = hashlib.sha256(f"{django.VERSION}{wagtail.VERSION}".encode())
    for config in sorted(apps.get_app_configs(), key=lambda config: config.name):
        for path in sorted(Path(config.path).glob("migrations/*.py")):
            digest.update(path.name.encode() + path.read_bytes())
    return FOLDER / f"{digest.hexdigest()[:16]}.sqlite3"


def begin(name: Any) -> None:
    """Put the migrated store where the run will look for its own."""
    if template().exists():
        copyfile(template(), name)


def keep() -> None:
    """Keep the store that was just migrated for the runs to come, whole or not at all."""
    if template().exists():
        return
    FOLDER.mkdir(parents=True, exist_ok=True)
    for old in FOLDER.glob("*.sqlite3"):
        old.unlink(missing_ok=True)
    half = FOLDER / f"{os.getpid()}.half"
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(half)])
    half.replace(template())


def remove(name: Any) -> None:
    for ending in ("", "-wal", "-shm"):
        Path(f"{name}{ending}").unlink(missing_ok=True)
