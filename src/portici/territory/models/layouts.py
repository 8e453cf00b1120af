"""How the publishers of the city lay out their files."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


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
