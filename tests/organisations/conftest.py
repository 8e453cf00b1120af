"""Makers of organisations, through their desks; files brought in as a coordinator does."""

from __future__ import annotations

from pathlib import Path

import pytest

from portici.imports.domain import receive_file, run_import
from portici.kernel.actor import Actor, Grant, Role, Scope
from portici.organisations.domain import record_organisation
from portici.records.domain import publish

DATA = Path(__file__).parents[3] / "shared" / "data"


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def coordinator():
    return Actor(uid="coord", name="Ada", grants=(Grant(Role.COORDINATOR),))


@pytest.fixture
def auditor():
    return Actor(uid="audit", name="Ugo", grants=(Grant(Role.AUDITOR),))


@pytest.fixture
def contact_of():
    """The actor with a contact's grant on an organisation."""

    def made(organisation, role=Role.PARTNER_CONTACT):
        return Actor(uid="partner", name="Pia", grants=(Grant(role, Scope.ORGANISATION, organisation.uid),))

    return made


@pytest.fixture
def make(coordinator):
    """An organisation recorded by its desk, published unless told otherwise."""

    def made(name, *, published=True, **values):
        values = {"type": "third_sector", "confirmed_duplicates": True, **values}
        organisation = record_organisation(actor=coordinator, name=name, **values)
        return publish(actor=coordinator, record=organisation) if published else organisation

    return made


@pytest.fixture
def bring(coordinator, tmp_path):
    """A file brought in: the run, when it is over."""

    def brought(importer, content, *, dry_run=False, **options):
        path = content
        if not isinstance(content, Path):
            path = tmp_path / "file.csv"
            path.write_text(content, encoding="utf-8")
        run = receive_file(
            actor=coordinator,
            importer=importer,
            filename=path.name,
            content=path,
            options=options,
            dry_run=dry_run,
        )
        return run_import(run_uid=run.uid)

    return brought


@pytest.fixture
def real_data():
    """The folder of open data; the test is skipped, saying so, where it is not."""

    def folder(name):
        path = DATA / name
        if not path.is_dir():
            pytest.skip(f"the open data are not there: {path}")
        return path

    return folder


def counts(run):
    return (run.added, run.changed, run.unchanged, run.refused, run.warned)


def faults(run):
    return list(run.faults.values_list("line", "severity", "code"))
