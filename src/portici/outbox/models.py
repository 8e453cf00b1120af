"""The tray: one row a message, from the desk that had something to say until the courier's receipt."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from portici.kernel.actor import Actor, Role
from portici.records.models import Addressed

#: Letters of a subject that are kept.
SUBJECT = 200


class MessageState(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    CARRIED = "carried", _("With the courier")
    SENT = "sent", _("Sent")
    FAILED = "failed", _("Given up")


class MessageQuerySet(models.QuerySet["Message"]):
    def visible_to(self, actor: Actor) -> MessageQuerySet:
        """Who wrote to whom is the administrator's business alone."""
        return self if actor.has(Role.ADMINISTRATOR) else self.none()


class Message(Addressed):
    """One message to one person.

    `parts` is the body: `[{"type": "text/plain", "text": …}]`, emptied once it has left unless its kind keeps it. A kind that is
    composed on the way has no body here at all, and `data` for its composer instead. `due_at` and `taken_at` are the machine's
    times, which the worker compares with its own; the others are the house's.
    """

    KIND = "message"

    kind = models.CharField(max_length=40)
    recipient = models.EmailField(_("recipient"))
    subject = models.CharField(_("subject"), max_length=SUBJECT, blank=True)
    parts = models.JSONField(default=list, blank=True)
    data = models.JSONField(default=dict, blank=True)
    #: Two desks that say the same thing give the same key, and it is said once.
    key = models.CharField(max_length=100, unique=True)
    state = models.CharField(
        _("state"), max_length=10, choices=MessageState.choices, default=MessageState.WAITING, db_index=True
    )
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    #: An attempt's answer was lost: the message may have arrived already, and may arrive twice.
    doubtful = models.BooleanField(_("may have arrived twice"), default=False)
    #: The last fault by its kind and code, never the server's words: they name the recipient.
    last_error = models.CharField(_("last fault"), max_length=80, blank=True)
    created_at = models.DateTimeField(_("written"))
    sent_at = models.DateTimeField(_("sent"), null=True)
    due_at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.uid
