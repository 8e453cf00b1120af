"""Carrying a run out: whole, tried, refused, stopped and resumed, twice the same."""

from __future__ import annotations

import csv
import gzip
import io
from datetime import timedelta

import pytest

from portici.imports import running
from portici.imports.domain import receive_file, resume_import, run_import, take_for_real
from portici.imports.keeping import no_rows
from portici.imports.models import ImportFault, ImportRun, RowDifference, RunState
from portici.imports.queries import (
    corrected_file,
    differences_about,
    fault_groups,
)
from portici.imports.tasks import carry_out
from portici.journal.models import Entry
from portici.kernel import clock
from portici.kernel.actor import VISITOR, Actor, Grant, Role, Scope
from portici.kernel.findings import Invalid, Refused
from portici.kernel.marks import SILENCE
from portici.territory.models import Layer

pytestmark = pytest.mark.django_db


@pytest.fixture
def bring(importer, coordinator):
    def brought(content, *, filename="zone.csv", on_progress=None, **values):
        run = receive_file(
            actor=coordinator,
            importer=importer.code,
            filename=filename,
            content=io.BytesIO(content),
            **values,
        )
        return run_import(run_uid=run.uid, on_progress=on_progress)

    return brought


def counts(run):
    return (run.added, run.changed, run.unchanged, run.refused, run.warned)


def fault_codes(run):
    return list(run.faults.values_list("line", "severity", "code"))


def test_whole(bring, table):
    seen = []
    run = bring(table(25), on_progress=lambda run: seen.append(run.cursor))
    assert (run.state, run.total, counts(run), seen) == (RunState.DONE, 25, (25, 0, 0, 0, 0), [10, 20, 25])
    assert Layer.objects.count() == 25
    entry = Entry.objects.get()
    assert (entry.verb, entry.kind, entry.ref, entry.actor_uid) == ("import", "import", run.uid, "coord")
    expected = {"rows": 25, "added": 25, "changed": 0, "unchanged": 0, "refused": 0, "warned": 0}
    assert entry.counts == expected
    assert entry.changes.get(field="sha256").value.after == run.sha256


def test_the_same_file_twice(bring, table):
    bring(table())
    run = bring(table())
    assert (run.state, counts(run)) == (RunState.DONE, (0, 0, 25, 0, 0))
    assert (Layer.objects.count(), Entry.objects.count(), RowDifference.objects.count()) == (25, 2, 0)


def test_differences_are_kept_for_the_record(bring, table):
    bring(table(3))
    run = bring(b"code,name\nc0001,Piazza\n")
    assert counts(run) == (0, 1, 0, 0, 0)
    difference = differences_about("layer", "c0001").get()
    assert (difference.run, difference.changes) == (run, {"name": ["Zona 1", "Piazza"]})
    entry = Entry.objects.first()
    assert entry.changes.get(field="differences").value.after == run.differences_digest != ""


def test_a_trial_writes_nothing_but_itself(bring, table):
    run = bring(table() + b"x,\n", dry_run=True)
    assert (run.state, counts(run)) == (RunState.DONE, (25, 0, 0, 1, 0))
    assert (Layer.objects.count(), Entry.objects.count(), RowDifference.objects.count()) == (0, 0, 0)
    assert ImportFault.objects.count() == 1


def test_a_trial_undoes_what_an_importer_writes_by_mistake(bring, table, importer, monkeypatch):
    right = importer.apply
    monkeypatch.setattr(importer, "apply", lambda rows, **kw: right(rows, **{**kw, "write": True}))
    run = bring(table(3), dry_run=True)
    assert (counts(run), Layer.objects.count()) == ((3, 0, 0, 0, 0), 0)


def test_bad_rows_do_not_lose_the_others(bring):
    run = bring(b"code;name;note\na;Alfa;\nb;;\nc;gamma;\nd;Delta;x;surplus\ne\nf;Fi;\n")
    assert (run.state, run.total, counts(run)) == (RunState.DONE, 6, (3, 0, 0, 3, 1))
    assert list(Layer.objects.order_by("code").values_list("code", flat=True)) == ["a", "c", "f"]
    assert fault_codes(run) == [
        (3, "error", "missing"),
        (4, "warning", "case"),
        (5, "error", "row.cells"),
        (6, "error", "row.cells"),
    ]
    assert [(count, fault.code) for count, fault in fault_groups(run)] == [
        (2, "row.cells"),
        (1, "missing"),
        (1, "case"),
    ]


def test_corrected_and_brought_in_again(bring):
    first = bring(b'codice,nome,note\na,,"=1+1"\nb,Beta,\nc,,@x\nd,Delta,x,+y\n')
    text = "".join(corrected_file(first))
    rows = list(csv.reader(io.StringIO(text)))
    own = ["portici_line", "portici_column", "portici_found", "portici_accepted", "portici_todo"]
    assert rows[0] == ["codice", "nome", "note", "portici_surplus", *own]
    assert [row[:4] for row in rows[1:]] == [
        ["a", "", "'=1+1", ""],
        ["c", "", "'@x", ""],
        ["d", "Delta", "x", "'+y"],
    ]
    assert [row[4] for row in rows[1:]] == ["2", "4", "5"]
    again = bring(text.encode())
    assert counts(again) == (0, 0, 0, 3, 0)
    assert [row[:4] for row in csv.reader(io.StringIO("".join(corrected_file(again))))][1:] == [
        row[:4] for row in rows[1:]
    ]
    mended = bring(text.replace("a,,", "a,Alfa,").replace("c,,", "c,Gi,").replace("'+y", "").encode())
    assert counts(mended) == (3, 0, 0, 0, 0)


def test_nothing_to_correct(bring, table):
    assert list(corrected_file(bring(table(2)))) == []


@pytest.mark.parametrize(
    ("content", "filename", "code"),
    [
        (b"altro,colonne\n1,2\n", "zone.csv", "file.columns"),
        (b"PK\x03\x04....", "zone.csv", "file.binary"),
        (b"code,name\na,b\0c\n", "zone.csv", "file.binary"),
        (b"code,name\na,Alfa\nb", "zone.csv", "file.truncated"),
        (b'code,name\na,Alfa\nb,"Be\nta,\n', "zone.csv", "file.open_quote"),
        (gzip.compress(b"code,name\n" + b"a,Alfa\n" * 9000, mtime=0)[:-20], "zone.csv.gz", "file.truncated"),
        (gzip.compress(b"code,name\na,Alfa\n", mtime=0)[:12] + b"\xff" * 30, "zone.csv.gz", "file.truncated"),
    ],
)
def test_refused_whole(bring, content, filename, code):
    run = bring(content, filename=filename)
    assert (run.state, counts(run), fault_codes(run)) == (
        RunState.REFUSED,
        (0, 0, 0, 0, 0),
        [(0, "error", code)],
    )
    assert Layer.objects.count() == 0
    assert Entry.objects.get().verb == "refuse-import"


def test_a_bomb_is_refused(bring, settings):
    settings.IMPORT_MAX_BYTES = 30_000
    run = bring(gzip.compress(b"code,name\n" + b"a,Alfa\n" * 100_000, mtime=0), filename="zone.csv.gz")
    assert (run.state, fault_codes(run)) == (RunState.REFUSED, [(0, "error", "file.expands")])


def test_legacy_letters_warn(bring):
    run = bring("code,name\na,Città\n".encode("cp1252"))
    assert (run.state, fault_codes(run)) == (RunState.DONE, [(0, "warning", "file.encoding")])
    assert Layer.objects.get().name == "Città"


def test_letters_encoded_twice_warn(bring):
    run = bring("code,name\na,CittÃ\xa0\n".encode())
    assert fault_codes(run) == [(0, "warning", "file.mojibake")]


def test_a_table_without_rows_warns(bring):
    run = bring(b"code,name\n")
    assert (run.state, run.total, fault_codes(run)) == (RunState.DONE, 0, [(0, "warning", "file.no_rows")])


def test_html_and_formulas_are_kept_as_they_are(bring):
    bring(b'code,name\na,"<script>alert(1)</script>"\nb,"=HYPERLINK(""x"")"\n')
    names = list(Layer.objects.order_by("code").values_list("name", flat=True))
    assert names == ["<script>alert(1)</script>", '=HYPERLINK("x")']


class Killed(BaseException):
    """What a worker's death looks like from inside."""


@pytest.mark.parametrize("after", [1, 2])
def test_stopped_between_batches_and_resumed(bring, table, coordinator, after):
    batches = []

    def die(run):
        batches.append(run.cursor)
        if len(batches) == after:
            raise Killed

    with pytest.raises(Killed):
        bring(table(25), on_progress=die)
    run = ImportRun.objects.get()
    assert (run.state, run.cursor, counts(run)) == (RunState.STOPPED, after * 10, (after * 10, 0, 0, 0, 0))
    assert fault_codes(run) == [(0, "error", "import.stopped")]
    run = run_import(run_uid=resume_import(actor=coordinator, run=run).uid)
    assert (run.state, counts(run), fault_codes(run)) == (RunState.DONE, (25, 0, 0, 0, 0), [])
    assert (Layer.objects.count(), Entry.objects.count()) == (25, 1)


def test_stopped_inside_a_batch_writes_nothing_of_it(bring, table, importer, coordinator, monkeypatch):
    right, batches = importer.apply, []

    def fails(rows, **values):
        right(rows, **values)
        batches.append(rows)
        if len(batches) == 2:
            raise RuntimeError("the disk is full")

    monkeypatch.setattr(importer, "apply", fails)
    with pytest.raises(RuntimeError):
        bring(table(25))
    run = ImportRun.objects.get()
    assert (run.state, run.cursor, Layer.objects.count()) == (RunState.STOPPED, 10, 10)
    run = run_import(run_uid=run.uid)
    assert (counts(run), Layer.objects.count()) == ((25, 0, 0, 0, 0), 25)


def test_two_workers_do_not_share_a_run(bring, table, coordinator):
    def second(run):
        with pytest.raises(Refused):
            run_import(run_uid=run.uid)
        with pytest.raises(Refused):
            resume_import(actor=coordinator, run=run)

    assert bring(table(), on_progress=second).state == RunState.DONE


def test_a_worker_that_was_overtaken_stops(bring, table):
    def overtaken(run):
        ImportRun.objects.filter(pk=run.pk).update(worker="elsewhere:1:x")

    with pytest.raises(Refused):
        bring(table(), on_progress=overtaken)
    run = ImportRun.objects.get()
    assert (run.state, run.cursor, Layer.objects.count()) == (RunState.RUNNING, 10, 10)


def test_stale_runs_are_found_and_resumed(importer, coordinator, table):
    run = receive_file(
        actor=coordinator, importer=importer.code, filename="z.csv", content=io.BytesIO(table())
    )
    long_ago = clock.now() - SILENCE - timedelta(seconds=1)
    ImportRun.objects.filter(pk=run.pk).update(
        state=RunState.RUNNING, worker="elsewhere:1:x", seen_at=long_ago
    )
    run.refresh_from_db()
    assert running.is_stale(run)
    with pytest.raises(Refused):
        resume_import(actor=VISITOR, run=run)
    assert resume_import(actor=coordinator, run=run).state == RunState.WAITING
    assert run_import(run_uid=run.uid).state == RunState.DONE


def test_a_run_that_ended_is_not_run_again(bring, table, coordinator):
    run = bring(table())
    with pytest.raises(Refused):
        run_import(run_uid=run.uid)
    with pytest.raises(Refused):
        resume_import(actor=coordinator, run=run)


def test_a_file_changed_on_the_disk_is_refused(importer, coordinator, table, media):
    run = receive_file(
        actor=coordinator, importer=importer.code, filename="z.csv", content=io.BytesIO(table())
    )
    (media / run.stored_at).write_bytes(table(3))
    assert (run_import(run_uid=run.uid).state, Layer.objects.count()) == (RunState.REFUSED, 0)


def test_a_file_lost_is_refused(importer, coordinator, table, media):
    run = receive_file(
        actor=coordinator, importer=importer.code, filename="z.csv", content=io.BytesIO(table())
    )
    (media / run.stored_at).unlink()
    assert fault_codes(run_import(run_uid=run.uid)) == [(0, "error", "file.unreadable")]


def test_the_task(importer, coordinator, table):
    run = receive_file(
        actor=coordinator, importer=importer.code, filename="z.csv", content=io.BytesIO(table())
    )
    carry_out.func(run.uid)
    run.refresh_from_db()
    assert run.state == RunState.DONE


def test_with_the_grants_of_the_order_and_no_others(importer, table, monkeypatch):
    """A person whose grant was withdrawn since: what was ordered is carried out in their name, and no more is taken from them."""
    grants = (Grant(Role.COORDINATOR), Grant(Role.AREA_OFFICER, Scope.AREA, "savena"))
    then = Actor(uid="coord", name="Ada", grants=grants)
    now = Actor(uid="coord", name="Ada", grants=grants[1:])
    order = {"importer": importer.code, "filename": "z.csv"}
    run = receive_file(actor=then, content=io.BytesIO(table()), **order)
    tried = receive_file(actor=then, content=io.BytesIO(table()), dry_run=True, **order)
    seen, apply = [], importer.apply

    def told(rows, *, actor, **values):
        seen.append(actor)
        apply(rows, actor=actor, **values)

    monkeypatch.setattr(importer, "apply", told)
    assert run_import(run_uid=run.uid).state == RunState.DONE
    assert set(seen) == {Actor(uid="coord", grants=grants)}
    assert Entry.objects.get(kind="import", ref=run.uid).actor_uid == "coord"
    run_import(run_uid=tried.uid)
    with pytest.raises(Refused):
        receive_file(actor=now, content=io.BytesIO(table()), **order)
    with pytest.raises(Refused):
        take_for_real(actor=now, run=tried)
    ImportRun.objects.filter(pk=run.pk).update(state=RunState.STOPPED)
    with pytest.raises(Refused):
        resume_import(actor=now, run=run)


def test_an_importer_may_refuse_the_whole(bring, table, importer, monkeypatch):
    def refuses(path, options):
        raise Invalid([no_rows()])

    monkeypatch.setattr(importer, "read", refuses)
    assert bring(table()).state == RunState.REFUSED
