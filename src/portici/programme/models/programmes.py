"""What pays for projects: programme, axis, action."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from portici.records.models import Addressed, Record, RecordQuerySet


class Period(models.TextChoices):
    """A programming period of the European funds; each has its own rules on what is shown to the public."""

    P2014 = "2014-2020", "2014-2020"
    P2021 = "2021-2027", "2021-2027"


class Fund(models.TextChoices):
    """The European fund that pays a part."""

    ERDF = "erdf", _("European Regional Development Fund")
    ESF = "esf", _("European Social Fund")
    ESF_PLUS = "esf-plus", _("European Social Fund Plus")
    COHESION = "cf", _("Cohesion Fund")
    JTF = "jtf", _("Just Transition Fund")
    REACT_EU = "react-eu", "REACT-EU"


class Programme(Record):
    """A funding programme, a plan."""

    KIND = "programme"
    SEARCHED: ClassVar[tuple[str, ...]] = ("name", "code", "description")

    code = models.CharField(_("code"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=200)
    description = models.TextField(_("description"), blank=True)
    period = models.CharField(
        _("programming period"),
        max_length=9,
        blank=True,
        choices=Period.choices,
        help_text=_("Of the European funds; left empty when none pays."),
    )
    source = models.CharField(_("source"), max_length=300, blank=True)

    objects = RecordQuerySet.as_manager()

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name


class Axis(Addressed):
    """An axis of a programme, with what is allotted to it."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="axes")
    code = models.CharField(_("code"), max_length=10)
    name = models.CharField(_("name"), max_length=200)
    endowment = models.DecimalField(
        _("endowment (€)"), max_digits=16, decimal_places=2, null=True, blank=True
    )
    fund = models.CharField(_("European fund"), max_length=8, blank=True, choices=Fund.choices)
    source = models.CharField(_("source"), max_length=300, blank=True)

    class Meta:
        ordering = ["programme__code", "code"]
        verbose_name_plural = "axes"
        constraints = [models.UniqueConstraint(fields=["programme", "code"], name="axis_code_once")]

    def __str__(self) -> str:
        return f"{self.code}. {self.name}"


class Action(Addressed):
    """An action within an axis ("Azione 3.3.1")."""

    axis = models.ForeignKey(Axis, on_delete=models.CASCADE, related_name="actions")
    code = models.CharField(_("code"), max_length=20)
    name = models.CharField(_("name"), max_length=200, blank=True)

    class Meta:
        ordering = ["axis__programme__code", "code"]
        constraints = [models.UniqueConstraint(fields=["axis", "code"], name="action_code_once")]

    def __str__(self) -> str:
        return f"{self.code} {self.name}".strip()
