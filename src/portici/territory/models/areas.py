"""Where things happen: layers of areas, areas made of parts, their shapes."""

from __future__ import annotations

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from portici.kernel.actor import Actor, Scope
from portici.records.model_fields import WebAddress
from portici.records.models import Record, RecordQuerySet


class LayerKind(models.TextChoices):
    """What a layer divides the city into; the layers themselves are data."""

    METROPOLITAN_CITY = "metropolitan_city", _("Metropolitan city")
    DISTRICT = "district", _("District or union")
    COMUNE = "comune", _("Comune")
    QUARTIERE = "quartiere", _("Quartiere")
    ZONE = "zone", _("Zone")
    PROXIMITY_ZONE = "proximity_zone", _("Proximity zone")
    STATISTICAL_AREA = "statistical_area", _("Statistical area")
    SECTION = "section", _("Census or electoral section")
    TARGET = "target", _("Target area")


#: Codes stand in addresses: letters, digits, dots, dashes and underscores.
AREA_CODE = RegexValidator(r"^[\w.-]+\Z", _("Letters, digits, dots, dashes and underscores only."))
#: First words of addresses that a layer's own would hide behind.
RESERVED_LAYERS = frozenset({"mappe", "bisogni", "opportunita", "luoghi", "indicatori", "ascolti"})


def not_reserved(code: str) -> None:
    """Raise ValidationError for a layer's code that an address of the site already uses."""
    if code in RESERVED_LAYERS:
        raise ValidationError(_("This word is already part of the site's addresses: choose another code."))


class Layer(models.Model):
    """One division of the territory, as one source gives it."""

    code = models.SlugField(_("code"), max_length=40, unique=True, validators=[not_reserved])
    kind = models.CharField(_("kind"), max_length=20, choices=LayerKind.choices)
    name = models.CharField(_("name"), max_length=120)
    order = models.PositiveSmallIntegerField(_("order"), default=100)
    source = models.CharField(_("source"), max_length=200, blank=True)
    source_url = WebAddress(_("address of the source"), max_length=300, blank=True)
    licence = models.CharField(_("licence"), max_length=60, blank=True)
    vintage = models.CharField(_("vintage"), max_length=20, blank=True)

    class Meta:
        ordering = ["order", "code"]

    def __str__(self) -> str:
        return self.name


class Area(Record):
    """A piece of the territory: official (from a layer's source) or drawn by hand, simple or made of
    parts."""

    KIND = "area"
    SEARCHED: ClassVar[tuple[str, ...]] = ("name", "code", "other_names")

    #: The path follows from the parent, which is told.
    UNTOLD = Record.UNTOLD | {"path"}

    layer = models.ForeignKey(Layer, on_delete=models.PROTECT, related_name="areas", verbose_name=_("layer"))
    code = models.CharField(_("code"), max_length=40, validators=[AREA_CODE])
    name = models.CharField(_("name"), max_length=160)
    other_names = models.CharField(_("other names and spellings"), max_length=300, blank=True)
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("area that it lies in"),
    )
    #: Primary keys of the ancestors and of itself, "/1/7/42/": what is within an area starts with its path.
    path = models.CharField(
        _("place in the tree of areas"), max_length=200, blank=True, editable=False, db_index=True
    )
    is_drawn = models.BooleanField(_("drawn by hand"), default=False)
    surface_km2 = models.DecimalField(
        _("surface (km²)"), max_digits=10, decimal_places=4, null=True, blank=True
    )
    lon = models.FloatField(_("longitude of an inner point"), null=True, blank=True)
    lat = models.FloatField(_("latitude of an inner point"), null=True, blank=True)
    note = models.TextField(_("note"), blank=True)
    source = models.CharField(_("source"), max_length=300, blank=True)
    #: SHA-256 of the shape's GeoJSON: tells the journal and the map's cache that it changed, without loading
    #: it.
    shape_digest = models.CharField(_("fingerprint of the border"), max_length=64, blank=True, editable=False)
    parts = models.ManyToManyField(
        "self",
        through="AreaPart",
        symmetrical=False,
        related_name="wholes",
        verbose_name=_("areas that it is made of"),
    )

    objects = RecordQuerySet.as_manager()

    class Meta:
        ordering = ["layer__order", "name"]
        constraints = [models.UniqueConstraint(fields=["layer", "code"], name="area_code_unique_in_layer")]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def in_scope_of(cls, actor: Actor) -> models.Q:
        return within_scope(actor, "")


def within_scope(actor: Actor, to_area: str) -> models.Q:
    """Rows whose area (at the lookup path `to_area`, "area__" say) lies within the areas of the actor's
    grants."""
    uids = actor.scope_uids(Scope.AREA)
    paths = Area._default_manager.filter(uid__in=uids).values_list("path", flat=True) if uids else ()
    condition = models.Q(pk__in=())
    # An area without a path holds nothing: every path starts with an empty one.
    for path in filter(None, paths):
        condition |= models.Q(**{f"{to_area}path__startswith": path})
    return condition


class AreaPart(models.Model):
    """That a whole contains a part; `share` is the part's share of people counted in (1 when all of it)."""

    whole = models.ForeignKey(
        Area, on_delete=models.CASCADE, related_name="part_links", verbose_name=_("whole")
    )
    part = models.ForeignKey(
        Area, on_delete=models.PROTECT, related_name="whole_links", verbose_name=_("part")
    )
    share = models.DecimalField(_("share"), max_digits=6, decimal_places=4, default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["whole", "part"], name="area_part_once")]

    def __str__(self) -> str:
        return f"{self.whole_id} ⊃ {self.part_id}"


class Geometry(models.Model):
    """An area's shape, apart from the area so that lists do not load it. GeoJSON text, WGS84 lon/lat."""

    area = models.OneToOneField(
        Area, on_delete=models.CASCADE, related_name="geometry", verbose_name=_("area")
    )
    whole = models.TextField(_("border as the source gives it"))
    simplified = models.TextField(_("border that the map serves"))
    min_lon = models.FloatField(_("westernmost longitude"))
    min_lat = models.FloatField(_("southernmost latitude"))
    max_lon = models.FloatField(_("easternmost longitude"))
    max_lat = models.FloatField(_("northernmost latitude"))

    def __str__(self) -> str:
        return f"{self.area_id}"
