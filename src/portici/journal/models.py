"""The journal's cabinets: entries hold identifiers, field names and digests; values stand aside, where
erasure can empty them.
"""

from __future__ import annotations

from django.db import models


class Entry(models.Model):
    """One thing done, by one actor, at one moment, with its reason. Written once, never changed."""

    at = models.DateTimeField()
    actor_uid = models.CharField(max_length=32, blank=True)
    actor_label = models.CharField(max_length=80, blank=True)  # the part of the house, when no person acted
    verb = models.CharField(max_length=60)
    kind = models.CharField(max_length=40)
    ref = models.CharField(max_length=64)
    record_version = models.PositiveIntegerField(default=0)
    reason = models.TextField(blank=True)
    run_uid = models.CharField(max_length=32, blank=True, db_index=True)
    counts = models.JSONField(default=dict, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["kind", "ref", "-id"]),
            models.Index(fields=["actor_uid", "-id"]),
            models.Index(fields=["-at"]),
        ]
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.verb} {self.kind}:{self.ref}"


class Change(models.Model):
    """One field of an entry: its name and the digests of the value before and after."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="changes")
    field = models.CharField(max_length=60)
    before_digest = models.CharField(max_length=64)
    after_digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.field


class ChangeValue(models.Model):
    """The values themselves, as text. A row of this table may be emptied by an erasure; the entry stays
    whole.
    """

    change = models.OneToOneField(Change, on_delete=models.PROTECT, related_name="value")
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.change_id}"
