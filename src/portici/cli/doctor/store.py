"""What the store says of itself."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

from django.db import connection
from django.db.migrations import Migration
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder
from django.utils.translation import gettext as _

from portici.cli.doctor.advice import Advice, error, ok, warning
from portici.records import migrating

#: The oldest PostgreSQL, in its own numbering.
_OLDEST = 150000


def connection_and_version() -> Iterator[Advice]:
    """It answers, is new enough, and keeps every letter."""
    connection.ensure_connection()
    if connection.vendor == "postgresql":
        yield from _postgresql()
    else:
        yield from _sqlite()


def _postgresql() -> Iterator[Advice]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_setting('server_version_num')::int, current_setting('server_encoding')"
        )
        version, encoding = cursor.fetchone()
    found = f"PostgreSQL {version // 10000}.{version % 10000}, {encoding}"
    if version < _OLDEST:
        yield error(_("store"), found, _("Portici needs PostgreSQL 15 or later."))
    elif encoding != "UTF8":
        yield error(
            _("store"),
            found,
            _("Make the database anew with ENCODING 'UTF8' and restore the backup into it."),
        )
    else:
        yield ok(_("store"), found)
    if shutil.which("pg_dump") is None:
        yield warning(
            _("backup"),
            _("pg_dump is not on this machine"),
            _("apt install postgresql-client: portici backup needs it."),
        )


def _sqlite() -> Iterator[Advice]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT sqlite_version()")
        version = cursor.fetchone()[0]
        cursor.execute("PRAGMA journal_mode")
        mode = cursor.fetchone()[0]
    found = f"SQLite {version}, {mode}, {connection.settings_dict['NAME']}"
    if mode != "wal":
        yield warning(
            _("store"), found, _("Keep the store on a local disk: without WAL readers wait for writers.")
        )
    else:
        yield ok(_("store"), found)


def migrations() -> Iterator[Advice]:
    """The store's shape is this version's: no step to do, none that this version does not know."""
    done = set(MigrationRecorder(connection).applied_migrations())
    known = migrating.known()
    rooms = {room for room, _name in known}
    unknown = [name for name in done - known if name[0] in rooms]
    if halfway := migrating.halfway(done):
        yield error(
            _("migrations"),
            _("the store lacks %(name)s, which this version has no more") % {"name": ".".join(halfway[0])},
            _("Bring it up with a version that still has these steps, then with this one."),
        )
    elif plan := _plan():
        told = {"count": len(plan), "first": str(plan[0][0])}
        yield error(
            _("migrations"),
            _("%(count)s to do, %(first)s first") % told,
            _("Take a backup, then portici migrate."),
        )
    elif unknown:
        yield error(
            _("migrations"),
            _("the store knows %(name)s, this version does not") % {"name": ".".join(min(unknown))},
            _("The store was used by a later version: go back to that, or restore a backup of before."),
        )
    else:
        yield ok(_("migrations"), _("%(count)s done, none left") % {"count": len(done)})


def _plan() -> list[tuple[Migration, bool]]:
    executor = MigrationExecutor(connection)
    return executor.migration_plan(executor.loader.graph.leaf_nodes())


def wholeness() -> Iterator[Advice]:
    """The store's own check of its pages and references."""
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA quick_check(1)")
        said = cursor.fetchone()[0]
        cursor.execute("PRAGMA foreign_key_check")
        astray = len(cursor.fetchall())
    if said != "ok":
        yield error(
            _("wholeness"),
            str(said),
            _("The file is damaged: stop the service and restore the last backup."),
        )
    elif astray:
        yield error(
            _("wholeness"),
            _("%(count)s rows refer to rows that are not there") % {"count": astray},
            _("Restore the last backup that is whole."),
        )
    else:
        yield ok(_("wholeness"), _("pages and references are in order"))
