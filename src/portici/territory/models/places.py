"""Buildings and open spaces that one can go to."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from portici.kernel.actor import Actor, Scope
from portici.records.model_fields import WebAddress
from portici.records.models import Record, RecordQuerySet

from .areas import Area, within_scope


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
