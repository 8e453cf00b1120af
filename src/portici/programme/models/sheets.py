"""The dated sheets of projects."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from portici.kernel.actor import Actor
from portici.organisations.models import Organisation
from portici.records.links import hangs_from
from portici.records.model_fields import WebAddress
from portici.records.models import Addressed, Record, RecordQuerySet

from .projects import Project


class Sheet(Record):
    """The sheet of a project as it stood on a date: a new version is a new row, the old ones stay."""

    KIND = "sheet"
    SEARCHED: ClassVar[tuple[str, ...]] = ("title", "cup", "official")
    UNTOLD: ClassVar[frozenset[str]] = Record.UNTOLD | {"has_errors"}

    project = models.ForeignKey(
        Project, on_delete=models.PROTECT, related_name="sheets", verbose_name=_("project")
    )
    as_of = models.DateField(_("as of"))
    published_by = models.CharField(_("published by"), max_length=120, blank=True)
    source_url = WebAddress(_("address of the source"), max_length=300, blank=True)
    city = models.CharField(_("city"), max_length=80, blank=True)
    ambit = models.CharField(_("ambit"), max_length=80, blank=True)
    action_label = models.CharField(_("action"), max_length=120, blank=True)
    title = models.CharField(_("title"), max_length=500)
    implementer = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="sheets",
        verbose_name=_("implementing body"),
    )
    #: As the source prints it; one of the wrong length is kept, and told by the checks.
    cup = models.CharField(_("CUP"), max_length=40, blank=True)
    official = models.CharField(
        _("responsible official (RUP)"),
        max_length=120,
        blank=True,
        help_text=_("Only as the source document names them."),
    )
    starts_on = models.DateField(_("start"), null=True, blank=True)
    ends_on = models.DateField(_("end"), null=True, blank=True)
    amount_programmed = models.DecimalField(
        _("amount programmed"), max_digits=16, decimal_places=2, null=True, blank=True
    )
    amount_admitted = models.DecimalField(
        _("amount admitted to funding"), max_digits=16, decimal_places=2, null=True, blank=True
    )
    amount_committed = models.DecimalField(
        _("legally binding amount"), max_digits=16, decimal_places=2, null=True, blank=True
    )
    amount_paid = models.DecimalField(
        _("amount paid"), max_digits=16, decimal_places=2, null=True, blank=True
    )
    documents_note = models.CharField(_("documents"), max_length=300, blank=True)
    note = models.TextField(_("note"), blank=True)
    #: Whether the checks find an error in it (not what only time brings): so that *what needs me* finds such sheets.
    has_errors = models.BooleanField(default=False, editable=False)

    objects = RecordQuerySet.as_manager()

    class Meta:
        ordering = ["project__code", "-as_of", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["project", "as_of", "published_by"], name="sheet_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.project.code} ({date_format(self.as_of, 'SHORT_DATE_FORMAT')})"

    @classmethod
    def withheld_with(cls, actor: Actor) -> models.Q:
        return hangs_from(actor, "project", Project)

    def derive(self) -> None:
        from ..checks import has_errors

        self.has_errors = has_errors(self)


class SheetSection(models.Model):
    """A section of a sheet's description: heading (may be empty) and paragraphs, divided by blank lines."""

    sheet = models.ForeignKey(Sheet, on_delete=models.CASCADE, related_name="sections")
    order = models.PositiveSmallIntegerField(default=0)
    heading = models.CharField(_("heading"), max_length=200, blank=True)
    body = models.TextField(_("text"))

    class Meta:
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return self.heading


class Snapshot(Addressed):
    """The file in which somebody kept what a portal showed of a project on a day: evidence, beside the version read from it.

    Portal, address and day are its own, so that correcting the version leaves the evidence as it was kept.
    """

    KIND = "snapshot"

    sheet = models.OneToOneField(Sheet, on_delete=models.PROTECT, related_name="snapshot")
    portal = models.CharField(_("portal"), max_length=120)
    address = WebAddress(_("address of the page"), max_length=300)
    taken_on = models.DateField(_("taken on"))
    filename = models.CharField(_("file"), max_length=200)
    stored_at = models.CharField(max_length=120)
    #: A value of `kernel.uploads.Content`, which says how it is served.
    content = models.CharField(max_length=8)
    size = models.PositiveIntegerField(_("bytes"))
    sha256 = models.CharField("SHA-256", max_length=64)
    actor_uid = models.CharField(max_length=32, blank=True)
    actor_label = models.CharField(max_length=80, blank=True)
    kept_at = models.DateTimeField(_("kept on"))

    def __str__(self) -> str:
        return f"{self.filename} · {self.portal} · {self.taken_on:%d/%m/%Y} · SHA-256 {self.sha256}"
