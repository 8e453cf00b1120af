"""What the office says of its deadlines: which are put off, whom they are told to when nobody sees to them, and who wants to be told how.

A deadline itself is no row: it follows from its record at every visit. Here it is named by its key (watch, record, what belongs to the
record), and an account by its uid, since people stand above this room.
"""

from __future__ import annotations

from datetime import date

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from portici.kernel import clock
from portici.records.models import Addressed


class Keyed(models.Model):
    """Base of what is said of one deadline."""

    watch = models.CharField(max_length=60)
    kind = models.CharField(max_length=40)
    ref = models.CharField(max_length=16)
    mark = models.CharField(max_length=16, blank=True)

    class Meta:
        abstract = True


class Snooze(Keyed):
    """That the office put a deadline off: who, why, until when. On that day it is back; the journal keeps the earlier ones."""

    until = models.DateField(_("until"), help_text=_("On this day it is shown again."))
    reason = models.CharField(_("reason"), max_length=300)
    by = models.CharField(max_length=16, blank=True, editable=False)
    at = models.DateTimeField(editable=False)

    class Meta:
        ordering = ["until", "id"]
        constraints = [models.UniqueConstraint(fields=["ref", "watch", "mark"], name="snooze_once")]

    def __str__(self) -> str:
        return f"{self.watch}:{self.ref}:{self.mark} → {self.until}"


class Teller(models.TextChoices):
    """Who is told: those whose it is, then the offices above them."""

    RESPONSIBLE = "responsible", _("Who is responsible for it")
    COORDINATOR = "coordinator", _("Coordinator")
    SECRETARY = "board_secretary", _("Board secretary")


class Step(Addressed):
    """A step of the chain: after so many days late, who is told. `watch` empty: of whatever is late."""

    watch = models.CharField(_("of what"), max_length=60, blank=True)
    days = models.PositiveSmallIntegerField(
        _("days late"), validators=[MaxValueValidator(365)], help_text=_("0: on the day after its term.")
    )
    tell = models.CharField(_("whom to tell"), max_length=16, choices=Teller.choices)

    class Meta:
        ordering = ["watch", "days", "id"]
        constraints = [models.UniqueConstraint(fields=["watch", "tell"], name="step_once")]

    def __str__(self) -> str:
        return f"{self.days}: {self.get_tell_display()}"


class Told(Keyed):
    """That an account was told of a late deadline at a step; once, whatever became of it. `day`: its term as it stood."""

    day = models.DateField()
    tell = models.CharField(max_length=16, choices=Teller.choices)
    account = models.CharField(max_length=16)
    at = models.DateTimeField()
    #: The message that told it.
    message = models.CharField(max_length=100)

    class Meta:
        ordering = ["at", "id"]
        verbose_name_plural = "told"
        constraints = [
            models.UniqueConstraint(
                fields=["ref", "watch", "mark", "day", "tell", "account"], name="told_once"
            )
        ]
        indexes = [models.Index(fields=["message"], name="told_by_message")]

    def __str__(self) -> str:
        return f"{self.watch}:{self.ref} → {self.account}"

    @property
    def on(self) -> date:
        """The day in the office's zone."""
        return self.at.astimezone(clock.OFFICE_ZONE).date()


class Reminders(models.Model):
    """How an account wants to be reminded: by a digest on Monday, by a calendar that follows its deadlines.

    Of the calendar's address only a digest is kept: who reads the store cannot follow anybody's deadlines with it.
    """

    account = models.CharField(max_length=16, unique=True)
    weekly = models.BooleanField(_("a summary by mail every Monday"), default=False)
    feed_digest = models.CharField(max_length=64, blank=True, db_index=True)
    feed_made_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["account"]
        verbose_name_plural = "reminders"

    def __str__(self) -> str:
        return self.account


class Round(models.Model):
    """That the day's round of reminders was made."""

    day = models.DateField(unique=True)

    class Meta:
        ordering = ["day"]

    def __str__(self) -> str:
        return f"{self.day}"
