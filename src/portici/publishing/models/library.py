"""The library: pictures with alternative text, author, rights and releases; documents with kind, licence, language and day."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.files.base import ContentFile
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument
from wagtail.images.models import AbstractImage, AbstractRendition
from wagtail.search import index

from portici.records.models import Language, new_uid

from .. import files


class Licence(models.TextChoices):
    """Under which terms others may use it again."""

    CC_BY = "cc-by-4.0", _("Creative Commons Attribution 4.0")
    CC_BY_SA = "cc-by-sa-4.0", _("Creative Commons Attribution-ShareAlike 4.0")
    CC0 = "cc0-1.0", _("Creative Commons Zero 1.0")
    IODL = "iodl-2.0", _("Italian Open Data Licence 2.0")
    PERMISSION = "permission", _("All rights reserved, shown with the author's permission")


#: Where each licence is read; what is shown by permission has none.
LICENCE_URLS = {
    Licence.CC_BY: "https://creativecommons.org/licenses/by/4.0/",
    Licence.CC_BY_SA: "https://creativecommons.org/licenses/by-sa/4.0/",
    Licence.CC0: "https://creativecommons.org/publicdomain/zero/1.0/",
    Licence.IODL: "https://www.dati.gov.it/iodl/2.0/",
}


class DocumentKind(models.TextChoices):
    """What a document is."""

    ACT = "act", _("Act or decision")
    REPORT = "report", _("Report")
    MINUTES = "minutes", _("Minutes")
    NOTICE = "notice", _("Notice or call")
    GUIDE = "guide", _("Guide")
    DATA = "data", _("Data")
    PRESENTATION = "presentation", _("Presentation")
    OTHER = "other", _("Other document")


class Picture(AbstractImage):  # type: ignore[misc] # Wagtail has no types
    """A picture, and all that must be known of it before the street sees it. `checks.on_picture` says what is missing."""

    KIND = "picture"

    uid = models.CharField(max_length=16, unique=True, default=new_uid, editable=False)
    alternative_text = models.CharField(
        _("alternative text"),
        max_length=300,
        blank=True,
        help_text=_("What the picture says to who does not see it. Left empty only when it is decorative."),
    )
    is_decorative = models.BooleanField(
        _("decorative"), default=False, help_text=_("It says nothing that the text beside it does not.")
    )
    language = models.CharField(
        _("language of its texts"), max_length=2, choices=Language.choices, default=Language.ITALIAN
    )
    author = models.CharField(_("author"), max_length=120, blank=True, help_text=_("Who made it."))
    licence = models.CharField(_("licence"), max_length=14, choices=Licence.choices, blank=True)
    taken_on = models.DateField(_("taken on"), null=True, blank=True)
    shows_people = models.BooleanField(_("people can be recognised in it"), default=False)
    shows_minors = models.BooleanField(_("among them minors"), default=False)
    release_reference = models.CharField(
        _("release on file"),
        max_length=120,
        blank=True,
        help_text=_(
            "Where the releases are kept (protocol, folder). No names: this is not the place of personal data."
        ),
    )
    release_until = models.DateField(
        _("release valid until"), null=True, blank=True, help_text=_("Left empty when it does not expire.")
    )
    is_example = models.BooleanField(_("invented example"), default=False, editable=False)

    admin_form_fields: ClassVar[tuple[str, ...]] = (
        "title", "file", "alternative_text", "is_decorative", "language", "author", "licence", "taken_on",
        "shows_people", "shows_minors", "release_reference", "release_until",
    )  # fmt: skip
    search_fields = [*AbstractImage.search_fields, index.FilterField("uid")]

    class Meta(AbstractImage.Meta):  # type: ignore[misc] # Wagtail has no types
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")

    def __str__(self) -> str:
        return str(self.title)

    def save(self, *args: Any, **options: Any) -> None:
        """A file that comes in is stripped of what its camera wrote (the place among it), whatever way it came."""
        if self.file and not self.file._committed:
            files.strip_in_place(self)
        self.description = self.alternative_text[:255]
        super().save(*args, **options)

    def generate_rendition_file(self, *args: Any, **options: Any) -> ContentFile[bytes]:
        """In memory: Wagtail leaves the file that it writes into open until somebody collects it."""
        with super().generate_rendition_file(*args, **options) as made:
            made.seek(0)
            return ContentFile(made.read(), name=made.name)

    @property
    def default_alt_text(self) -> str:
        """What Wagtail shows in the place of the picture."""
        return "" if self.is_decorative else str(self.alternative_text)

    @property
    def licence_url(self) -> str:
        return LICENCE_URLS.get(Licence(self.licence), "") if self.licence else ""


class PictureRendition(AbstractRendition):  # type: ignore[misc] # Wagtail has no types
    """A picture in a size and a format."""

    image = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        unique_together = (("image", "filter_spec", "focal_point_key"),)


class LibraryDocument(AbstractDocument):  # type: ignore[misc] # Wagtail has no types
    """A file that people download, with what it is, in which language, of which day, under which licence."""

    KIND = "document"

    uid = models.CharField(max_length=16, unique=True, default=new_uid, editable=False)
    kind = models.CharField(
        _("kind"), max_length=14, choices=DocumentKind.choices, default=DocumentKind.OTHER
    )
    licence = models.CharField(_("licence"), max_length=14, choices=Licence.choices, blank=True)
    language = models.CharField(
        _("language of the content"), max_length=2, choices=Language.choices, default=Language.ITALIAN
    )
    dated = models.DateField(_("date of the document"), null=True, blank=True)
    is_example = models.BooleanField(_("invented example"), default=False, editable=False)

    admin_form_fields = ("title", "file", "kind", "licence", "language", "dated")

    class Meta(AbstractDocument.Meta):  # type: ignore[misc] # Wagtail has no types
        verbose_name = _("document")
        verbose_name_plural = _("documents")

    def __str__(self) -> str:
        return str(self.title)

    def save(self, *args: Any, **options: Any) -> None:
        """A file that comes in is looked into, whatever way it came."""
        if self.file and not self.file._committed:
            files.ensure_document(self.file)
        super().save(*args, **options)

    @property
    def url(self) -> str:
        """Where the editors' rooms read it; the street's door is the portal's."""
        return str(self.file.url)

    @property
    def licence_url(self) -> str:
        return LICENCE_URLS.get(Licence(self.licence), "") if self.licence else ""
