"""What is done somewhere from a day to another: activities with their milestones and staff."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from portici.kernel.actor import Actor
from portici.needs.models import Need
from portici.organisations.models import Organisation
from portici.records.links import hangs_from
from portici.records.models import Addressed, Record, RecordQuerySet
from portici.territory.models import Area, Place, within_scope

from .projects import Project


class ActivityState(models.TextChoices):
    PLANNED = "planned", _("Planned")
    RUNNING = "running", _("Under way")
    SUSPENDED = "suspended", _("Suspended")
    DONE = "done", _("Done")
    CANCELLED = "cancelled", _("Cancelled")


class Activity(Record):
    """What somebody does somewhere from a day to another, to answer needs."""

    KIND = "activity"
    SEARCHED: ClassVar[tuple[str, ...]] = ("title", "description")

    project = models.ForeignKey(
        Project, on_delete=models.PROTECT, related_name="activities", verbose_name=_("project")
    )
    title = models.CharField(_("title"), max_length=200)
    description = models.TextField(_("description"), blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=ActivityState.choices, default=ActivityState.PLANNED, db_index=True
    )
    responsible = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="activities_led",
        verbose_name=_("responsible organisation"),
    )
    partners = models.ManyToManyField(
        Organisation, blank=True, related_name="activities_joined", verbose_name=_("partners")
    )
    areas = models.ManyToManyField(Area, blank=True, related_name="activities", verbose_name=_("areas"))
    place = models.ForeignKey(
        Place,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="activities",
        verbose_name=_("place"),
    )
    needs = models.ManyToManyField(
        Need, blank=True, related_name="activities", verbose_name=_("needs that it answers")
    )
    depends_on = models.ManyToManyField(
        "self", blank=True, symmetrical=False, related_name="dependants", verbose_name=_("depends on")
    )
    starts_on = models.DateField(_("start"), null=True, blank=True)
    ends_on = models.DateField(_("end"), null=True, blank=True)

    objects = RecordQuerySet.as_manager()

    class Meta:
        ordering = ["starts_on", "title"]
        verbose_name_plural = "activities"

    def __str__(self) -> str:
        return self.title

    @classmethod
    def in_scope_of(cls, actor: Actor) -> models.Q:
        own = models.Q(responsible__in=Organisation.own_of(actor).values("pk"))
        scoped = Area._default_manager.filter(within_scope(actor, "")).values("pk")
        here = models.Q(
            pk__in=Activity.areas.through._default_manager.filter(area__in=scoped).values("activity")
        )
        return own | here

    @classmethod
    def withheld_with(cls, actor: Actor) -> models.Q:
        return hangs_from(actor, "project", Project)


class Milestone(Addressed):
    """A day by which something of an activity must be there."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="milestones")
    title = models.CharField(_("title"), max_length=160)
    due_on = models.DateField(_("due on"))
    reached_on = models.DateField(_("reached on"), null=True, blank=True)

    class Meta:
        ordering = ["due_on", "id"]

    def __str__(self) -> str:
        return self.title


class Assignment(Addressed):
    """Who of the staff works on an activity, lent by which body, for what part of their time."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="assignments")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="assignments",
        verbose_name=_("person"),
    )
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        related_name="assignments",
        verbose_name=_("body that they come from"),
    )
    function = models.CharField(_("function"), max_length=120, blank=True)
    time_share = models.PositiveSmallIntegerField(
        _("part of their time (%)"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
    )
    since = models.DateField(_("since"), null=True, blank=True)
    until = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["activity", "user", "since"], name="assignment_once"),
            # SQLite knows no "nulls not distinct".
            models.UniqueConstraint(
                fields=["activity", "user"], condition=models.Q(since=None), name="assignment_once_undated"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} → {self.activity}"
