"""Bodies, who holds their seats, and who may sit there."""

from __future__ import annotations

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from portici.engine import voting as engine
from portici.kernel.actor import Actor, Scope
from portici.organisations.models import Organisation
from portici.people.models import User
from portici.records.models import Addressed, Record, RecordQuerySet


class BodyKind(models.TextChoices):
    """What sort of body it is; empty where no act says."""

    BOARD = "board", _("Board")
    STEERING = "steering", _("Steering group")
    SCIENTIFIC = "scientific", _("Scientific committee")
    TABLE = "table", _("Table")
    CODESIGN = "codesign", _("Co-design table")


class Body(Record):
    """A body that decides or steers: the Board, a steering table, a technical committee."""

    KIND = "body"
    SEARCHED: ClassVar[tuple[str, ...]] = ("name", "description")

    name = models.CharField(_("name"), max_length=200)
    code = models.SlugField(
        _("code"), max_length=20, unique=True, help_text=_("Short; part of the decisions' numbers.")
    )
    kind = models.CharField(_("kind"), max_length=12, choices=BodyKind.choices, blank=True)
    description = models.TextField(_("description"), blank=True)
    established_by = models.CharField(_("established by"), max_length=200, blank=True)
    founding_act = models.CharField(
        _("founding act"), max_length=300, blank=True, help_text=_("Kind, number and date, or its address.")
    )
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
    #: Who signs in as this person, to answer, declare and vote.
    account = models.ForeignKey(
        User,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="seats",
        verbose_name=_("account"),
    )
    role = models.CharField(_("role in the body"), max_length=80, blank=True)
    weight = models.PositiveSmallIntegerField(
        _("voting weight"), default=1, validators=[MinValueValidator(1), MaxValueValidator(1000)]
    )
    is_observer = models.BooleanField(_("observer, without a vote"), default=False)
    presides = models.BooleanField(_("presides the body"), default=False)
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


class Manner(models.TextChoices):
    """As what a person sits for the organisation that holds the seat."""

    DELEGATE = engine.Manner.DELEGATE.value, _("Delegate")
    SUBSTITUTE = engine.Manner.SUBSTITUTE.value, _("Substitute")


class Delegate(Addressed):
    """A person who may sit for an organisation, from a day to another."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="delegates")
    #: Emptied when the law does not ask for the name.
    person_name = models.CharField(_("person"), max_length=120, blank=True)
    #: Who signs in as this person, to answer, declare and vote.
    account = models.ForeignKey(
        User,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="mandates",
        verbose_name=_("account"),
    )
    manner = models.CharField(_("sits as"), max_length=10, choices=Manner.choices, default=Manner.DELEGATE)
    act = models.CharField(_("act of appointment"), max_length=200, blank=True)
    since = models.DateField(_("since"), null=True, blank=True)
    until = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        ordering = ["manner", "since", "id"]

    def __str__(self) -> str:
        return f"{self.person_name} ({self.member.organisation})"
