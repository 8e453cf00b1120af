"""Where and for whom the office acts: themes, target groups, target areas with the figures that spoke for them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from portici.kernel.actor import Actor
from portici.records.models import Publication, Record, RecordQuerySet
from portici.territory.models import Area, Indicator, ObservationStatus, within_scope


def open_area(actor: Actor) -> models.Q:
    """Rows whose area is itself published, or in the actor's own scope."""
    return models.Q(area__publication=Publication.PUBLISHED) | within_scope(actor, "area__")


class Theme(models.TextChoices):
    """What a need or an opportunity is about."""

    HOUSING = "housing", _("Housing")
    SCHOOL = "school", _("School and early leaving")
    WORK = "work", _("Work and training")
    YOUTH = "youth", _("Young people")
    CARE = "care", _("Care and health")
    LONELINESS = "loneliness", _("Loneliness")
    POVERTY = "poverty", _("Poverty")
    INTEGRATION = "integration", _("Living together")
    PUBLIC_SPACE = "public_space", _("Public space")
    DIGITAL = "digital", _("Digital skills")
    CULTURE = "culture", _("Culture and sport")
    MOBILITY = "mobility", _("Mobility")
    ENVIRONMENT = "environment", _("Environment")
    OTHER = "other", _("Other")


class TargetGroup(Record):
    """Whom the actions are for."""

    KIND = "target-group"
    SEARCHED: ClassVar[tuple[str, ...]] = ("name", "description")

    name = models.CharField(_("name"), max_length=120, unique=True)
    description = models.TextField(_("description"), blank=True)
    source = models.CharField(_("source"), max_length=300, blank=True)

    objects = RecordQuerySet.as_manager()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Designation(Record):
    """That an area is a target area: by which act, since when, why, and with which figures as they stood."""

    KIND = "designation"
    SEARCHED: ClassVar[tuple[str, ...]] = ("reason", "act", "evidence")

    area = models.ForeignKey(
        Area, on_delete=models.PROTECT, related_name="designations", verbose_name=_("area")
    )
    act = models.CharField(
        _("act"), max_length=200, blank=True, help_text=_("Number, date and body of the act.")
    )
    decided_on = models.DateField(_("decided on"))
    until = models.DateField(_("until"), null=True, blank=True)
    reason = models.TextField(_("reason"))
    evidence = models.TextField(_("written evidence"), blank=True)

    objects = RecordQuerySet.as_manager()

    class Meta:
        ordering = ["-decided_on", "area__name"]

    def __str__(self) -> str:
        return f"{self.area} ({date_format(self.decided_on, 'SHORT_DATE_FORMAT')})"

    @classmethod
    def in_scope_of(cls, actor: Actor) -> models.Q:
        return within_scope(actor, "area__")

    @classmethod
    def withheld_with(cls, actor: Actor) -> models.Q:
        return open_area(actor)


class Origin(models.TextChoices):
    """Whose figure it is that speaks for an area."""

    OWN = "own", _("of the area itself")
    PART = "part", _("of a part of the area")
    PARENT = "parent", _("of the area that holds it")


class DesignationFigure(models.Model):
    """A figure that spoke for the designation, frozen: later vintages do not change it.

    An area without figures of its own (drawn by hand) is spoken for by its parts, each with a row, or by
    the area that holds it.
    """

    designation = models.ForeignKey(Designation, on_delete=models.CASCADE, related_name="figures")
    origin = models.CharField(_("whose figure"), max_length=6, choices=Origin.choices, default=Origin.OWN)
    of_area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", verbose_name=_("figure of"))
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="+")
    period = models.CharField(_("period"), max_length=10)
    value = models.FloatField(_("value"), null=True)
    status = models.CharField(max_length=10, choices=ObservationStatus.choices, default=ObservationStatus.OK)
    #: Place among the areas of the layer (1 = worst, in the indicator's direction) and how many had a value.
    rank = models.PositiveIntegerField(_("rank"), null=True)
    of = models.PositiveIntegerField(_("areas ranked"), null=True)
    taken_at = models.DateTimeField(_("as of"))
    #: How much of a part counts in the sum of the parts, as it was said of the area then.
    share = models.DecimalField(_("share"), max_digits=6, decimal_places=4, default=1)

    class Meta:
        ordering = ["indicator__order", "indicator__code", "of_area__name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["designation", "indicator", "of_area"], name="designation_figure_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.indicator_id}: {self.value}"

    @property
    def counted(self) -> float:
        """What it adds to the sum of the parts."""
        return float(self.value or 0) * float(self.share)
