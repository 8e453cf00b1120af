"""How many people live in areas, by age, sex and citizenship: what computed indicators are made of."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from portici.records.model_fields import WebAddress

from .areas import Area


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
