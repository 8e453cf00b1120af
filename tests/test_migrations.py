"""A store in use goes forward to the tables of today, and one that cannot is told so.

A migration that touches rows will have its test here: rows are written with the models of the state before it, the store is migrated, and
the rows are read with the models of today.
"""

from __future__ import annotations

from functools import partial

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client

from portici.cli import store
from portici.cli.doctor.store import migrations
from portici.records import migrating

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

Name = tuple[str, str]


def done() -> set[Name]:
    return set(MigrationRecorder(connection).applied_migrations())


def standing_for_several() -> dict[Name, list[Name]]:
    """The migrations that stand for earlier ones which are here no more."""
    own = MigrationLoader(None).disk_migrations
    return {
        name: list(one.replaces)
        for name, one in own.items()
        if one.replaces and not own.keys() & set(one.replaces)
    }


def forget(*names: Name) -> None:
    for room, name in names:
        MigrationRecorder(connection).record_unapplied(room, name)


def test_every_step_is_done_in_a_store_of_this_version() -> None:
    assert migrating.lacking(done()) == []
    assert migrating.halfway(done()) == []
    assert done() <= migrating.known()


def test_a_store_of_the_version_before_goes_on() -> None:
    """It has done each of the steps that one stands for now: nothing is made anew, and it is as one of today."""
    forget(*standing_for_several())
    tables = connection.introspection.table_names()
    assert migrating.lacking(done()) == []
    store.bring_up_to_date()
    assert connection.introspection.table_names() == tables
    assert set(standing_for_several()) <= done()
    call_command("migrate", check_unapplied=True, verbosity=0)
    assert [advice.level.name for advice in migrations()] == ["OK"]


def test_a_store_of_an_even_older_version_is_told_so(client: Client) -> None:
    """It has done some of the steps that one stands for now: the version that had them must do the others."""
    (name, steps) = max(standing_for_several().items(), key=lambda item: len(item[1]))
    forget(name, *steps[-2:])
    lost = [".".join(step) for step in steps[-2:]]
    assert [".".join(step) for step in migrating.halfway(done())] == lost
    told = (
        f"The store {store.place()} lacks {', '.join(lost)}, which this version has no more.\n"
        "Bring it up with a version that still has these steps, then with this one."
    )
    for asked in (store.bring_up_to_date, partial(call_command, "migrate", verbosity=0)):
        with pytest.raises(CommandError) as caught:
            asked()
        assert str(caught.value) == told
    advice = next(migrations())
    assert (advice.level.name, advice.found) == (
        "ERROR",
        f"the store lacks {lost[0]}, which this version has no more",
    )
    cache.clear()
    ready = client.get("/-/readyz")
    assert (ready.status_code, ready.json()["lacking"]) == (503, ["migrations"])


def test_its_own_name_alone_is_no_proof() -> None:
    """As Django reads it: a process that was killed while it took steps back leaves the name of the one that stands for them."""
    (name, steps) = max(standing_for_several().items(), key=lambda item: len(item[1]))
    forget(*steps)
    assert name in done()
    assert migrating.lacking(done()) == [name]
    assert migrating.halfway(done()) == []
    MigrationRecorder(connection).record_applied(*steps[0])
    assert migrating.halfway(done()) == sorted(steps[1:])


def test_the_tables_of_libraries_are_made_before_the_rooms() -> None:
    """Otherwise an empty store takes twice as long to make: each of their steps builds anew every model that is related to a user."""
    loader = MigrationLoader(None)
    site = ("publishing", "0001_initial")
    before = {name[0] for name in loader.graph.forwards_plan(site)}
    assert {name for name in before if not name.startswith("wagtail")} == {
        "account", "auth", "contenttypes", "django_tasks_database", "mfa", "people", "publishing", "socialaccount",
        "taggit", "usersessions",
    }  # fmt: skip
    for room in ("territory", "organisations", "needs", "programme", "governance", "study"):
        assert site in loader.graph.forwards_plan((room, "0001_first")), room
