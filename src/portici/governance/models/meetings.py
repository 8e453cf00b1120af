"""Meetings of a body: when, in which manner, what is on the agenda, who was there and when."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portici.engine import voting as engine
from portici.kernel import clock
from portici.kernel.actor import Actor, Role, Scope
from portici.organisations.models import Organisation
from portici.records.links import hangs_from
from portici.records.model_fields import WebAddress
from portici.records.models import Addressed, Record, RecordQuerySet

from .bodies import Body, Delegate, Member

#: Who reads what is confidential whatever the body; besides them, the members of the body.
CONFIDENTIAL_TO = (Role.COORDINATOR, Role.BOARD_SECRETARY, Role.AUDITOR)


def unless_confidential(actor: Actor, body: str) -> models.Q:
    """For `confined_to`: what is confidential is for the secretary, the coordinator, the auditor and the body's members alone.

    `body` is the path from the record to its body.
    """
    if actor.has(*CONFIDENTIAL_TO):
        return models.Q()
    own = actor.scope_uids(Scope.BODY, {Role.BOARD_MEMBER})
    return models.Q(is_confidential=False) | models.Q(**{f"{body}__uid__in": own})


class MeetingState(models.TextChoices):
    PLANNED = "planned", _("Planned")
    CONVENED = "convened", _("Convened")
    OPEN = "open", _("In progress")
    CLOSED = "closed", pgettext_lazy("of a meeting", "Closed")
    CANCELLED = "cancelled", _("Cancelled")


class MeetingManner(models.TextChoices):
    IN_PERSON = "in_person", _("In person")
    REMOTE = "remote", _("Remote")
    MIXED = "mixed", _("In person and remote")
    WRITTEN = "written", _("Written procedure")


class MeetingSeries(Addressed):
    """Meetings planned together, at even intervals."""

    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="series")
    name = models.CharField(_("name"), max_length=120, blank=True)
    every_months = models.PositiveSmallIntegerField(
        _("every so many months"), validators=[MinValueValidator(1), MaxValueValidator(24)]
    )

    class Meta:
        ordering = ["id"]
        verbose_name_plural = "meeting series"

    def __str__(self) -> str:
        return self.name or f"{self.body} ({self.every_months})"


class Meeting(Record):
    """One sitting of a body. Its number is of the body and the year, and is never given again."""

    KIND = "meeting"
    SEARCHED: ClassVar[tuple[str, ...]] = ("title", "place", "address")

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="meetings", verbose_name=_("body"))
    series = models.ForeignKey(
        MeetingSeries, on_delete=models.SET_NULL, null=True, blank=True, related_name="meetings"
    )
    year = models.PositiveSmallIntegerField(_("year"), editable=False)
    number = models.PositiveSmallIntegerField(_("number"), editable=False)
    #: "board-2026-m3": what its page is called.
    address = models.CharField(max_length=40, unique=True, editable=False)
    title = models.CharField(
        _("title"), max_length=200, blank=True, help_text=_("Only when it is more than an ordinary meeting.")
    )
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"), null=True, blank=True)
    manner = models.CharField(
        _("held"), max_length=10, choices=MeetingManner.choices, default=MeetingManner.IN_PERSON
    )
    place = models.CharField(_("place"), max_length=200, blank=True)
    remote_address = WebAddress(
        _("address for who takes part from afar"),
        blank=True,
        help_text=_("Told to members alone, in the convocation."),
    )
    state = models.CharField(
        _("state"),
        max_length=10,
        choices=MeetingState.choices,
        default=MeetingState.PLANNED,
        editable=False,
        db_index=True,
    )
    asked_by = models.CharField(
        _("convened at the request of"), max_length=200, blank=True, help_text=_("Members who asked for it.")
    )
    urgent_because = models.CharField(
        _("reason of urgency"),
        max_length=300,
        blank=True,
        help_text=_("Needed when the notice is shorter than the body's rules ask for."),
    )
    convened_at = models.DateTimeField(null=True, blank=True, editable=False)
    opened_at = models.DateTimeField(null=True, blank=True, editable=False)
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)
    #: Raised by each convocation, update and cancellation: the calendar entry of who was invited follows it.
    sequence = models.PositiveSmallIntegerField(default=0, editable=False)
    chair = models.ForeignKey(
        Member,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="chaired_meetings",
        verbose_name=_("chaired by"),
    )

    objects = RecordQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_at", "-pk"]
        indexes = [models.Index(fields=["starts_at"], name="meetings_by_day")]  # a page of the last ones
        constraints = [models.UniqueConstraint(fields=["body", "year", "number"], name="meeting_number_once")]

    def __str__(self) -> str:
        return f"{self.body} {self.number}/{self.year}"

    @classmethod
    def in_scope_of(cls, actor: Actor) -> models.Q:
        return models.Q(body__uid__in=actor.scope_uids(Scope.BODY))

    @classmethod
    def withheld_with(cls, actor: Actor) -> models.Q:
        return hangs_from(actor, "body", Body)

    @property
    def day(self) -> date:
        """The day on which it begins, where the office is."""
        return self.starts_at.astimezone(clock.OFFICE_ZONE).date()


class ItemKind(models.TextChoices):
    COMMUNICATION = "communication", _("Communication")
    DISCUSSION = "discussion", _("Discussion")
    DECISION = "decision", _("To be decided")
    MINUTES = "minutes", _("Approval of minutes")


class ItemState(models.TextChoices):
    """What became of an item; one that is carried over has a successor that `continues` it."""

    PENDING = "pending", _("Still to be treated")
    TREATED = "treated", _("Treated")
    CARRIED_OVER = "carried_over", _("Carried over")
    DROPPED = "dropped", _("Taken off")


class AgendaItem(Record):
    """One thing that a body has to treat: on a meeting's agenda, or waiting for one (no meeting)."""

    KIND = "agenda-item"
    SEARCHED: ClassVar[tuple[str, ...]] = ("title", "text")

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="items", verbose_name=_("body"))
    meeting = models.ForeignKey(
        Meeting,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="items",
        verbose_name=_("meeting"),
    )
    position = models.PositiveSmallIntegerField(default=0, editable=False)
    kind = models.CharField(_("kind"), max_length=14, choices=ItemKind.choices, default=ItemKind.DECISION)
    title = models.CharField(_("title"), max_length=200)
    text = models.TextField(_("what is proposed"), blank=True)
    minutes_planned = models.PositiveSmallIntegerField(
        _("minutes foreseen"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(600)],
    )
    rapporteur = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="items_reported",
        verbose_name=_("rapporteur"),
    )
    is_confidential = models.BooleanField(
        _("confidential"),
        default=False,
        help_text=_("Only the body's members, its secretary, the coordinator and the auditor read it."),
    )
    confidential_because = models.CharField(_("reason of confidentiality"), max_length=300, blank=True)
    state = models.CharField(
        _("state"), max_length=12, choices=ItemState.choices, default=ItemState.PENDING, editable=False
    )
    continues = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="continued_by", editable=False
    )
    #: What it was proposed from, "decision:<uid>", so that the same is not proposed twice; empty for what somebody thought of.
    about = models.CharField(max_length=60, blank=True, editable=False, db_index=True)
    #: What is written of it in the minutes.
    minuted = models.TextField(_("what was said and settled"), blank=True)

    objects = RecordQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.title

    @classmethod
    def in_scope_of(cls, actor: Actor) -> models.Q:
        return models.Q(body__uid__in=actor.scope_uids(Scope.BODY))

    @classmethod
    def withheld_with(cls, actor: Actor) -> models.Q:
        return hangs_from(actor, "body", Body) & hangs_from(actor, "meeting", Meeting, optional=True)

    @classmethod
    def confined_to(cls, actor: Actor) -> models.Q:
        return unless_confidential(actor, "body")


class Option(Addressed):
    """One of the ways in which an item can be decided, with what it costs."""

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="options")
    title = models.CharField(_("option"), max_length=200)
    text = models.TextField(_("what follows from it"), blank=True)
    cost = models.DecimalField(
        _("cost, in euro"),
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.title


class Reply(Addressed):
    """What a seat answered to the convocation."""

    class Answer(models.TextChoices):
        COMES = "comes", _("Comes")
        REMOTE = "remote", _("Takes part from afar")
        SENDS = "sends", _("Sends who may sit in its place")
        EXCUSED = "excused", _("Does not come")

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="replies")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="replies")
    answer = models.CharField(_("answer"), max_length=8, choices=Answer.choices)
    said_at = models.DateTimeField(editable=False)

    class Meta:
        ordering = ["id"]
        verbose_name_plural = "replies"
        constraints = [models.UniqueConstraint(fields=["meeting", "member"], name="reply_once")]

    def __str__(self) -> str:
        return f"{self.member}: {self.get_answer_display()}"


class SitsAs(models.TextChoices):
    HOLDER = engine.Manner.HOLDER.value, _("Holder of the seat")
    DELEGATE = engine.Manner.DELEGATE.value, _("Delegate")
    SUBSTITUTE = engine.Manner.SUBSTITUTE.value, _("Substitute")


class Attendance(Addressed):
    """That somebody of a seat was there, from a moment to another (still there: no end)."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="attendances")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="attendances")
    delegate = models.ForeignKey(
        Delegate, on_delete=models.PROTECT, null=True, blank=True, related_name="attendances"
    )
    manner = models.CharField(max_length=10, choices=SitsAs.choices, default=SitsAs.HOLDER)
    is_remote = models.BooleanField(_("from afar"), default=False)
    came_at = models.DateTimeField(_("came"))
    left_at = models.DateTimeField(_("left"), null=True, blank=True)

    class Meta:
        ordering = ["came_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "member"],
                condition=models.Q(left_at=None),
                name="attendance_open_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.member} ({self.meeting})"


class Proxy(Addressed):
    """That a seat votes for another, as long as nobody of the other is there."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="proxies")
    giver = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="proxies_given")
    carrier = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="proxies_carried")

    class Meta:
        ordering = ["id"]
        verbose_name_plural = "proxies"
        constraints = [
            models.UniqueConstraint(fields=["meeting", "giver"], name="proxy_once"),
            models.CheckConstraint(condition=~models.Q(giver=models.F("carrier")), name="proxy_to_another"),
        ]

    def __str__(self) -> str:
        return f"{self.giver} → {self.carrier}"


class Recusal(Addressed):
    """That a seat declared a conflict of interest on an item, and neither discusses nor votes it."""

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="recusals")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="recusals")
    reason = models.CharField(_("nature of the conflict"), max_length=300)
    declared_at = models.DateTimeField(editable=False)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["item", "member"], name="recusal_once")]

    def __str__(self) -> str:
        return f"{self.member}: {self.item}"
