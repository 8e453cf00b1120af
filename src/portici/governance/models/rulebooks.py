"""A body's rules of meeting and voting, with the day from which they hold and the act that says so."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from django.core.validators import MinValueValidator, RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from portici.engine import voting as engine
from portici.records.models import Addressed

from .bodies import Body


class Matter(models.TextChoices):
    """What a vote is about, as far as bodies ask for different majorities."""

    ORDINARY = "ordinary", _("Ordinary matters")
    PLAN = "plan", _("Annual work plan")
    MONEY = "money", _("Money and commitments")
    AGREEMENT = "agreement", _("Agreements")
    MEMBERSHIP = "membership", _("Admission of members")
    PERSONS = "persons", _("Appointments and persons")
    OWN_RULES = "own_rules", _("The body's own rules")


class MajorityKind(models.TextChoices):
    """The majorities of the workshop, with their names."""

    SIMPLE = engine.Majority.SIMPLE.value, _("Simple majority")
    ABSOLUTE = engine.Majority.ABSOLUTE.value, _("Absolute majority")
    TWO_THIRDS = engine.Majority.TWO_THIRDS.value, _("Two thirds")
    THREE_QUARTERS = engine.Majority.THREE_QUARTERS.value, _("Three quarters")
    UNANIMITY = engine.Majority.UNANIMITY.value, _("Unanimity")
    CONSENSUS = engine.Majority.CONSENSUS.value, _("Consensus")


class MajorityBase(models.TextChoices):
    VOTES = engine.Base.VOTES.value, _("of the votes")
    PRESENT = engine.Base.PRESENT.value, _("of those present")
    ENTITLED = engine.Base.ENTITLED.value, _("of those entitled")


class AbstentionRule(models.TextChoices):
    NOT_VOTES = engine.Abstentions.NOT_VOTES.value, _("present, and no vote")
    VOTES = engine.Abstentions.VOTES.value, _("votes that are not in favour")
    ABSENT = engine.Abstentions.ABSENT.value, _("absences, for the quorum too")


class RecusalRule(models.TextChoices):
    EXCLUDED = engine.Recusals.EXCLUDED.value, _("neither entitled nor present")
    STILL_ENTITLED = engine.Recusals.STILL_ENTITLED.value, _("entitled and not present")
    FOR_QUORUM = engine.Recusals.FOR_QUORUM.value, _("present for the quorum alone")


class TieRule(models.TextChoices):
    NOT_ADOPTED = engine.Ties.NOT_ADOPTED.value, _("not adopted")
    CHAIR = engine.Ties.CHAIR.value, _("the chair's vote prevails")
    AGAIN = engine.Ties.AGAIN.value, _("one votes again")


SHARE = RegexValidator(r"^[0-9]{1,3}/[1-9][0-9]{0,2}$", _("Two whole numbers with a bar between: 1/2, 2/3."))


class BodyRules(Addressed):
    """Rules in force from a day until the next ones; what the act does not say stays empty."""

    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="rules")
    in_force_from = models.DateField(_("in force from"), null=True, blank=True)
    act = models.CharField(_("act that gives the rules"), max_length=300, blank=True)
    quorum_share = models.CharField(
        _("share for the quorum"),
        max_length=7,
        blank=True,
        validators=[SHARE],
        help_text=_("Of those entitled: 1/2, 2/3. Empty when no act says."),
    )
    quorum_strict = models.BooleanField(_("more than this share"), default=False)
    quorum_weighted = models.BooleanField(_("the quorum counts voting weight, not seats"), default=False)
    quorum_seats = models.PositiveSmallIntegerField(
        _("least number of seats present"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    abstentions = models.CharField(
        _("abstentions are"),
        max_length=12,
        choices=AbstentionRule.choices,
        default=AbstentionRule.NOT_VOTES,
    )
    recusals = models.CharField(
        _("a recused seat is"), max_length=14, choices=RecusalRule.choices, default=RecusalRule.EXCLUDED
    )
    ties = models.CharField(
        _("with as many for as against"), max_length=12, choices=TieRule.choices, default=TieRule.NOT_ADOPTED
    )
    most_proxies = models.PositiveSmallIntegerField(
        _("for how many other seats one may vote"), default=0, help_text=_("0: no proxies.")
    )
    written_days = models.PositiveSmallIntegerField(
        _("days to answer in a written procedure"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("Empty: no written procedure."),
    )
    meets_every_months = models.PositiveSmallIntegerField(
        _("meets at least every so many months"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    notice_days = models.PositiveSmallIntegerField(_("days of notice of a meeting"), null=True, blank=True)
    callers = models.PositiveSmallIntegerField(
        _("how many seats may ask for a meeting"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("Empty: who presides alone."),
    )

    class Meta:
        ordering = [models.F("in_force_from").desc(nulls_last=True)]
        constraints = [
            models.UniqueConstraint(fields=["body", "in_force_from"], name="body_rules_once"),
            # SQLite knows no "nulls not distinct".
            models.UniqueConstraint(
                fields=["body"], condition=models.Q(in_force_from=None), name="body_rules_once_undated"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body} ({self.in_force_from or '–'})"

    def holds_on(self, day: date) -> bool:
        """Whether they have begun by the day; of those that have, the last ones hold."""
        return self.in_force_from is None or self.in_force_from <= day

    @property
    def quorum(self) -> Fraction | None:
        """The share, exactly; None when no act says."""
        return Fraction(self.quorum_share) if self.quorum_share else None


class MatterMajority(models.Model):
    """The majority that one kind of matter asks for."""

    rules = models.ForeignKey(BodyRules, on_delete=models.CASCADE, related_name="majorities")
    matter = models.CharField(max_length=12, choices=Matter.choices)
    majority = models.CharField(max_length=14, choices=MajorityKind.choices)
    base = models.CharField(max_length=8, choices=MajorityBase.choices)
    objections = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["rules", "matter"], name="matter_majority_once")]

    def __str__(self) -> str:
        return f"{self.get_matter_display()}: {self.get_majority_display()}"
