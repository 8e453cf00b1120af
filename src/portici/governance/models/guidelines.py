"""Strategic guidelines, and the follow-up of what was decided."""

from __future__ import annotations

from typing import ClassVar

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from portici.kernel.actor import Actor, Scope
from portici.organisations.models import Organisation
from portici.programme.models import Activity, Project
from portici.records.links import hangs_from
from portici.records.models import Addressed, Record, RecordQuerySet
from portici.territory.models import Indicator

from .bodies import Body
from .decisions import Decision


class Guideline(Record):
    """A line that a body gives the office, in a tree: the annual work plan, its aims, what each asks for."""

    KIND = "guideline"
    SEARCHED: ClassVar[tuple[str, ...]] = ("code", "title", "text")

    body = models.ForeignKey(
        Body, on_delete=models.PROTECT, related_name="guidelines", verbose_name=_("body")
    )
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("part of"),
    )
    code = models.CharField(
        _("code"),
        max_length=20,
        help_text=_("As the plan numbers it: 2, 2.1; of the body and the year once."),
    )
    title = models.CharField(_("title"), max_length=200)
    text = models.TextField(_("text"), blank=True)
    year = models.PositiveSmallIntegerField(_("year of the plan"), validators=[MinValueValidator(1950)])
    adopted_by = models.ForeignKey(
        Decision,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="guidelines_adopted",
        verbose_name=_("adopted by"),
    )
    source = models.CharField(_("source"), max_length=300, blank=True)

    objects = RecordQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "code", "pk"]
        constraints = [models.UniqueConstraint(fields=["body", "year", "code"], name="guideline_code_once")]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    @classmethod
    def in_scope_of(cls, actor: Actor) -> models.Q:
        return models.Q(body__uid__in=actor.scope_uids(Scope.BODY))

    @classmethod
    def withheld_with(cls, actor: Actor) -> models.Q:
        return hangs_from(actor, "body", Body)


class FollowUp(Addressed):
    """One thing that a decision asks for: who sees to it, by when, with which money, and what should come of it.

    With an activity, how far it is follows from the activity; without one it is what the owner said last.
    """

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="follow_ups")
    what = models.CharField(_("what is to be done"), max_length=300)
    owner = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="follow_ups",
        verbose_name=_("who sees to it"),
    )
    due_on = models.DateField(_("by"), null=True, blank=True)
    activity = models.ForeignKey(
        Activity,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="follow_ups",
        verbose_name=_("activity"),
    )
    project = models.ForeignKey(
        Project,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="follow_ups",
        verbose_name=_("project whose money pays it"),
    )
    budget_line = models.CharField(_("budget line"), max_length=120, blank=True)
    amount = models.DecimalField(
        _("amount, in euro"),
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    indicator = models.ForeignKey(
        Indicator,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="follow_ups",
        verbose_name=_("indicator"),
    )
    expected = models.CharField(_("expected result"), max_length=200, blank=True)

    class Meta:
        ordering = ["due_on", "id"]
        indexes = [models.Index(fields=["due_on"], name="follow_ups_by_day")]

    def __str__(self) -> str:
        return self.what


class SaidState(models.TextChoices):
    """How far the owner says that it is."""

    NOT_BEGUN = "not_begun", _("Not begun")
    UNDER_WAY = "under_way", _("Under way")
    DONE = "done", _("Done")
    STOPPED = "stopped", _("Stopped")


class Statement(models.Model):
    """What was said of a follow-up on a day; the last one counts where nothing better is known."""

    follow_up = models.ForeignKey(FollowUp, on_delete=models.CASCADE, related_name="statements")
    state = models.CharField(_("how far"), max_length=10, choices=SaidState.choices)
    text = models.CharField(_("in words"), max_length=500, blank=True)
    #: The organisation that said it of itself; none where the office wrote down what it knew.
    said_by = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="statements"
    )
    said_at = models.DateTimeField(editable=False)

    class Meta:
        ordering = ["said_at", "id"]

    def __str__(self) -> str:
        return self.get_state_display()


class DecisionTie(models.Model):
    """That a later decision revokes, amends or supersedes an earlier one."""

    class Kind(models.TextChoices):
        REVOKES = "revokes", _("revokes")
        AMENDS = "amends", _("amends")
        SUPERSEDES = "supersedes", _("supersedes")

    later = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="ties_to_earlier")
    earlier = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="ties_to_later")
    kind = models.CharField(max_length=10, choices=Kind.choices)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["later", "earlier"], name="decision_tie_once"),
            models.CheckConstraint(
                condition=~models.Q(later=models.F("earlier")), name="decision_tie_to_another"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.later_id} {self.kind} {self.earlier_id}"
