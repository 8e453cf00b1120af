"""Run a command against a PostgreSQL cluster of its own, thrown away afterwards.

    python scripts/with_postgres.py -- .venv/bin/pytest

The cluster listens on a socket in a folder of its own, so that it meets no other. PostgreSQL refuses to run as root: as root, an ordinary user
is taken for it.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

ORDINARY = ("postgres", "nobody")


def binaries() -> Path | None:
    """The folder with the newest `initdb` on this machine (15 or later), or None."""
    found = sorted(
        (int(folder.parent.name), folder)
        for folder in Path("/usr/lib/postgresql").glob("*/bin")
        if folder.parent.name.isdigit() and (folder / "initdb").exists()
    )
    if found and found[-1][0] >= 15:
        return found[-1][1]
    on_path = shutil.which("initdb")
    return Path(on_path).resolve().parent if on_path else None


def _as_ordinary() -> tuple[list[str], pwd.struct_passwd | None]:
    if os.geteuid() != 0:
        return [], None
    for name in ORDINARY:
        try:
            user = pwd.getpwnam(name)
        except KeyError:
            continue
        return ["setpriv", f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups"], user
    raise SystemExit("no ordinary user to run PostgreSQL as: tried " + ", ".join(ORDINARY))


@contextmanager
def cluster(*, listen: str = "", within: Sequence[str] = (), durable: bool = False) -> Iterator[Path]:
    """A cluster of its own with a database `portici`; gives the folder of its socket.

    `listen` is an address to listen on besides the socket, `within` what is put before the commands (a network name space). Without
    `durable` nothing waits for the disk.
    """
    folder = binaries()
    if folder is None:
        raise SystemExit("PostgreSQL 15 or later was not found; on Debian and Ubuntu: apt install postgresql")
    prefix, user = _as_ordinary()
    home = Path(tempfile.mkdtemp(prefix="portici-pg-"))
    if user:
        os.chown(home, user.pw_uid, user.pw_gid)
    home.chmod(0o755)
    data, environment = str(home / "data"), {**os.environ, "LC_ALL": "C.UTF-8"}

    def run(program: str, *arguments: str) -> None:
        done = subprocess.run(
            [*within, *prefix, str(folder / program), *arguments],
            cwd=home, env=environment, capture_output=True, text=True, check=False,
        )  # fmt: skip
        if done.returncode:
            raise SystemExit(f"{program} failed:\n{done.stdout}{done.stderr}")

    hasty = [] if durable else ["fsync=off", "synchronous_commit=off", "full_page_writes=off"]
    settings = [
        f"listen_addresses='{listen}'",
        f"unix_socket_directories={home}",
        "max_connections=60",
        *hasty,
    ]
    try:
        run("initdb", "--pgdata", data, "--username=portici", "--auth=trust", "--encoding=UTF8", "--no-sync")
        if listen:
            with (home / "data" / "pg_hba.conf").open("a") as rules:
                rules.write("host all all samenet trust\n")
        options = " ".join(f"-c {setting}" for setting in settings)
        run("pg_ctl", "--pgdata", data, "--wait", "--log", str(home / "log"), "--options", options, "start")
        run("createdb", "--host", str(home), "--username=portici", "portici")
        yield home
    finally:
        subprocess.run(
            [*prefix, str(folder / "pg_ctl"), "--pgdata", data, "--mode=immediate", "stop"],
            capture_output=True,
            check=False,
            cwd="/",
        )
        shutil.rmtree(home, ignore_errors=True)


def main(command: list[str]) -> int:
    with cluster() as home:
        url = f"postgres://portici@{str(home).replace('/', '%2F')}/portici"
        return subprocess.run(
            command, env={**os.environ, "LC_ALL": "C.UTF-8", "DATABASE_URL": url}, check=False
        ).returncode


if __name__ == "__main__":
    sys.exit(main([word for word in sys.argv[1:] if word != "--"] or ["sh"]))
