"""A start that cannot be: what was found, what to do, and no traceback."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management.base import CommandError
from django.db import OperationalError, connection
from tests.citypack import packs

from portici.cli import store
from portici.cli.datafolder import ensure_data
from portici.cli.ports import ensure_free

pytestmark = pytest.mark.usefixtures("english")
ROOT = Path(__file__).parents[2]


def refusal(found: str) -> str:
    return f"The store {store.place()} was made by another version of Portici: it differs in {found}."


def execute(*statements: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


@pytest.mark.django_db
def test_a_store_of_this_version_is_taken() -> None:
    store.bring_up_to_date()


@pytest.mark.django_db
def test_a_store_with_a_migration_that_is_not_known() -> None:
    execute(
        "INSERT INTO django_migrations (app, name, applied) VALUES ('programme', '0999_other', '2026-01-01')"
    )
    with pytest.raises(CommandError) as caught:
        store.bring_up_to_date()
    assert str(caught.value).splitlines()[0] == refusal("programme.0999_other")
    if connection.vendor == "sqlite":
        folder = settings.STATE
        assert str(caught.value).splitlines()[1] == (
            f"Move its folder away and start again, and a new one is made: mv {folder} {folder}.old. "
            "Or start the version of Portici that made it."
        )


@pytest.mark.django_db
def test_a_migration_of_another_package_is_its_own_matter() -> None:
    execute("INSERT INTO django_migrations (app, name, applied) VALUES ('auth', '0000_old', '2026-01-01')")
    store.bring_up_to_date()


@pytest.mark.django_db
def test_a_store_whose_columns_do_not_fit() -> None:
    execute("ALTER TABLE citypack_city RENAME COLUMN body_name TO body")
    with pytest.raises(CommandError) as caught:
        store.bring_up_to_date()
    assert str(caught.value).splitlines()[0] == refusal("citypack_city.body_name")


@pytest.mark.django_db
def test_tables_that_no_migration_made() -> None:
    execute("DELETE FROM django_migrations")
    with pytest.raises(CommandError) as caught:
        store.bring_up_to_date()
    assert str(caught.value).splitlines()[0].startswith(refusal("account_emailaddress")[:-1])


@pytest.mark.parametrize(
    ("problem", "todo"),
    [
        ("database is locked", "Another program is writing to it and does not end:"),
        ("no such table: people_user", "It has not been made yet, or by another version:"),
    ],
)
def test_a_store_that_does_not_answer(problem: str, todo: str) -> None:
    first, second = store.unusable(OperationalError(problem)).splitlines()
    assert first == f"The store {store.place()} cannot be used: {problem}."
    assert second.startswith(todo)


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        one.listen()
        yield one.getsockname()[1]


def test_a_port_that_another_has(taken_port: int) -> None:
    with pytest.raises(CommandError) as caught:
        ensure_free("127.0.0.1", taken_port)
    assert str(caught.value).splitlines()[0] == (
        f"Port {taken_port} on 127.0.0.1 cannot be listened on: {os.strerror(98)}."
    )


def test_a_port_is_free_again(taken_port: int) -> None:
    ensure_free("127.0.0.2", taken_port)


def test_a_folder_of_data_that_is_not_there_or_empty(tmp_path: Path) -> None:
    with pytest.raises(CommandError) as caught:
        ensure_data(packs.BOLOGNA, tmp_path / "none")
    assert str(caught.value).startswith(f"{tmp_path / 'none'}: there is no such folder of open data.")
    with pytest.raises(CommandError) as caught:
        ensure_data(packs.BOLOGNA, tmp_path)
    assert str(caught.value).startswith(f"{tmp_path}: none of the files that the pack {packs.BOLOGNA} names")
    ensure_data(tmp_path / "no-pack", tmp_path)


@pytest.mark.slow
def test_a_file_that_is_no_store_is_told_without_a_traceback(tmp_path: Path, taken_port: int) -> None:
    (tmp_path / "portici.sqlite3").write_bytes(b"something else" * 500)
    free = {name: text for name, text in os.environ.items() if name != "DATABASE_URL"}
    environment = free | {"PORTICI_STATE": str(tmp_path), "PORTICI_UNCOLLECTED": "1"}
    done = subprocess.run(
        [sys.executable, "-m", "portici.cli.main", "demo_accounts", "--language", "en"],
        env=environment, cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    first = f"The store {tmp_path / 'portici.sqlite3'} cannot be used: file is not a database."
    assert (done.returncode, done.stderr.splitlines()[0], "Traceback" in done.stderr) == (1, first, False)


@pytest.mark.slow
def test_a_setting_that_cannot_be_read() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "portici.cli.main", "demo_accounts"],
        env=os.environ | {"PORTICI_DEMO": "maybe"}, cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (1, "portici: PORTICI_DEMO='maybe': write 1 or 0\n")


def test_a_python_that_is_too_old(tmp_path: Path) -> None:
    old = tmp_path / "python3.9"
    old.write_text(
        f'#!/bin/sh\nexec {sys.executable} -c \'import sys; sys.version_info, sys.version = (3, 9, 2), "3.9.2"; '
        'exec(sys.argv[1])\' "$2"\n'
    )
    old.chmod(0o755)
    done = subprocess.run(
        ["make", "-f", str(ROOT / "Makefile"), "-C", str(tmp_path), ".venv/pyvenv.cfg", f"PYTHON={old}"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    said = "Portici needs Python 3.11 or later; this is 3.9.2. Name another with make PYTHON=python3.12"
    assert (done.returncode, said in done.stderr.splitlines()) == (2, True)
