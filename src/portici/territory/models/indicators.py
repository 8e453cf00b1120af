"""What is measured of areas, and the values."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from portici.records.model_fields import WebAddress
from portici.records.models import Record, RecordQuerySet

from .areas import Area, Layer


class Direction(models.TextChoices):
    """What a higher value means for the people of the area."""

    HIGHER_IS_WORSE = "worse", _("Higher is worse")
    HIGHER_IS_BETTER = "better", _("Higher is better")
    NEUTRAL = "neutral", _("Neither")


class Method(models.TextChoices):
    """How a value comes about, and so which rows it opens."""

    PUBLISHED = "published", _("As the source publishes it")
    COUNT = "count", _("Sum of the rows")
    SHARE = "share", _("Share of the rows, per cent")
    CHANGE = "change", _("Change between two periods, per cent")


class Measurement(models.TextChoices):
    """What the values of an indicator are."""

    QUANTITY = "quantity", _("Quantity")
    CATEGORY = "category", _("Category: the number is a code")


class Indicator(Record):
    """What is measured: unit, direction, source, licence, and for computed ones the rows that they are made
    of."""

    KIND = "indicator"
    SEARCHED: ClassVar[tuple[str, ...]] = ("name", "code", "description", "theme")

    code = models.SlugField(_("code"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=160)
    description = models.TextField(_("description"), blank=True)
    theme = models.CharField(_("theme"), max_length=60, blank=True)
    kind = models.CharField(
        _("kind of value"), max_length=10, choices=Measurement.choices, default=Measurement.QUANTITY
    )
    #: An index that sums up others, say: what an area's page and a designation tell first.
    is_headline = models.BooleanField(_("told before the others"), default=False)
    unit = models.CharField(_("unit"), max_length=40, blank=True)
    decimals = models.PositiveSmallIntegerField(_("decimals shown"), default=1)
    direction = models.CharField(
        _("direction"), max_length=8, choices=Direction.choices, default=Direction.NEUTRAL
    )
    method = models.CharField(_("method"), max_length=10, choices=Method.choices, default=Method.PUBLISHED)
    #: Said of published ones; those computed as a count always add up.
    is_additive = models.BooleanField(_("a count: the values of areas may be added up"), default=False)
    #: Values of areas that lie in two areas of this layer are never ranked, mapped or put together.
    comparable_within = models.ForeignKey(
        Layer,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("comparable only within one area of"),
        help_text=_(
            "For an index whose reference lies within one comune, say: values of two are then never set side by side. Left"
            " empty: comparable everywhere."
        ),
    )
    #: For computed ones, see `figures.Formula`: {"bands": [[65, null]], "over": {"bands": [[0, 14]]},
    #: "years": 1}.
    formula = models.JSONField(_("formula"), default=dict, blank=True)
    source = models.CharField(_("source"), max_length=200, blank=True)
    source_url = WebAddress(_("address of the source"), max_length=300, blank=True)
    licence = models.CharField(_("licence"), max_length=60, blank=True)
    vintage = models.CharField(_("vintage"), max_length=20, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=100)

    objects = RecordQuerySet.as_manager()

    class Meta:
        ordering = ["order", "name"]

    def __str__(self) -> str:
        return self.name

    @property
    def adds_up(self) -> bool:
        """Whether the values of areas have a sum: true of counts, never of an index, a rate or a change."""
        return self.is_additive or self.method == Method.COUNT

    @property
    def is_category(self) -> bool:
        """Whether the values are codes, which have no range, rank or difference."""
        return self.kind == Measurement.CATEGORY


class ObservationStatus(models.TextChoices):
    """Why a value is there, or is not."""

    OK = "ok", _("Value")
    MISSING = "missing", _("Missing in the source")
    EXCLUDED = "excluded", _("Area excluded by the source")
    HIDDEN = "hidden", _("Hidden: too few people")


class Observation(models.Model):
    """The value of an indicator in an area in a period. Visible where its indicator and its area are."""

    indicator = models.ForeignKey(
        Indicator, on_delete=models.PROTECT, related_name="observations", verbose_name=_("indicator")
    )
    area = models.ForeignKey(
        Area, on_delete=models.PROTECT, related_name="observations", verbose_name=_("area")
    )
    period = models.CharField(_("period"), max_length=10)
    value = models.FloatField(_("value"), null=True, blank=True)
    status = models.CharField(
        _("status"), max_length=10, choices=ObservationStatus.choices, default=ObservationStatus.OK
    )
    run_uid = models.CharField(_("import"), max_length=16, blank=True)
    line = models.PositiveIntegerField(_("line of the file"), null=True, blank=True)

    class Meta:
        ordering = ["indicator__order", "period"]
        constraints = [
            models.UniqueConstraint(fields=["indicator", "area", "period"], name="observation_once")
        ]
        indexes = [models.Index(fields=["area", "indicator"])]

    def __str__(self) -> str:
        return f"{self.indicator_id}/{self.area_id}/{self.period}"
