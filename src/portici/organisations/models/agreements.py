"""What organisations have signed together: protocols, agreements, pacts; who is party to them, and what each has committed to."""

from __future__ import annotations

from datetime import date, timedelta
from typing import ClassVar

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portici.kernel import clock
from portici.kernel.actor import Actor
from portici.records.model_fields import WebAddress
from portici.records.models import Addressed, Record, RecordQuerySet
from portici.territory.models import Area

from .network import Organisation


class AgreementKind(models.TextChoices):
    PROTOCOL = "protocol", _("Memorandum of understanding")
    BETWEEN_BODIES = "between_bodies", _("Agreement between public bodies")
    CONVENTION = "convention", _("Convention")
    COLLABORATION_PACT = "collaboration_pact", _("Collaboration pact")
    TERRITORIAL_PACT = "territorial_pact", _("Territorial pact")
    OTHER = "other", _("Other agreement")


class AgreementState(models.TextChoices):
    """Where an agreement stands on a day; derived from its dates, never stored."""

    TO_SIGN = "to_sign", _("To be signed")
    IN_FORCE = "in_force", _("In force")
    ENDING = "ending", _("Renewal to be decided")
    ENDED = "ended", _("Term over")
    CLOSED = "closed", _("Closed")


class Agreement(Record):
    """An act that binds organisations to one another, with its term and how long before the end its renewal is decided."""

    KIND = "agreement"
    SEARCHED: ClassVar[tuple[str, ...]] = ("title", "purpose", "act", "text")
    UNTOLD = Record.UNTOLD | {"notice_from"}

    kind = models.CharField(_("kind"), max_length=20, choices=AgreementKind.choices)
    title = models.CharField(_("title"), max_length=200)
    purpose = models.TextField(_("purpose"), blank=True, help_text=_("What it is for, in a few lines."))
    act = models.CharField(
        _("act"), max_length=200, blank=True, help_text=_("The act that approves it, with its number.")
    )
    signed_on = models.DateField(_("signed on"), null=True, blank=True)
    starts_on = models.DateField(_("in force from"), null=True, blank=True)
    ends_on = models.DateField(
        _("term"), null=True, blank=True, help_text=_("Its last day; left empty when it has none.")
    )
    notice_days = models.PositiveSmallIntegerField(
        _("renewal notice, in days"),
        default=90,
        validators=[MaxValueValidator(1825)],
        help_text=_("How many days before the term its renewal is to be decided."),
    )
    #: The day from which its renewal is due, kept so that the store can ask for it.
    notice_from = models.DateField(null=True, blank=True, editable=False, db_index=True)
    text = models.TextField(
        _("text"),
        blank=True,
        help_text=_("The words that were agreed; the signed paper goes among the documents."),
    )
    area = models.ForeignKey(
        Area,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="agreements",
        verbose_name=_("area"),
    )
    network = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="founding_agreements",
        verbose_name=_("network that it founds"),
        help_text=_("Who adheres to the agreement becomes a member of it."),
    )
    is_open = models.BooleanField(_("open to further actors"), default=False)
    closed_on = models.DateField(_("closed on"), null=True, blank=True, editable=False)
    source = models.CharField(_("source"), max_length=300, blank=True)

    objects = RecordQuerySet.as_manager()

    class Meta:
        ordering = ["title", "pk"]

    def __str__(self) -> str:
        return self.title

    @classmethod
    def in_scope_of(cls, actor: Actor) -> models.Q:
        """A contact sees what the own organisation is party to, also before it is published."""
        own = Organisation.own_of(actor).order_by().values("pk")
        return models.Q(pk__in=Party._default_manager.filter(organisation__in=own).values("agreement"))

    def derive(self) -> None:
        self.notice_from = self.ends_on - timedelta(days=self.notice_days) if self.ends_on else None

    @property
    def state(self) -> AgreementState:
        """Where it stands today."""
        today = clock.today()
        if self.closed_on is not None:
            return AgreementState.CLOSED
        if self.ends_on is not None and self.ends_on < today:
            return AgreementState.ENDED
        if self.signed_on is None or self.signed_on > today:
            return AgreementState.TO_SIGN
        if self.notice_from is not None and self.notice_from <= today:
            return AgreementState.ENDING
        return AgreementState.IN_FORCE

    def get_state_display(self) -> str:
        return str(self.state.label)


class PartyRole(models.TextChoices):
    PROMOTER = "promoter", _("Promoter")
    LEAD = "lead", _("Lead body")
    SIGNATORY = "signatory", _("Signatory")
    ADHERENT = "adherent", _("Adherent")
    SUPPORTER = "supporter", _("Supporter")


class Party(Addressed):
    """That an organisation is party to an agreement, in which role, from when to when."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="parties")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="parties_to", verbose_name=_("organisation")
    )
    role = models.CharField(_("role"), max_length=12, choices=PartyRole.choices, default=PartyRole.SIGNATORY)
    since = models.DateField(_("since"), null=True, blank=True)
    until = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        ordering = ["organisation__name", "pk"]
        verbose_name_plural = "parties"
        constraints = [models.UniqueConstraint(fields=["agreement", "organisation"], name="party_once")]

    def __str__(self) -> str:
        return f"{self.organisation} ({self.get_role_display()})"


def in_force(day: date) -> models.Q:
    """Parties that have not left by the day."""
    return models.Q(until=None) | models.Q(until__gte=day)


class CommitmentState(models.TextChoices):
    """Where a commitment stands on a day; derived, never stored."""

    OPEN = "open", _("To be done")
    LATE = "late", _("Late")
    DONE = "done", pgettext_lazy("of a commitment", "Done")
    LAPSED = "lapsed", _("Not done when the agreement was closed")


class Commitment(Addressed):
    """One thing that a party has committed to do; done with its evidence."""

    agreement = models.ForeignKey(
        Agreement, on_delete=models.CASCADE, related_name="commitments", verbose_name=_("agreement")
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="commitments", verbose_name=_("organisation")
    )
    text = models.CharField(_("commitment"), max_length=400)
    due_on = models.DateField(_("due by"), null=True, blank=True, db_index=True)
    in_charge = models.CharField(
        _("office in charge"),
        max_length=120,
        blank=True,
        help_text=_("An office or a function, not a person's name."),
    )
    done_on = models.DateField(_("done on"), null=True, blank=True)
    evidence = models.CharField(_("evidence"), max_length=400, blank=True)
    evidence_url = WebAddress(_("where the evidence is"), max_length=300, blank=True)
    #: The pledge that it was made of; one pledge becomes one commitment.
    pledge = models.OneToOneField(
        "organisations.Pledge", on_delete=models.PROTECT, null=True, blank=True, related_name="commitment"
    )

    class Meta:
        ordering = [models.F("due_on").asc(nulls_last=True), "pk"]

    def __str__(self) -> str:
        return self.text

    @property
    def state(self) -> CommitmentState:
        """Where it stands today."""
        if self.done_on is not None:
            return CommitmentState.DONE
        if self.agreement.closed_on is not None:
            return CommitmentState.LAPSED
        if self.due_on is not None and self.due_on < clock.today():
            return CommitmentState.LATE
        return CommitmentState.OPEN

    def get_state_display(self) -> str:
        return str(self.state.label)
