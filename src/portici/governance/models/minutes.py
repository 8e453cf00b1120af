"""Minutes: made from what the meeting wrote down, approved at the next one, closed with the digest of their text."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from portici.kernel.actor import Actor, Scope
from portici.records.links import hangs_from
from portici.records.models import Record, RecordQuerySet

from .meetings import Meeting


class MinutesState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    PROPOSED = "proposed", _("Laid before the body")
    APPROVED = "approved", _("Approved and closed")


class Minutes(Record):
    """The minutes of a meeting. What was said of an item stands on the item; the rest is made of the meeting's own rows."""

    KIND = "minutes"
    SEARCHED: ClassVar[tuple[str, ...]] = ("opening", "closing")
    #: The text says what is confidential, and the journal of minutes is not only for who may read that; it tells the digests.
    UNTOLD: ClassVar[frozenset[str]] = Record.UNTOLD | {"frozen"}

    meeting = models.OneToOneField(Meeting, on_delete=models.PROTECT, related_name="minutes")
    state = models.CharField(
        _("state"), max_length=10, choices=MinutesState.choices, default=MinutesState.DRAFT, editable=False
    )
    opening = models.TextField(_("opening"), blank=True)
    closing = models.TextField(_("closing"), blank=True)
    #: The whole text and the public one as they were approved, by language of the record: what the digests are of.
    frozen = models.JSONField(default=dict, blank=True, editable=False)
    #: Of the whole text: as it was laid before the body, then as it was approved.
    digest = models.CharField(_("digest"), max_length=64, blank=True, editable=False)
    public_digest = models.CharField(max_length=64, blank=True, editable=False)
    approved_in = models.ForeignKey(
        Meeting,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="minutes_approved",
        verbose_name=_("approved in the meeting"),
        editable=False,
    )
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = RecordQuerySet.as_manager()

    class Meta:
        ordering = ["-meeting__starts_at", "-pk"]
        verbose_name_plural = "minutes"

    def __str__(self) -> str:
        return str(self.meeting)

    @classmethod
    def in_scope_of(cls, actor: Actor) -> models.Q:
        """Members read them from the day on which they are laid before the body."""
        laid = models.Q(state__in=[MinutesState.PROPOSED, MinutesState.APPROVED])
        return laid & models.Q(meeting__body__uid__in=actor.scope_uids(Scope.BODY))

    @classmethod
    def withheld_with(cls, actor: Actor) -> models.Q:
        return hangs_from(actor, "meeting", Meeting)


class BoardDossier(Record):
    """What members read before a meeting: two pages and annexes, frozen when they are sent.

    `frozen` holds the blocks as they stood; a block about a confidential item is told apart, so that it can be left out.
    """

    KIND = "board-dossier"
    SEARCHED: ClassVar[tuple[str, ...]] = ()
    UNTOLD: ClassVar[frozenset[str]] = Record.UNTOLD | {"frozen"}

    meeting = models.OneToOneField(Meeting, on_delete=models.PROTECT, related_name="dossier")
    note = models.TextField(
        _("word to the members"), blank=True, help_text=_("A few lines that open the dossier.")
    )
    frozen = models.JSONField(default=dict, blank=True, editable=False)
    digest = models.CharField(_("digest"), max_length=64, blank=True, editable=False)
    sent_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = RecordQuerySet.as_manager()

    class Meta:
        ordering = ["-meeting__starts_at", "-pk"]

    def __str__(self) -> str:
        return str(self.meeting)

    @classmethod
    def in_scope_of(cls, actor: Actor) -> models.Q:
        """Members read it once it is sent."""
        sent = models.Q(sent_at__isnull=False)
        return sent & models.Q(meeting__body__uid__in=actor.scope_uids(Scope.BODY))

    @classmethod
    def withheld_with(cls, actor: Actor) -> models.Q:
        return hangs_from(actor, "meeting", Meeting)
