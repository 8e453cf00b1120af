"""What further actors bring before they are bound: the candidacy to an agreement, and the pledge of something of their own."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portici.kernel.actor import Actor
from portici.kernel.money import Money
from portici.records.links import hangs_from
from portici.records.models import Record, RecordQuerySet

from .agreements import Agreement
from .network import Organisation


class CandidacyState(models.TextChoices):
    PROPOSED = "proposed", _("To be assessed")
    ASSESSED = "assessed", _("To be decided")
    ADMITTED = "admitted", _("Admitted, to adhere")
    REFUSED = "refused", _("Not admitted")
    ADHERED = "adhered", _("Adhered")
    RENOUNCED = "renounced", pgettext_lazy("of a candidacy", "Given up")


#: Candidacies that somebody still has to see to.
OPEN_CANDIDACY = (CandidacyState.PROPOSED, CandidacyState.ASSESSED, CandidacyState.ADMITTED)


class _OfOrganisation(Record):
    """What an organisation and the office have between them: never on the public site."""

    class Meta:
        abstract = True

    organisation: Organisation

    @classmethod
    def in_scope_of(cls, actor: Actor) -> models.Q:
        """A contact sees those of the own organisation."""
        return models.Q(organisation__in=Organisation.own_of(actor).order_by().values("pk"))


class Candidacy(_OfOrganisation):
    """That an organisation asks to join an agreement, and what became of it."""

    KIND = "candidacy"
    SEARCHED: ClassVar[tuple[str, ...]] = ("label", "reason", "assessment", "outcome")

    agreement = models.ForeignKey(
        Agreement, on_delete=models.PROTECT, related_name="candidacies", verbose_name=_("agreement")
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="candidacies", verbose_name=_("organisation")
    )
    proposed_on = models.DateField(_("proposed on"))
    reason = models.TextField(_("what it brings"), help_text=_("Why it asks, and what it can put in."))
    state = models.CharField(
        _("state"),
        max_length=10,
        choices=CandidacyState.choices,
        default=CandidacyState.PROPOSED,
        db_index=True,
    )
    assessment = models.TextField(_("assessment"), blank=True)
    decided_on = models.DateField(_("decided on"), null=True, blank=True)
    outcome = models.TextField(_("reason of the outcome"), blank=True)
    act = models.CharField(_("act"), max_length=200, blank=True)
    adhered_on = models.DateField(_("adhered on"), null=True, blank=True)

    objects = RecordQuerySet.as_manager()

    class Meta:
        ordering = ["-proposed_on", "-pk"]
        verbose_name_plural = "candidacies"
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "organisation"],
                condition=models.Q(state__in=[state.value for state in OPEN_CANDIDACY]),
                name="candidacy_open_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation} – {self.agreement}"

    @property
    def label(self) -> str:
        """The names that find it."""
        return f"{self.organisation.name} {self.agreement.title}"

    @classmethod
    def withheld_with(cls, actor: Actor) -> models.Q:
        of_agreement = hangs_from(actor, "agreement", Agreement)
        return of_agreement & hangs_from(actor, "organisation", Organisation)


class PledgeKind(models.TextChoices):
    MONEY = "money", _("Money")
    TIME = "time", _("People's time")
    PLACE = "place", _("Place")
    EQUIPMENT = "equipment", _("Equipment")


class Unit(models.TextChoices):
    EURO = "euro", _("euro")
    HOURS = "hours", _("hours")
    DAYS = "days", _("days")
    PEOPLE = "people", _("people")
    ROOMS = "rooms", _("rooms")
    SQUARE_METRES = "square_metres", _("square metres")
    PIECES = "pieces", _("pieces")


class PledgeState(models.TextChoices):
    OFFERED = "offered", _("To be answered")
    COMMITTED = "committed", _("Made a commitment")
    DECLINED = "declined", _("Declined")
    TAKEN_BACK = "taken_back", _("Taken back")


class Pledge(_OfOrganisation):
    """What an organisation offers to put in: so much of something, before it is bound to it."""

    KIND = "pledge"
    SEARCHED: ClassVar[tuple[str, ...]] = ("title", "description", "label")

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="pledges", verbose_name=_("organisation")
    )
    agreement = models.ForeignKey(
        Agreement,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="pledges",
        verbose_name=_("agreement that it is for"),
    )
    kind = models.CharField(_("what is offered"), max_length=10, choices=PledgeKind.choices)
    title = models.CharField(_("title"), max_length=200)
    description = models.TextField(
        _("description"), blank=True, help_text=_("For whom, when, on which conditions.")
    )
    quantity = models.DecimalField(
        _("quantity"), max_digits=17, decimal_places=2, validators=[MinValueValidator(Decimal("0.01"))]
    )
    unit = models.CharField(_("unit"), max_length=14, choices=Unit.choices)
    offered_on = models.DateField(_("offered on"))
    answer_by = models.DateField(_("answer by"), null=True, blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=PledgeState.choices, default=PledgeState.OFFERED, db_index=True
    )
    answered_on = models.DateField(_("answered on"), null=True, blank=True)
    answer = models.TextField(_("answer"), blank=True)

    objects = RecordQuerySet.as_manager()

    class Meta:
        ordering = ["-offered_on", "-pk"]
        indexes = [models.Index(fields=["offered_on"], name="pledges_by_day")]

    def __str__(self) -> str:
        return self.title

    @property
    def label(self) -> str:
        """The name that finds it, besides its own words."""
        return self.organisation.name

    @property
    def money(self) -> Money | None:
        """The amount, when it is money that is pledged."""
        return Money(self.quantity) if self.kind == PledgeKind.MONEY else None

    @classmethod
    def withheld_with(cls, actor: Actor) -> models.Q:
        return hangs_from(actor, "organisation", Organisation)
