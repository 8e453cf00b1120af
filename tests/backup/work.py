"""Work done in an installation by processes beside the tests, through the desks.

python -m tests.backup.work fill 30     that many organisations, an account, a file brought in
python -m tests.backup.work more        one more organisation
python -m tests.backup.work go-on       organisations and media files until the input is closed; prints how many
"""

from __future__ import annotations

import io
import os
import sys
import threading
from itertools import count
from pathlib import Path

import django

from portici.kernel import clock

PAGE = "Importo Programmato € 412.248,84".encode()


def fill(number: int) -> None:
    from portici.imports.domain import receive_file, run_import
    from portici.kernel.actor import Role, system_actor
    from portici.people import domain as people

    house = system_actor("tests")
    ada = people.open_account(actor=house, email="ada@office.example", full_name="Ada Esempio")
    people.grant_role(actor=house, user=ada, role=Role.ADMINISTRATOR)
    for index in range(number):
        record(f"Circolo {index}")
    table = io.BytesIO(b"nome;tipo\nCircolo nuovo;Terzo settore\n")
    run = receive_file(actor=house, importer="organisations", filename="enti.csv", content=table)
    run_import(run_uid=run.uid)
    keep_page()


def record(name: str) -> None:
    from portici.kernel.actor import system_actor
    from portici.organisations import domain

    domain.record_organisation(
        actor=system_actor("tests"),
        name=name,
        type="third_sector",
        confirmed_duplicates=True,
        reason="Lettera",
    )


def keep_page() -> None:
    """A portal's page as it was published, which lies among the media."""
    from portici.kernel.actor import system_actor
    from portici.programme import domain

    house = system_actor("tests")
    project = domain.record_project(actor=house, code="BO3.3.1.b", title="Azioni di supporto")
    domain.keep_snapshot(
        actor=house,
        project=project,
        filename="pagina.txt",
        content=io.BytesIO(PAGE),
        portal="portale.example",
        address="https://portale.example/progetto/",
        taken_on=clock.today(),
        title=project.title,
    )


def go_on() -> None:
    from django.conf import settings

    ended = threading.Event()
    threading.Thread(target=lambda: (sys.stdin.read(), ended.set()), daemon=True).start()
    folder = Path(settings.MEDIA_ROOT) / "work"
    folder.mkdir(parents=True, exist_ok=True)
    for number in count(1):
        name = f"{os.getpid()}-{number}"
        (folder / f"{name}.txt").write_text(f"{name}\n" * 1000)
        record(f"Durante {name}")
        print(number, flush=True)
        if ended.is_set():
            return


if __name__ == "__main__":
    django.setup()
    if sys.argv[1] == "fill":
        fill(int(sys.argv[2]))
    elif sys.argv[1] == "more":
        record("Un altro")
    else:
        go_on()
