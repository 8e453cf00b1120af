"""An installation that is there for the length of a check and then gone, whatever DATABASE_URL says.

What is checked is written for good in it, through the same desks and migrations: a transaction rolled back in the office's own store would
keep everybody else from writing for as long as the check takes, and pictures would lie in the office's own folder. It is a process of its own,
since libraries choose their tables by the kind of store when they are loaded.
"""

from __future__ import annotations

import os
import subprocess
import sys
from tempfile import TemporaryDirectory

#: What would lead to the office's own store, files or key.
_OWN = ("DATABASE_URL", "DATABASE_URL_FILE", "PORTICI_SECRET_KEY_FILE")


def in_throwaway(*words: str) -> subprocess.CompletedProcess[str]:
    """Run a command of the house over a new and empty SQLite store and folder of files."""
    with TemporaryDirectory(prefix="portici-check-") as folder:
        environment = {name: value for name, value in os.environ.items() if name not in _OWN}
        environment |= {
            "PORTICI_STATE": folder,
            "PORTICI_SECRET_KEY": "of a check",
            "PORTICI_PRODUCTION": "0",
        }
        command = [sys.executable, "-m", "portici.cli.main", *words]
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
