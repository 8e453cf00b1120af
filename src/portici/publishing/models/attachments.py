"""The gallery and the documents of a record: pictures and documents that hang from it, in an order, shown or withheld."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from portici.records.models import Publication, new_uid

from .library import LibraryDocument, Picture


class Attachment(models.Model):
    """A picture or a document beside a record, which it names by kind and reference."""

    uid = models.CharField(max_length=16, unique=True, default=new_uid, editable=False)
    kind = models.CharField(max_length=40)
    ref = models.CharField(max_length=16)
    picture = models.ForeignKey(
        Picture,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="attachments",
        verbose_name=_("picture"),
    )
    document = models.ForeignKey(
        LibraryDocument,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="attachments",
        verbose_name=_("document"),
    )
    caption = models.CharField(_("caption"), max_length=300, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    publication = models.CharField(
        _("publication"), max_length=10, choices=Publication.choices, default=Publication.DRAFT
    )

    class Meta:
        ordering = ["order", "id"]
        indexes = [models.Index(fields=["kind", "ref"])]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(picture=None, document__isnull=False)
                | models.Q(picture__isnull=False, document=None),
                name="attachment_is_one_thing",
            ),
            models.UniqueConstraint(
                fields=["kind", "ref", "picture"],
                condition=~models.Q(picture=None),
                name="picture_attached_once",
            ),
            models.UniqueConstraint(
                fields=["kind", "ref", "document"],
                condition=~models.Q(document=None),
                name="document_attached_once",
            ),
        ]

    def __str__(self) -> str:
        return str(self.thing)

    @property
    def thing(self) -> Picture | LibraryDocument:
        """What is attached."""
        found = self.picture or self.document
        assert found is not None  # noqa: S101 -- the store holds to one of the two
        return found

    @property
    def is_published(self) -> bool:
        return self.publication == Publication.PUBLISHED
