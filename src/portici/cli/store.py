"""Whether the store is one that this version can work with, asked before anything is written to it."""

from __future__ import annotations

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connection, connections
from django.db.migrations.exceptions import InconsistentMigrationHistory
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.utils.translation import gettext as _

from portici.records import migrating

#: How many of the differences found are named.
NAMED = 3


def bring_up_to_date() -> None:
    """Carry out the migrations that the store lacks. Raises CommandError when the store is another version's."""
    try:
        refuse_halfway()
        found = _strange()
        if not found:
            call_command("migrate", verbosity=0, interactive=False)
            found = _unlike()
    except InconsistentMigrationHistory as error:
        raise CommandError(_of_another_version([str(error)])) from error
    except DatabaseError as error:
        if _is_reachable():
            raise CommandError(_of_another_version([str(error)])) from error
        raise CommandError(unusable(error)) from error
    if found:
        raise CommandError(_of_another_version(found))


def refuse_halfway(database: str = DEFAULT_DB_ALIAS) -> None:
    """Raise CommandError when the store lacks migrations that are here no more: those of this version would be made on half a room."""
    done = MigrationRecorder(connections[database]).applied_migrations()
    if lost := migrating.halfway(done):
        raise CommandError(
            _("The store %(place)s lacks %(found)s, which this version has no more.")
            % {"place": place(), "found": _some([".".join(name) for name in lost])}
            + "\n"
            + _("Bring it up with a version that still has these steps, then with this one.")
        )


def place() -> str:
    """Where the store is, without its password."""
    named = connection.settings_dict
    if connection.vendor == "sqlite":
        return str(named["NAME"])
    return f"{named['HOST'] or 'localhost'}:{named['PORT'] or 5432}/{named['NAME']}"


def unusable(error: DatabaseError) -> str:
    """What is wrong with a store that does not answer, and what to do."""
    problem = " ".join(str(error).split())
    if "locked" in problem:
        todo = _(
            "Another program is writing to it and does not end: an import, a copy, another Portici. "
            "Wait for it, or stop it, and try again."
        )
    elif "no such table" in problem or "does not exist" in problem:
        todo = _("It has not been made yet, or by another version: portici start makes it.")
    elif connection.vendor == "sqlite":
        todo = _(
            "Look whether its folder is there and can be written to, whether there is room on the disk, and "
            "whether the file is one that Portici made; if it is damaged, put a copy in its place."
        )
    else:
        todo = _("Look whether the server is running, and whether DATABASE_URL says its name and password.")
    said = _("The store %(place)s cannot be used: %(problem)s.") % {"place": place(), "problem": problem}
    return f"{said}\n{todo}"


def _is_reachable() -> bool:
    """Whether the store answers at all: what it refused is then its content's fault."""
    try:
        connection.close()
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            connection.introspection.table_names(cursor)
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                cursor.execute("BEGIN IMMEDIATE")
                cursor.execute("ROLLBACK")
    except DatabaseError:
        return False
    return True


def _strange() -> list[str]:
    """What the store has that this version does not know: migrations, or tables that no migration made."""
    rooms = {config.label for config in apps.get_app_configs() if config.name.startswith("portici.")}
    done = set(MigrationRecorder(connection).applied_migrations())
    unknown = sorted(name for name in done - migrating.known() if name[0] in rooms)
    if unknown:
        return [".".join(name) for name in unknown]
    MigrationLoader(connection).check_consistent_history(connection)
    if not done:
        ours = {model._meta.db_table for model in apps.get_models()}
        return sorted(ours & set(connection.introspection.table_names()))
    pending = {room for room, _name in migrating.lacking(done)}
    return _unlike(leave_out=pending)


#: SQLite keeps it in every table and names it in none; the index of Wagtail's search reads it.
TOLD_BY_NO_STORE = {"rowid"}


def _unlike(leave_out: frozenset[str] | set[str] = frozenset()) -> list[str]:
    """Tables and columns that this version reads and the store does not have."""
    missing = []
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
        for model in apps.get_models():
            if model._meta.app_label in leave_out or not model._meta.managed:
                continue
            table = model._meta.db_table
            if table not in tables:
                missing.append(table)
                continue
            there = {row.name for row in connection.introspection.get_table_description(cursor, table)}
            wanted = {field.column for field in model._meta.local_concrete_fields if field.column}
            missing += [f"{table}.{column}" for column in sorted(wanted - there - TOLD_BY_NO_STORE)]
    return missing


def _some(found: list[str]) -> str:
    return ", ".join(found[:NAMED]) + (f", … (+{len(found) - NAMED})" if len(found) > NAMED else "")


def _of_another_version(found: list[str]) -> str:
    said = _("The store %(place)s was made by another version of Portici: it differs in %(found)s.") % {
        "place": place(),
        "found": _some(found),
    }
    if connection.vendor == "sqlite":
        todo = _(
            "Move its folder away and start again, and a new one is made: mv %(folder)s %(folder)s.old. Or start "
            "the version of Portici that made it."
        ) % {"folder": settings.STATE}
    else:
        todo = _(
            "Make a new database and name it in DATABASE_URL. Or start the version of Portici that made it."
        )
    return f"{said}\n{todo}"
