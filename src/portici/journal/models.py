"""The journal's cabinets: entries hold identifiers, field names and digests; values stand aside, where
erasure can empty them; seals chain the entries.
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from portici.kernel.actor import Actor


class Entry(models.Model):
    """One thing done, by one actor, at one moment, with its reason. Written once, never changed.

    Of the reason the seal holds the digest: a person named in it can be erased.
    """

    at = models.DateTimeField()
    actor_uid = models.CharField(max_length=32, blank=True)
    actor_label = models.CharField(max_length=80, blank=True)  # the part of the house, when no person acted
    verb = models.CharField(max_length=60)
    kind = models.CharField(max_length=40)
    ref = models.CharField(max_length=64)
    record_version = models.PositiveIntegerField(default=0)
    reason = models.TextField(blank=True)
    reason_digest = models.CharField(max_length=64, blank=True)
    reason_salt = models.CharField(max_length=32, blank=True)
    reason_erased_by = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="erased_reasons"
    )
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
    """The values themselves, as text, with the salt of their digests: without it an erased telephone number
    could be found again by trying them all. An erasure empties a row and says by which entry; the entry told
    stays whole.
    """

    change = models.OneToOneField(Change, on_delete=models.PROTECT, related_name="value")
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)
    salt = models.CharField(max_length=32, blank=True)
    erased_by = models.ForeignKey(
        Entry, on_delete=models.PROTECT, null=True, blank=True, related_name="erased_values"
    )

    def __str__(self) -> str:
        return f"{self.change_id}"

    @property
    def is_erased(self) -> bool:
        return self.erased_by_id is not None


class Waiting(models.Model):
    """An entry that waits for its seal: written with the entry, taken away with the sealing.

    It is what lets the sealing find entries that commit late under a lower number, without looking through all of them.
    """

    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, primary_key=True, related_name="waiting")

    def __str__(self) -> str:
        return f"{self.entry_id}"


class Seal(models.Model):
    """One link of the chain: the place of an entry in it, and the hash over the link before and the entry."""

    position = models.PositiveBigIntegerField(primary_key=True)
    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="seal")
    sealed_at = models.DateTimeField()
    hash = models.CharField(max_length=64, db_index=True)

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return f"{self.position}: {self.hash}"


class SealingPlan(models.Model):
    """One row: until when a sealing is already asked for, so that not every change asks for another."""

    due = models.DateTimeField()

    def __str__(self) -> str:
        return self.due.isoformat()


class VerificationState(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    RUNNING = "running", _("Under way")
    WHOLE = "whole", _("Whole")
    FAULTY = "faulty", _("Altered")
    STOPPED = "stopped", _("Stopped")


class VerificationQuerySet(models.QuerySet["Verification"]):
    def visible_to(self, actor: Actor) -> VerificationQuerySet:
        """For those who read all."""
        return self if actor.reads_all else self.none()


class Verification(models.Model):
    """The chain gone through once, from its first link to its head, and what was found."""

    state = models.CharField(
        _("state"), max_length=10, choices=VerificationState.choices, default=VerificationState.WAITING
    )
    actor_uid = models.CharField(max_length=32, blank=True)
    actor_label = models.CharField(max_length=80, blank=True)
    expected_head = models.CharField(_("printed head"), max_length=64, blank=True)
    created_at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True)  # the last sign of life of who carries it out
    finished_at = models.DateTimeField(null=True)
    sealed = models.PositiveBigIntegerField(_("sealed entries"), default=0)
    head = models.CharField(max_length=64, blank=True)
    faults_total = models.PositiveIntegerField(default=0)
    faults = models.JSONField(
        default=list, blank=True
    )  # the first of them: {"code", "position", "entry_id", "field"}

    objects = VerificationQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.created_at.isoformat()}: {self.state}"
