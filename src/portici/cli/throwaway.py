"""An installation that is there for the length of a check and then gone, whatever DATABASE_URL says.

What is checked is written for good in it, through the same desks and migrations: a transaction rolled back in the office's own store would
keep everybody else from writing for as long as the check takes, and pictures would lie in the office's own folder. It is a process of its own,
since libraries choose their tables by the kind of store when they are loaded.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import subprocess
import sys
from importlib.metadata import distributions
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory

import portici

STORE = "portici.sqlite3"
#: What would lead to the office's own store, files or key.
_OWN = ("DATABASE_URL", "DATABASE_URL_FILE", "PORTICI_SECRET_KEY_FILE")


class NotMigrated(RuntimeError):
    """The tables of an empty store could not be made; the text is what the migrations said."""


def in_throwaway(*words: str, kept: Path) -> subprocess.CompletedProcess[str]:
    """Run a command of the house over a new SQLite store without a record, and an empty folder of files; `kept` is the folder of `blank`.

    Raises NotMigrated; OSError when the folder cannot be written to.
    """
    with TemporaryDirectory(prefix="portici-check-") as folder:
        copyfile(blank(kept), Path(folder) / STORE)
        return _run(folder, *words)


def blank(kept: Path) -> Path:
    """A SQLite store with every table of this version and no record, to be copied.

    The migrations take longer than most checks: it is made once for a set of them and of libraries, and kept in this folder. Raises
    NotMigrated when they fail; OSError when the folder cannot be written to.
    """
    kept.mkdir(parents=True, exist_ok=True)
    path = kept / f"{version()}.sqlite3"
    with (kept / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not path.exists():
            for old in kept.glob("*.sqlite3"):
                old.unlink()
            with TemporaryDirectory(prefix="making-", dir=kept) as folder:
                migrate(Path(folder))
                (Path(folder) / STORE).replace(path)
    return path


def migrate(state: Path, **settings: str) -> None:
    """Make the tables of an installation whose state is in this folder. Raises NotMigrated."""
    done = _run(str(state), "migrate", "--verbosity", "0", **settings)
    if done.returncode:
        raise NotMigrated(done.stderr.strip())


def version() -> str:
    """Of all that makes the tables: our migrations, and the libraries with theirs."""
    digest = hashlib.sha256()
    for name in sorted(f"{one.name} {one.version}" for one in distributions()):
        digest.update(name.encode())
    for path in sorted(Path(portici.__file__).parent.glob("*/migrations/*.py")):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def _run(folder: str, *words: str, **settings: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if name not in _OWN}
    environment |= {"PORTICI_STATE": folder, "PORTICI_SECRET_KEY": "of a check", "PORTICI_PRODUCTION": "0"}
    environment |= settings
    command = [sys.executable, "-m", "portici.cli.main", *words]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
