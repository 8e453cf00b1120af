"""The entries that are there get salted digests and wait for their seals."""

import hashlib
import secrets

from django.db import migrations

PIECE = 1000


def _digest(salt, text):
    return hashlib.sha256((salt + text).encode("utf-8", "surrogatepass")).hexdigest()


def _pieces(rows):
    last = 0
    while piece := list(rows.filter(pk__gt=last).order_by("pk")[:PIECE]):
        yield piece
        last = piece[-1].pk


def salt(apps, schema_editor):
    database = schema_editor.connection.alias
    Entry, Change, ChangeValue, Waiting = (
        apps.get_model("journal", name) for name in ("Entry", "Change", "ChangeValue", "Waiting")
    )
    for entries in _pieces(Entry.objects.using(database)):
        for entry in entries:
            entry.reason_salt = secrets.token_hex(16)
            entry.reason_digest = _digest(entry.reason_salt, entry.reason)
        Entry.objects.using(database).bulk_update(entries, ["reason_salt", "reason_digest"])
        Waiting.objects.using(database).bulk_create(Waiting(entry=entry) for entry in entries)
    for values in _pieces(ChangeValue.objects.using(database).select_related("change")):
        for value in values:
            value.salt = secrets.token_hex(16)
            value.change.before_digest = _digest(value.salt, value.before)
            value.change.after_digest = _digest(value.salt, value.after)
        ChangeValue.objects.using(database).bulk_update(values, ["salt"])
        Change.objects.using(database).bulk_update(
            [value.change for value in values], ["before_digest", "after_digest"]
        )


class Migration(migrations.Migration):
    dependencies = [("journal", "0002_seals")]
    operations = [migrations.RunPython(salt, migrations.RunPython.noop)]
