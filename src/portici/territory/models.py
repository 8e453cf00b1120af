"""Where things happen: layers of areas, areas made of parts, places; and what official figures say of
them."""

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
RESERVED_LAYERS = frozenset({"mappe", "bisogni", "opportunita", "luoghi", "indicatori"})


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


class PlaceKind(models.TextChoices):
    """What a place is."""

    BUILDING = "building", _("Building")
    LIBRARY = "library", _("Library")
    SCHOOL_BUILDING = "school_building", _("School building")
    OPEN_SPACE = "open_space", _("Square, park or open space")
    OTHER = "other", _("Other place")


class Place(Record):
    """A building or an open space that one can go to. Its spaces and rules of use belong to the venues."""

    KIND = "place"
    SEARCHED: ClassVar[tuple[str, ...]] = ("name", "address", "note")

    name = models.CharField(_("name"), max_length=160)
    kind = models.CharField(_("kind"), max_length=20, choices=PlaceKind.choices, default=PlaceKind.BUILDING)
    code = models.CharField(_("code"), max_length=60, blank=True)
    address = models.CharField(_("address"), max_length=200, blank=True)
    postcode = models.CharField(_("postcode"), max_length=5, blank=True)
    area = models.ForeignKey(
        Area,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="places",
        verbose_name=_("area"),
    )
    lon = models.FloatField(_("longitude"), null=True, blank=True)
    lat = models.FloatField(_("latitude"), null=True, blank=True)
    note = models.TextField(_("note"), blank=True)
    website = WebAddress(_("website"), max_length=300, blank=True)
    source = models.CharField(_("source"), max_length=300, blank=True)
    #: What the source says of the place: name of the fact -> text.
    facts = models.JSONField(_("facts"), default=dict, blank=True)

    objects = RecordQuerySet.as_manager()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def in_scope_of(cls, actor: Actor) -> models.Q:
        return within_scope(actor, "area__") | models.Q(uid__in=actor.scope_uids(Scope.VENUE))


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


class Sex(models.TextChoices):
    FEMALE = "f", _("Women")
    MALE = "m", _("Men")
    ALL = "", _("All")


#: The end of an open age band ("80 and over"). Nobody's age, and not null, so that a band is found by
#: equality.
OPEN_AGE = 150


class PopulationSource(models.Model):
    """Who counted the people of some rows."""

    code = models.SlugField(_("code"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=200)
    url = WebAddress(_("address of the source"), max_length=300, blank=True)
    licence = models.CharField(_("licence"), max_length=60, blank=True)

    def __str__(self) -> str:
        return self.name


class PopulationCount(models.Model):
    """How many people of an age band and sex lived in an area in a year: what computed indicators are made
    of.

    Ages are inclusive, in years; `age_to` of an open band is `OPEN_AGE`. A row that is not there is nobody.
    Rows of an area and year never count a person twice: their bands, and the sexes and citizenships told, are
    of one kind (`rules.fits_beside`).
    """

    area = models.ForeignKey(
        Area, on_delete=models.PROTECT, related_name="population", verbose_name=_("area")
    )
    year = models.PositiveSmallIntegerField(_("year"))
    age_from = models.PositiveSmallIntegerField(_("from age"))
    age_to = models.PositiveSmallIntegerField(_("to age"), default=OPEN_AGE)
    sex = models.CharField(_("sex"), max_length=1, choices=Sex.choices, blank=True)
    citizenship = models.CharField(_("citizenship"), max_length=20, blank=True)
    people = models.PositiveIntegerField(_("people"))
    source = models.ForeignKey(
        PopulationSource, on_delete=models.PROTECT, related_name="counts", verbose_name=_("source")
    )
    run_uid = models.CharField(_("import"), max_length=16, blank=True)
    line = models.PositiveIntegerField(_("line of the file"), null=True, blank=True)

    class Meta:
        ordering = ["year", "age_from", "sex"]
        constraints = [
            models.UniqueConstraint(
                fields=["area", "year", "age_from", "age_to", "sex", "citizenship"], name="population_once"
            ),
            models.CheckConstraint(
                condition=models.Q(age_from__lte=models.F("age_to")), name="population_ages_in_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.area_id}/{self.year}/{self.age_from}"


class LayoutKind(models.TextChoices):
    """What a file with a layout holds."""

    BOUNDARIES = "boundaries", _("Boundaries")
    INDICATORS = "indicators", _("Indicators")
    POPULATION = "population", _("Counts of people")


class FileLayout(models.Model):
    """How a publisher of the city lays out one of its files: told by the city pack, read by the importers."""

    code = models.SlugField(_("code"), max_length=60)
    kind = models.CharField(_("kind"), max_length=12, choices=LayoutKind.choices)
    #: The fields of `importers.layouts.Layout`, `importers.profiles.Profile` or `importers.layouts.PeopleTable`.
    spec = models.JSONField(_("layout"), default=dict)

    class Meta:
        ordering = ["kind", "code"]
        constraints = [models.UniqueConstraint(fields=["kind", "code"], name="file_layout_once")]

    def __str__(self) -> str:
        return self.code
