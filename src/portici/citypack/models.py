"""The city that this installation serves, as its pack tells it: one row."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from portici.records.model_fields import WebAddress


class City(models.Model):
    """Names and addresses that pages carry, and the pack that they came from."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=120)
    office_name = models.CharField(_("name of the office"), max_length=200)
    body_name = models.CharField(_("body that the office belongs to"), max_length=200, blank=True)
    description = models.TextField(_("description"), blank=True)
    description_en = models.TextField(_("description in English"), blank=True)
    feedback_email = models.EmailField(_("mailbox for feedback"), blank=True)
    accessibility_url = WebAddress(_("accessibility declaration"), blank=True)
    privacy_url = models.CharField(_("privacy notice"), max_length=300, blank=True)
    map_layer = models.CharField(_("layer shown on the home map"), max_length=40, blank=True)
    pack_digest = models.CharField(max_length=64, blank=True)
    loaded_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name_plural = "cities"

    def __str__(self) -> str:
        return self.name


class PackedItem(models.Model):
    """What the pack said of one of its items when it was last loaded, so that a person's later change is
    not written over.

    `said`: field -> [what the pack said, what was stored], as texts. `stored` is the record's uid, or a
    row's key.
    """

    table = models.CharField(max_length=40)
    ref = models.CharField(max_length=300)
    digest = models.CharField(max_length=64)
    stored = models.CharField(max_length=40)
    said = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["table", "ref"], name="packed_item_once")]

    def __str__(self) -> str:
        return f"{self.table} {self.ref}"
