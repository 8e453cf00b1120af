"""Who steers, and what was decided: bodies, their members, numbered decisions with their grounds."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from portici.kernel.actor import Actor, Scope
from portici.organisations.models import Organisation
from portici.programme.models import Activity
from portici.records.links import hangs_from
from portici.records.models import Addressed, Record, RecordQuerySet


class Body(Record):
    """A body that decides or steers: the Board, a steering table, a technical committee."""

    KIND = "body"
    SEARCHED: ClassVar[tuple[str, ...]] = ("name", "description")

    name = models.CharField(_("name"), max_length=200)
    code = models.SlugField(
        _("code"), max_length=20, unique=True, help_text=_("Short; part of the decisions' numbers.")
    )
    description = models.TextField(_("description"), blank=True)
    established_by = models.CharField(_("established by"), max_length=200, blank=True)
    established_on = models.DateField(_("established on"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=300, blank=True)

    objects = RecordQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "bodies"

    def __str__(self) -> str:
        return self.name

    @classmethod
    def in_scope_of(cls, actor: Actor) -> models.Q:
        return models.Q(uid__in=actor.scope_uids(Scope.BODY))


class Member(Addressed):
    """A seat of a body: the organisation that holds it and, when a source names them, the person."""

    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="members")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="seats_in_bodies", verbose_name=_("organisation")
    )
    person_name = models.CharField(_("person"), max_length=120, blank=True)
    role = models.CharField(_("role in the body"), max_length=80, blank=True)
    since = models.DateField(_("since"), null=True, blank=True)
    until = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        ordering = ["organisation__name"]
        constraints = [
            models.UniqueConstraint(fields=["body", "organisation", "since"], name="member_once"),
            # SQLite knows no "nulls not distinct".
            models.UniqueConstraint(
                fields=["body", "organisation"], condition=models.Q(since=None), name="member_once_undated"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} ({self.body})"


class Decision(Record):
    """What a body decided: number, date, text, grounds; and the activities that carry it out."""

    KIND = "decision"
    SEARCHED: ClassVar[tuple[str, ...]] = ("title", "text", "grounds", "address")

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="decisions", verbose_name=_("body"))
    year = models.PositiveSmallIntegerField(_("year"), editable=False)
    number = models.PositiveSmallIntegerField(_("number"))
    decided_on = models.DateField(_("decided on"))
    title = models.CharField(_("title"), max_length=200)
    text = models.TextField(_("text"))
    grounds = models.TextField(_("grounds"), blank=True)
    #: "board-2026-3": what its page is called.
    address = models.CharField(max_length=40, unique=True, editable=False)
    activities = models.ManyToManyField(
        Activity, blank=True, related_name="decisions", verbose_name=_("activities that carry it out")
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
