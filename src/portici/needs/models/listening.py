"""What people said: listening sessions and interviews, their passages coded by theme, quoted only with consent.

Nobody who spoke is named here. The words of a passage are shown outside only while consent to quote them holds.
"""

from __future__ import annotations

from typing import ClassVar

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from portici.kernel.actor import Actor
from portici.organisations.models import Organisation
from portici.records.models import Addressed, Record, RecordQuerySet
from portici.territory.models import Area, Place, within_scope

from .targets import TargetGroup, Theme, open_area


class ListeningKind(models.TextChoices):
    SESSION = "session", _("Listening session")
    INTERVIEW = "interview", _("Interview")


class Listening(Record):
    """A session or an interview: where and when, with how many people, what came out of it."""

    KIND = "listening"
    # Not the passages: their words are found by nobody who may not read them.
    SEARCHED: ClassVar[tuple[str, ...]] = ("title", "summary")

    kind = models.CharField(
        _("kind"), max_length=10, choices=ListeningKind.choices, default=ListeningKind.SESSION
    )
    title = models.CharField(_("title"), max_length=200)
    held_on = models.DateField(_("held on"))
    area = models.ForeignKey(
        Area, on_delete=models.PROTECT, related_name="listenings", verbose_name=_("area")
    )
    place = models.ForeignKey(
        Place,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="listenings",
        verbose_name=_("place"),
    )
    people = models.PositiveIntegerField(_("people who took part"), validators=[MinValueValidator(1)])
    led_by = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="listenings",
        verbose_name=_("led by"),
    )
    summary = models.TextField(
        _("summary"), blank=True, help_text=_("What came out of it, in the office's words. Nobody is named.")
    )

    objects = RecordQuerySet.as_manager()

    class Meta:
        ordering = ["-held_on", "title"]

    def __str__(self) -> str:
        return self.title

    @classmethod
    def in_scope_of(cls, actor: Actor) -> models.Q:
        return within_scope(actor, "area__")

    @classmethod
    def withheld_with(cls, actor: Actor) -> models.Q:
        return open_area(actor)


class Consent(models.TextChoices):
    """Whether the words of a passage may be quoted."""

    NONE = "none", _("Not given")
    GIVEN = "given", _("Given")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class ConsentHow(models.TextChoices):
    """How consent to quote was given; the proof stays in the office's files, under no name here."""

    SIGNED = "signed", _("signed form")
    WRITTEN = "written", _("letter, e-mail or message")
    RECORDED = "recorded", _("spoken, on the recording")
    GUARDIAN = "guardian", _("form signed by who has parental responsibility")


class Excerpt(Addressed):
    """A passage of what was said, coded by theme; its words may be left out, or erased later: the theme stays."""

    listening = models.ForeignKey(Listening, on_delete=models.CASCADE, related_name="excerpts")
    theme = models.CharField(_("theme"), max_length=16, choices=Theme.choices)
    group = models.ForeignKey(
        TargetGroup,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="excerpts",
        verbose_name=_("target group"),
    )
    text = models.TextField(
        _("words"),
        blank=True,
        help_text=_("As they were said, without names or anything that tells who spoke."),
    )
    consent = models.CharField(
        _("consent to quote"), max_length=9, choices=Consent.choices, default=Consent.NONE, editable=False
    )
    consent_how = models.CharField(
        _("how it was given"), max_length=9, choices=ConsentHow.choices, blank=True
    )
    consent_on = models.DateField(_("given on"), null=True, blank=True)
    withdrawn_on = models.DateField(_("withdrawn on"), null=True, blank=True, editable=False)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.get_theme_display()} ({self.uid})"

    @property
    def is_quotable(self) -> bool:
        return bool(self.text) and self.consent == Consent.GIVEN
