"""What an area lacks, and what is at hand for it."""

from __future__ import annotations

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from portici.kernel.actor import Actor
from portici.organisations.models import Organisation
from portici.records import registry
from portici.records.links import hangs_from
from portici.records.models import Record, RecordQuerySet
from portici.territory.models import Area, Indicator, Place, within_scope

from .listening import Listening
from .targets import TargetGroup, Theme, open_area


class NeedState(models.TextChoices):
    OPEN = "open", _("Open")
    ANSWERED = "answered", _("Being answered")
    CLOSED = "closed", _("Closed")


class Need(Record):
    """What is lacking in an area, who says so and on which evidence."""

    KIND = "need"
    SEARCHED: ClassVar[tuple[str, ...]] = ("title", "description", "source", "evidence")

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="needs", verbose_name=_("area"))
    theme = models.CharField(_("theme"), max_length=16, choices=Theme.choices)
    title = models.CharField(_("title"), max_length=200)
    description = models.TextField(_("description"), blank=True)
    source = models.CharField(_("source"), max_length=200, help_text=_("Who said it, where, when."))
    groups = models.ManyToManyField(
        TargetGroup, blank=True, related_name="needs", verbose_name=_("who is affected")
    )
    people_affected = models.PositiveIntegerField(_("people affected (estimate)"), null=True, blank=True)
    severity = models.PositiveSmallIntegerField(
        _("severity, 1 (slight) to 5 (grave)"),
        default=3,
        validators=[MinValueValidator(1), MaxValueValidator(5)],
    )
    evidence = models.TextField(_("evidence"), blank=True)
    indicators = models.ManyToManyField(
        Indicator, blank=True, related_name="+", verbose_name=_("indicators that speak for it")
    )
    listenings = models.ManyToManyField(
        Listening, blank=True, related_name="needs", verbose_name=_("listening sessions it was heard in")
    )
    state = models.CharField(
        _("state"), max_length=10, choices=NeedState.choices, default=NeedState.OPEN, db_index=True
    )
    recorded_on = models.DateField(_("recorded on"))

    objects = RecordQuerySet.as_manager()

    class Meta:
        ordering = ["-severity", "title"]

    def __str__(self) -> str:
        return self.title

    @classmethod
    def in_scope_of(cls, actor: Actor) -> models.Q:
        return within_scope(actor, "area__")

    @classmethod
    def withheld_with(cls, actor: Actor) -> models.Q:
        return open_area(actor)


class Opportunity(Record):
    """What is at hand for an area: an organisation, a place, a school, a project already in the register."""

    KIND = "opportunity"
    # Not the subject's label: it would find a project that is withheld.
    SEARCHED: ClassVar[tuple[str, ...]] = ("title", "description")
    #: Kinds of upper rooms that can be what is at hand.
    SUBJECT_KINDS: ClassVar[tuple[str, ...]] = ("project", "activity")

    area = models.ForeignKey(
        Area, on_delete=models.PROTECT, related_name="opportunities", verbose_name=_("area")
    )
    theme = models.CharField(_("theme"), max_length=16, choices=Theme.choices)
    title = models.CharField(_("title"), max_length=200)
    description = models.TextField(_("description"), blank=True)
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="opportunities",
        verbose_name=_("organisation or school"),
    )
    place = models.ForeignKey(
        Place,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="opportunities",
        verbose_name=_("place"),
    )
    #: A thing of an upper room (a project): an exhibit, never a foreign key.
    subject_kind = models.CharField(max_length=40, blank=True, editable=False)
    subject_ref = models.CharField(max_length=16, blank=True, editable=False, db_index=True)
    subject_label = models.CharField(max_length=300, blank=True, editable=False)
    available_until = models.DateField(_("available until"), null=True, blank=True)

    objects = RecordQuerySet.as_manager()

    class Meta:
        ordering = ["title"]
        verbose_name_plural = "opportunities"

    def __str__(self) -> str:
        return self.title

    @classmethod
    def in_scope_of(cls, actor: Actor) -> models.Q:
        own = models.Q(organisation__in=Organisation.own_of(actor).values("pk"))
        return own | within_scope(actor, "area__")

    @classmethod
    def withheld_with(cls, actor: Actor) -> models.Q:
        at_hand = hangs_from(actor, "organisation", Organisation, optional=True) & hangs_from(
            actor, "place", Place, optional=True
        )
        return open_area(actor) & at_hand & _open_subject(actor)


def _open_subject(actor: Actor) -> models.Q:
    """No exhibit, or one of a record that the actor may see."""
    condition = models.Q(subject_kind="")
    for kind in registry.kinds():
        if kind.name in Opportunity.SUBJECT_KINDS:
            subject = kind.visible_to(actor).filter(uid=models.OuterRef("subject_ref"))
            condition |= models.Q(models.Exists(subject), subject_kind=kind.name)
    return condition
