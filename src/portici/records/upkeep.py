"""What the store is told now and then so that its planner chooses well."""

from __future__ import annotations

from django.db import connection

#: Rows of an index that SQLite looks at: enough to tell a good index from a bad one, whatever the size.
_LOOKED_AT = 1000


def refresh_statistics() -> None:
    """Let the store count how its rows lie: after many came in, and when the house opens.

    Without, SQLite takes a flag that nearly all rows share (`published`) for as good an index as a key.
    Milliseconds to a second; PostgreSQL does the same by itself, later.
    """
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"PRAGMA analysis_limit={_LOOKED_AT}")
            cursor.execute("ANALYZE")
            return
        tables = connection.introspection.django_table_names(only_existing=True)
        cursor.execute("ANALYZE " + ", ".join(connection.ops.quote_name(table) for table in tables))
