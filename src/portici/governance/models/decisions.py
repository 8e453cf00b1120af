"""Numbered decisions with their grounds."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from portici.kernel.actor import Actor, Scope
from portici.programme.models import Activity
from portici.records.links import hangs_from
from portici.records.models import Record, RecordQuerySet

from .bodies import Body
from .meetings import AgendaItem, unless_confidential
from .votes import Motion


class DecisionKind(models.TextChoices):
    """What a decision does; empty where the act does not say."""

    DIRECTION = "direction", _("Direction to the office")
    APPROVAL = "approval", _("Approval")
    OPINION = "opinion", _("Opinion")
    APPOINTMENT = "appointment", _("Appointment")
    ORGANISATION = "organisation", _("Own organisation")


class Decision(Record):
    """What a body decided: number, date, text, grounds; and the activities that carry it out."""

    KIND = "decision"
    SEARCHED: ClassVar[tuple[str, ...]] = ("title", "text", "grounds", "address")

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="decisions", verbose_name=_("body"))
    year = models.PositiveSmallIntegerField(_("year"), editable=False)
    number = models.PositiveSmallIntegerField(_("number"))
    decided_on = models.DateField(_("decided on"))
    kind = models.CharField(_("kind"), max_length=12, choices=DecisionKind.choices, blank=True)
    #: The item of a meeting that it was taken on; none for one that was recorded from an act.
    item = models.ForeignKey(
        AgendaItem,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="decisions",
        verbose_name=_("agenda item"),
        editable=False,
    )
    #: The adopted motion that it is made of; a motion becomes one decision, however often it is asked.
    motion = models.OneToOneField(
        Motion, on_delete=models.PROTECT, null=True, blank=True, related_name="decision", editable=False
    )
    is_confidential = models.BooleanField(
        _("confidential"),
        default=False,
        help_text=_("Only the body's members, its secretary, the coordinator and the auditor read it."),
    )
    withheld_because = models.CharField(
        _("reason why it is not published"),
        max_length=300,
        blank=True,
        help_text=_("Every decision is published, or says why it is not."),
    )
    title = models.CharField(_("title"), max_length=200)
    text = models.TextField(_("text"))
    grounds = models.TextField(_("grounds"), blank=True)
    #: "board-2026-3": what its page is called.
    address = models.CharField(max_length=40, unique=True, editable=False)
    activities = models.ManyToManyField(
        Activity, blank=True, related_name="decisions", verbose_name=_("activities that carry it out")
    )
    #: Told here and not at the guideline, whose readers may not all read the decision.
    guidelines = models.ManyToManyField(
        "governance.Guideline",
        blank=True,
        related_name="decisions",
        verbose_name=_("guidelines that it carries out"),
    )

    objects = RecordQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["body", "year", "number"], name="decision_number_once")
        ]

    def __str__(self) -> str:
        return f"{self.number}/{self.year} – {self.title}"

    @classmethod
    def in_scope_of(cls, actor: Actor) -> models.Q:
        return models.Q(body__uid__in=actor.scope_uids(Scope.BODY))

    @classmethod
    def withheld_with(cls, actor: Actor) -> models.Q:
        return hangs_from(actor, "body", Body)

    @classmethod
    def confined_to(cls, actor: Actor) -> models.Q:
        return unless_confidential(actor, "body")


class Ground(models.Model):
    """An exhibit that a decision stands on: the record, the digest of its facts, as of when."""

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="exhibits")
    kind = models.CharField(max_length=40)
    ref = models.CharField(max_length=16)
    label = models.CharField(max_length=300)
    digest = models.CharField(max_length=64)
    as_of = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["decision", "kind", "ref"], name="ground_once")]

    def __str__(self) -> str:
        return self.label
