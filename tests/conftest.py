"""What the tests of all rooms share: a clock that stands still. Makers are in `makers` and `chain`."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import caches
from django.db import connection
from django.utils import translation

from portici.config.memory import keep_what_is_loaded
from portici.kernel import clock
from tests import blank

#: What stands in the store without a mark: installations of their own, a site behind a browser.
INSTALLED = ("tests/backup/", "tests/e2e/")


def pytest_configure() -> None:
    """Built files are looked for when one is asked for: each test's client would read the folder of all of them first.

    A password is worked on for a thousandth of the time. A site that is served, in browser tests and drills, does both as in use.
    """
    settings.WHITENOISE_AUTOREFRESH = True
    settings.PASSWORD_HASHERS = ["tests.passwords.QuickHasher"]


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Files with slow tests begin first, so that no process is left with one at the end.

    On PostgreSQL what touches no store is left out: it says the same beside either.
    """
    slow = {item.path for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: item.path not in slow)
    if _on_sqlite():
        return
    stored, others = [], []
    for item in items:
        (stored if touches_a_store(item) else others).append(item)
    config.hook.pytest_deselected(items=others)
    items[:] = stored


def pytest_collection_finish() -> None:
    """As in the web server."""
    keep_what_is_loaded()


def touches_a_store(item: pytest.Item) -> bool:
    fixtures: set[str] = set(getattr(item, "fixturenames", ()))
    where = item.path.relative_to(settings.ROOT).as_posix()
    return bool(fixtures & {"db", "transactional_db"}) or (
        item.get_closest_marker("django_db") is not None or where.startswith(INSTALLED)
    )


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Files made for a test are named by their place: their bytes may hold the moment, and each process would have other names."""
    return argname if isinstance(val, bytes) else None


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item) -> Iterator[None]:
    """After a test that empties the tables, the kinds of models stand under other numbers than those remembered."""
    yield
    marker = item.get_closest_marker("django_db")
    if marker and marker.kwargs.get("transaction"):
        from django.contrib.contenttypes.models import ContentType

        ContentType.objects.clear_cache()


NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def own_media(settings: Any, tmp_path: Path) -> None:
    """Files that a test brings in are kept in a folder of its own."""
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def frozen() -> Iterator[datetime]:
    """The clock held at Monday 2 March 2026, 10:00 in Bologna."""
    with clock.suspended(NOW):
        yield NOW


@pytest.fixture
def english() -> Iterator[None]:
    """Labels in the source's language."""
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def _language_left() -> Iterator[None]:
    """A language that a test turned on, or a command that it ran, is not the next test's."""
    yield
    translation.deactivate()


@pytest.fixture(autouse=True)
def _nobody_counted() -> Iterator[None]:
    """What a process counts of searches and files begins anew with each test."""
    yield
    caches["pace"].clear()


@pytest.fixture(autouse=True)
def _nothing_kept(settings: Any) -> None:
    """Papers that a test wrote are not the next test's."""
    memory = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "papers"}
    settings.CACHES = settings.CACHES | {"papers": memory}
    caches["papers"].clear()


def _on_sqlite() -> bool:
    return connection.vendor == "sqlite"


@pytest.fixture(scope="session")
def django_db_keepdb(request: pytest.FixtureRequest) -> bool:
    """A store that was migrated before is taken as it is; on PostgreSQL as the command says."""
    return _on_sqlite() or bool(request.config.getvalue("reuse_db"))


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """The tests' store begins as a copy of a migrated one."""
    test = connection.settings_dict["TEST"]
    if _on_sqlite():
        blank.copy_to(Path(test["NAME"]))
    else:
        test["TEMPLATE"] = blank.database(os.environ["DATABASE_URL"])


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    yield
    if _on_sqlite():
        with django_db_blocker.unblock():
            name = connection.settings_dict["NAME"]
            connection.close()
        for ending in ("", "-wal", "-shm"):
            Path(f"{name}{ending}").unlink(missing_ok=True)
