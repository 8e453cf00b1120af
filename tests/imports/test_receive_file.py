"""Taking a file in: kept aside, under no name of the visitor's; refused with a reason."""

from __future__ import annotations

import hashlib
import io

import pytest

from portici.imports.domain import plain_name, receive_file
from portici.imports.models import ImportRun, RunState
from portici.imports.queries import run_by_uid, runs
from portici.kernel.actor import VISITOR, Actor, Grant, Role, Scope, system_actor
from portici.kernel.findings import Invalid, Refused

pytestmark = pytest.mark.django_db


def received(actor, content, **values):
    given = {"importer": "test-layers", "filename": "zone.csv", **values}
    return receive_file(actor=actor, content=io.BytesIO(content), **given)


def codes(caught):
    return [finding.code for finding in caught.value.findings]


def test_kept_privately_with_its_hash(importer, coordinator, table, media):
    run = received(coordinator, table())
    stored = media / run.stored_at
    assert (run.state, run.sha256) == (RunState.WAITING, hashlib.sha256(table()).hexdigest())
    assert stored.read_bytes() == table()
    assert stored.parent.name == run.uid
    assert (stored.stat().st_mode & 0o777, stored.parent.stat().st_mode & 0o777) == (0o600, 0o700)


def test_from_a_path_by_the_house(importer, table, tmp_path):
    path = tmp_path / "zone.csv"
    path.write_bytes(table())
    run = receive_file(actor=system_actor("pack"), importer="test-layers", filename=path.name, content=path)
    assert (run.actor_uid, run.actor_label) == ("", "pack")


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.COMMUNICATION_OFFICER, Role.ADMINISTRATOR])
def test_refused_to_others_of_the_office(importer, table, role, media):
    with pytest.raises(Refused) as caught:
        received(Actor(uid="x", grants=(Grant(role),)), table())
    assert "coordinator" in str(caught.value.reason)
    assert (ImportRun.objects.count(), media.exists()) == (0, False)


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\dati\\scuole.csv", "scuole.csv"),
        ("a\x00b\u202egnp.csv", "abgnp.csv"),
        ("<img src=x onerror=alert(1)>.csv", "img src=x onerror=alert(1).csv"),
        ("...", "file"),
        ("", "file"),
        ("x" * 400 + ".csv.gz", "x" * 193 + ".csv.gz"),
    ],
)
def test_hostile_names(name, kept):
    assert plain_name(name) == kept


def test_a_hostile_name_is_never_a_path(importer, coordinator, table, media):
    run = received(coordinator, table(), filename="../../../x.csv")
    assert (run.filename, run.stored_at) == ("x.csv", f"imports/{run.uid}/source.csv")


def test_too_large_leaves_nothing(importer, coordinator, table, settings, media):
    settings.IMPORT_MAX_BYTES = 20
    with pytest.raises(Invalid) as caught:
        received(coordinator, table())
    assert codes(caught) == ["import.size"]
    assert (ImportRun.objects.count(), list((media / "imports").iterdir())) == (0, [])


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"importer": "nope"}, "import.importer"),
        ({"filename": "zone.exe"}, "import.extension"),
        ({"filename": "csv"}, "import.extension"),
        ({"options": {"colour": "red"}}, "import.option"),
        ({"options": {"kind": "planet"}}, "import.option"),
    ],
)
def test_bad_papers(importer, coordinator, table, values, code):
    with pytest.raises(Invalid) as caught:
        received(coordinator, table(), **values)
    assert codes(caught) == [code]
    assert ImportRun.objects.count() == 0


def test_empty_file(importer, coordinator):
    with pytest.raises(Invalid) as caught:
        received(coordinator, b"")
    assert codes(caught) == ["import.empty"]
    assert caught.value.findings[0].found == "0 byte"


def test_runs_are_the_offices_own(importer, coordinator, table):
    run = received(coordinator, table())
    partner = Actor(uid="p", grants=(Grant(Role.PARTNER_CONTACT, Scope.ORGANISATION, "abc"),))
    assert [list(runs(actor)) for actor in (VISITOR, partner)] == [[], []]
    assert run_by_uid(Actor(uid="a", grants=(Grant(Role.AUDITOR),)), run.uid) == run
