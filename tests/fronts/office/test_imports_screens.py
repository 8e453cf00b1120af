"""Bringing files in on the screen: who may, the trial and the real thing, faults told, rows given back,
going on.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from django_tasks_db.models import DBTaskResult
from tests import makers
from tests.imports.books import book

from portici.imports import registry
from portici.imports.domain import receive_file, run_import
from portici.imports.forms import PREFIX, ImportForm
from portici.imports.importer import Importer
from portici.imports.models import ImportRun, RunState
from portici.kernel.actor import READS_ALL, Role
from portici.organisations.models import Organisation, OrganisationType

pytestmark = pytest.mark.django_db
LIST = "/en/ufficio/importazioni/"
ADD = f"{LIST}nuova/?importer=organisations"
TABLE = "nome;tipo;numero runts\nCircolo Uno;Terzo settore;777\nCircolo Due;Terzo settore;non un numero\n"


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"


def upload(text: str | bytes, name: str = "enti.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode() if isinstance(text, str) else text, content_type="text/csv")


def brought(client: Client, text: str | bytes = TABLE, name: str = "enti.csv", **paper: str) -> Any:
    return client.post(ADD, {"file": upload(text, name), **paper})


def received(text: str = TABLE, *, dry_run: bool = False) -> ImportRun:
    return receive_file(
        actor=makers.coordinator(),
        importer="organisations",
        filename="enti.csv",
        content=io.BytesIO(text.encode()),
        dry_run=dry_run,
    )


@pytest.mark.parametrize("role", list(Role))
def test_who_gets_in(signed_in: Callable[..., Client], role: Role) -> None:
    run = received()
    client = signed_in(role, makers.area("Savena"))
    sees, brings = role in READS_ALL, role is Role.COORDINATOR
    for page in ("", f"{run.uid}/", f"{run.uid}/modifiche/"):
        assert client.get(f"{LIST}{page}").status_code == (200 if sees else 403)
    assert ("Bring a file in" in client.get(LIST).content.decode()) is brings
    assert client.get(ADD).status_code == (200 if brings else 403)
    assert brought(client).status_code == (302 if brings else 403)
    assert client.post(f"{LIST}{run.uid}/davvero/").status_code == 403
    assert client.get(f"{LIST}{run.uid}/davvero/").status_code == (405 if brings else 403)


def test_who_may_not_bring_a_file_in_reads_who_does(
    signed_in: Callable[..., Client], coordinator: Client
) -> None:
    told = "Only the coordinator brings files in; send the file to the technical office."
    assert told in signed_in(Role.BOARD_SECRETARY).get(LIST).content.decode()
    assert told not in coordinator.get(LIST).content.decode()


def test_the_kind_comes_first(coordinator: Client) -> None:
    page = coordinator.get(f"{LIST}nuova/").content.decode()
    assert "?importer=organisations" in page
    assert coordinator.get(f"{LIST}nuova/?importer=nessuno").status_code == 422
    assert 'name="file"' in coordinator.get(ADD).content.decode()


def test_a_workbook_asks_which_sheet_and_comes_in(coordinator: Client) -> None:
    rows = [["nome", "tipo"], ["Circolo Uno", "Terzo settore"]]
    content = book(Anno_2023=rows, Anno_2024=[*rows, ["Circolo Due", "Terzo settore"]])
    page = coordinator.get(ADD).content.decode()
    assert ('accept=".csv,.txt,.csv.gz,.xlsx"' in page, 'name="option-part"' in page) == (True, True)
    brought(coordinator, content, "enti.xlsx")
    asked = run_import(run_uid=ImportRun.objects.get().uid)
    said = coordinator.get(f"{LIST}{asked.uid}/").content.decode()
    assert (asked.state, "several sheets could be it" in said) == (RunState.REFUSED, True)
    brought(coordinator, content, "enti.xlsx", **{"option-part": "Anno 2024"})
    taken = run_import(run_uid=ImportRun.objects.latest("id").uid)
    assert (taken.state, taken.added, Organisation.objects.count()) == (RunState.DONE, 2, 2)


def test_what_no_reader_takes_is_refused_beside_the_field(coordinator: Client) -> None:
    answer = brought(coordinator, b"\xd0\xcf\x11\xe0", "enti.xls")
    assert (answer.status_code, "Save as" in answer.content.decode()) == (422, True)
    assert ImportRun.objects.count() == 0


@pytest.mark.parametrize("importer", registry.importers(), ids=lambda importer: importer.code)
def test_choices_have_labels_in_the_language_of_the_page(importer: Importer) -> None:
    with translation.override("it"):
        fields = ImportForm(importer=importer).fields
        raw = [
            (option.name, code)
            for option in importer.options
            if option.choices and not option.is_flag
            for code, label in fields[PREFIX + option.name].choices[1:]
            if str(label) == code
        ]
    assert raw == []


def test_the_menu_of_types_is_in_words(coordinator: Client) -> None:
    choices = coordinator.get(ADD).context["form"].fields["option-type"].choices
    assert choices == [("", "–"), *OrganisationType.choices]
    text = coordinator.get(ADD.removeprefix("/en")).content.decode()
    assert '<option value="public_body">Ente pubblico</option>' in text


def test_a_trial_then_the_real_thing(coordinator: Client) -> None:
    answer = brought(coordinator, dry_run="on")
    run = ImportRun.objects.get()
    assert answer["Location"] == f"{LIST}{run.uid}/"
    assert [result.args_kwargs["args"] for result in DBTaskResult.objects.all()] == [[run.uid]]
    waiting = coordinator.get(f"{LIST}{run.uid}/").content.decode()
    assert "Waiting for its turn" in waiting
    assert 'hx-trigger="every 2s"' in waiting
    run_import(run_uid=run.uid)
    page = coordinator.get(f"{LIST}{run.uid}/").content.decode()
    assert "Trial: nothing is written" in page
    assert "Take the file for real" in page
    assert "every 2s" not in page
    assert Organisation.objects.count() == 0
    done = coordinator.post(f"{LIST}{run.uid}/davvero/")
    real = ImportRun.objects.latest("id")
    assert done["Location"] == f"{LIST}{real.uid}/"
    assert not real.dry_run
    run_import(run_uid=real.uid)
    assert [one.name for one in Organisation.objects.all()] == ["Circolo Uno"]
    text = coordinator.get(f"{LIST}{real.uid}/").content.decode()
    assert "Circolo Uno" in text
    assert "Download the rows to correct" in text
    assert coordinator.post(f"{LIST}{real.uid}/davvero/").status_code == 403


def test_a_record_tells_which_file_made_it(signed_in: Callable[..., Client], coordinator: Client) -> None:
    run = received()
    run_import(run_uid=run.uid)
    one = Organisation.objects.get()
    for page in (f"/en/ufficio/rete/{one.uid}/", f"/en/ufficio/storia/organisation/{one.uid}/"):
        assert f'<a href="{LIST}{run.uid}/">enti.csv</a>' in coordinator.get(page).content.decode()
    contact = signed_in(Role.PARTNER_CONTACT, one)
    assert "enti.csv" not in contact.get(f"/en/ufficio/rete/{one.uid}/").content.decode()


def test_the_progress_is_a_fragment_and_ends_by_itself(coordinator: Client) -> None:
    run = received()
    part = f"{LIST}{run.uid}/?parte=stato"
    moving = coordinator.get(part, headers={"hx-request": "true"})
    assert "<html" not in moving.content.decode()
    assert "HX-Refresh" not in moving
    run_import(run_uid=run.uid)
    assert coordinator.get(part, headers={"hx-request": "true"})["HX-Refresh"] == "true"


def test_faults_are_told_and_rows_given_back(coordinator: Client) -> None:
    run = received()
    run_import(run_uid=run.uid)
    page = coordinator.get(f"{LIST}{run.uid}/").content.decode()
    assert "non un numero" in page
    assert "RUNTS number of 1 to 6 digits" in page
    given = b"".join(coordinator.get(f"{LIST}{run.uid}/da-correggere.csv").streaming_content).decode(
        "utf-8-sig"
    )
    assert "Circolo Due" in given
    assert "Circolo Uno" not in given
    clean = received("nome;tipo\n")
    answer = coordinator.get(f"{LIST}{clean.uid}/da-correggere.csv")
    assert b"".join(answer.streaming_content).decode("utf-8-sig") == ""


@pytest.mark.parametrize(
    ("text", "name", "said"),
    [
        (b"", "enti.csv", "A file with something in it."),
        (TABLE, "enti.exe", "A file whose name ends with"),
        (TABLE * 100, "enti.csv", "A file of at most"),
    ],
)
@override_settings(IMPORT_MAX_BYTES=1000)
def test_files_that_are_not_taken(coordinator: Client, text: str | bytes, name: str, said: str) -> None:
    answer = brought(coordinator, text, name)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert ImportRun.objects.count() == 0
    assert DBTaskResult.objects.count() == 0


def test_no_file_and_a_wrong_option(coordinator: Client) -> None:
    assert coordinator.post(ADD, {}).status_code == 422
    assert ImportRun.objects.count() == 0


@pytest.mark.parametrize("text", [b"\x00\x01\x02\xff" * 50, b"colonna sbagliata\nx\n"])
def test_an_unreadable_file_is_refused_whole(coordinator: Client, text: bytes) -> None:
    brought(coordinator, text)
    run = ImportRun.objects.get()
    run_import(run_uid=run.uid)
    page = coordinator.get(f"{LIST}{run.uid}/").content.decode()
    assert "File refused" in page
    assert "the file" in page
    assert Organisation.objects.count() == 0


def test_a_stopped_one_goes_on(coordinator: Client) -> None:
    run = received()
    ImportRun.objects.update(state=RunState.STOPPED)
    assert "Resume" in coordinator.get(f"{LIST}{run.uid}/").content.decode()
    answer = coordinator.post(f"{LIST}{run.uid}/riprendi/")
    assert answer["Location"] == f"{LIST}{run.uid}/"
    assert DBTaskResult.objects.count() == 1
    run.refresh_from_db()
    assert run.state == RunState.WAITING
    assert coordinator.post(f"{LIST}{run.uid}/riprendi/").status_code == 403


def test_a_trial_whose_file_is_gone(coordinator: Client, settings: Any) -> None:
    run = received(dry_run=True)
    run_import(run_uid=run.uid)
    (settings.MEDIA_ROOT / run.stored_at).unlink()
    page = coordinator.post(f"{LIST}{run.uid}/davvero/", follow=True).content.decode()
    assert "it is no longer kept" in page
    assert ImportRun.objects.count() == 1


def test_the_list_is_narrowed(coordinator: Client) -> None:
    received()
    received(dry_run=True)
    for query, total in (
        ("q=enti", 2),
        ("dry_run=True", 1),
        ("state=done", 0),
        ("importer=organisations", 2),
    ):
        rows = (
            b"".join(coordinator.get(f"{LIST}?formato=csv&{query}").streaming_content)
            .decode("utf-8-sig")
            .splitlines()
        )
        assert len(rows) == total + 1


def test_pages_cost_the_same_for_one_and_for_fifty(coordinator: Client) -> None:
    costs = []
    for number in (1, 50):
        rows = "".join(f"Circolo {number} {index};Terzo settore;x{index}\n" for index in range(number))
        good = "".join(f"Ente {number}{index};Terzo settore;\n" for index in range(number))
        run = received("nome;tipo;numero runts\n" + rows + good)
        run_import(run_uid=run.uid)
        with CaptureQueriesContext(connection) as asked:
            coordinator.get(f"{LIST}{run.uid}/")
            coordinator.get(f"{LIST}{run.uid}/modifiche/")
            coordinator.get(LIST)
        costs.append(len(asked))
    assert costs[0] == costs[1]


@pytest.mark.parametrize(
    ("text", "said", "correct"),
    [
        ("nome;tipo;numero runts\nCircolo Due;Terzo settore;non un numero\n", "correct them", 1),
        ("nome;tipo;numero runts\n", "are there already", 0),
    ],
)
def test_a_trial_with_nothing_to_take_offers_the_file_to_correct(
    coordinator: Client, text: str, said: str, correct: int
) -> None:
    run = run_import(run_uid=received(text, dry_run=True).uid)
    page = coordinator.get(f"{LIST}{run.uid}/").content.decode()
    assert said in page
    assert "Take the file for real" not in page
    assert page.count('<a class="btn btn-primary"') == correct
    assert coordinator.post(f"{LIST}{run.uid}/davvero/").status_code == 403
