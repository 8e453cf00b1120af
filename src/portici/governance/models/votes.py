"""What is put to the vote, and how the seats voted.

Of a secret ballot there is a roll (which seats voted) and one row of counters. The roll's rows are made when the ballot opens, so that
their order tells nothing, and the counters stand in one row that every vote rewrites whole.
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portici.engine import voting as engine
from portici.records.models import Addressed

from .bodies import Member
from .meetings import AgendaItem
from .rulebooks import Matter


class MotionKind(models.TextChoices):
    MOTION = "motion", _("Motion")
    AMENDMENT = "amendment", _("Amendment")


class MotionState(models.TextChoices):
    FILED = "filed", _("Filed")
    VOTING = "voting", _("Being voted")
    SETTLED = "settled", _("Settled")
    TAKEN_BACK = "taken_back", _("Taken back")


class MotionOutcome(models.TextChoices):
    """The workshop's outcomes, with their names."""

    ADOPTED = engine.Outcome.ADOPTED.value, _("Adopted")
    NOT_ADOPTED = engine.Outcome.NOT_ADOPTED.value, _("Not adopted")
    TIED = engine.Outcome.TIED.value, _("Tied, to be voted again")
    NO_QUORUM = engine.Outcome.NO_QUORUM.value, _("No quorum")


#: In Italian a text, and an amendment, is of another gender than a motion.
OUTCOMES_OF_TEXTS = {
    MotionOutcome.ADOPTED: pgettext_lazy("a text", "Adopted"),
    MotionOutcome.NOT_ADOPTED: pgettext_lazy("a text", "Not adopted"),
}


class BallotChoice(models.TextChoices):
    FOR = engine.Choice.FOR.value, _("in favour")
    AGAINST = engine.Choice.AGAINST.value, _("against")
    ABSTAIN = engine.Choice.ABSTAIN.value, _("abstains")


class Motion(Addressed):
    """A text that an item's decision is asked of; an amendment is voted before the motion that it amends."""

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="motions")
    kind = models.CharField(_("kind"), max_length=10, choices=MotionKind.choices, default=MotionKind.MOTION)
    amends = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="amendments",
        verbose_name=_("amends"),
    )
    position = models.PositiveSmallIntegerField(default=0, editable=False)
    text = models.TextField(_("text"))
    proposer = models.ForeignKey(
        Member,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="motions",
        verbose_name=_("proposed by"),
    )
    matter = models.CharField(_("matter"), max_length=12, choices=Matter.choices, default=Matter.ORDINARY)
    is_secret = models.BooleanField(_("secret ballot"), default=False)
    state = models.CharField(
        _("state"), max_length=10, choices=MotionState.choices, default=MotionState.FILED, editable=False
    )
    #: Raised when the same motion is voted again: ballots are of one round.
    round = models.PositiveSmallIntegerField(default=0, editable=False)
    opened_at = models.DateTimeField(null=True, blank=True, editable=False)
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)
    outcome = models.CharField(
        _("outcome"), max_length=12, choices=MotionOutcome.choices, blank=True, editable=False
    )
    #: The verdict with every number that it follows from, as it was computed when the vote closed.
    verdict = models.JSONField(default=dict, blank=True, editable=False)

    class Meta:
        ordering = ["position", "pk"]

    def outcome_told(self, outcome: str) -> str:
        """The name of an outcome, for this kind of text; empty before a vote."""
        if not outcome:
            return ""
        known = MotionOutcome(outcome)
        told = OUTCOMES_OF_TEXTS.get(known) if self.kind == MotionKind.AMENDMENT else None
        return str(told or known.label)

    def get_outcome_display(self) -> str:  # type: ignore[no-redef] # Django leaves a method that is there
        return self.outcome_told(self.outcome)

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.position}"


class Ballot(models.Model):
    """The vote of one seat, by roll call."""

    motion = models.ForeignKey(Motion, on_delete=models.CASCADE, related_name="ballots")
    round = models.PositiveSmallIntegerField()
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="ballots")
    choice = models.CharField(max_length=8, choices=BallotChoice.choices)
    cast_at = models.DateTimeField()
    #: Set by the desk on what it gives back, and kept nowhere: the seat had voted meanwhile, and its ballot was not replaced.
    already = False

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["motion", "round", "member"], name="ballot_once")]

    def __str__(self) -> str:
        return f"{self.member}: {self.choice}"


class RollEntry(models.Model):
    """That a seat may vote in a secret ballot, and whether it has."""

    motion = models.ForeignKey(Motion, on_delete=models.CASCADE, related_name="roll")
    round = models.PositiveSmallIntegerField()
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="secret_votes")
    has_voted = models.BooleanField(default=False)
    #: Set by the desk on what it gives back, and kept nowhere: the seat had voted before, and this ballot was not counted.
    already = False

    class Meta:
        ordering = ["member__organisation__name", "member_id"]
        verbose_name_plural = "roll entries"
        constraints = [models.UniqueConstraint(fields=["motion", "round", "member"], name="roll_once")]

    def __str__(self) -> str:
        return str(self.member)


class Counters(models.Model):
    """How many of each choice a secret ballot has; told when it is closed."""

    motion = models.ForeignKey(Motion, on_delete=models.CASCADE, related_name="counters")
    round = models.PositiveSmallIntegerField()
    in_favour = models.PositiveIntegerField(default=0)
    against = models.PositiveIntegerField(default=0)
    abstained = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["id"]
        verbose_name_plural = "counters"
        constraints = [models.UniqueConstraint(fields=["motion", "round"], name="counters_once")]

    def __str__(self) -> str:
        return f"{self.motion}: {self.in_favour} / {self.against} / {self.abstained}"
