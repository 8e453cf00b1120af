"""What a page is made of. Headings are below the page's own; a record stands in a page by its reference."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

from portici.kernel.actor import VISITOR, system_actor
from portici.records import registry
from portici.records.picking import matches, resolve

FEATURES = ["h2", "h3", "bold", "italic", "ol", "ul", "link"]
#: Kinds of records that pages may name.
KINDS = ("project", "activity", "area", "organisation", "decision")
#: Looks a reference up for who writes; what the street sees of it is asked anew each time the page is shown.
_LIBRARIAN = system_actor("publishing")


class PictureBlock(blocks.StructBlock):  # type: ignore[misc] # Wagtail has no types
    """A picture with its caption; alternative text, author and rights are the picture's own."""

    picture = ImageChooserBlock(label=_("Picture"))
    caption = blocks.CharBlock(label=_("Caption"), required=False, max_length=300)

    class Meta:
        icon = "image"
        label = _("Picture")
        template = "portal/publishing/blocks/picture.html"


class GalleryBlock(blocks.StructBlock):  # type: ignore[misc] # Wagtail has no types
    """Several pictures side by side."""

    heading = blocks.CharBlock(label=_("Heading"), required=False, max_length=120)
    pictures = blocks.ListBlock(PictureBlock(), label=_("Pictures"), min_num=1, max_num=40)

    class Meta:
        icon = "image"
        label = _("Gallery")
        template = "portal/publishing/blocks/gallery.html"


class DocumentsBlock(blocks.StructBlock):  # type: ignore[misc] # Wagtail has no types
    """A list of documents to download."""

    heading = blocks.CharBlock(label=_("Heading"), required=False, max_length=120)
    documents = blocks.ListBlock(DocumentChooserBlock(), label=_("Documents"), min_num=1, max_num=60)

    class Meta:
        icon = "doc-full"
        label = _("Documents")
        template = "portal/publishing/blocks/documents.html"


class QuoteBlock(blocks.StructBlock):  # type: ignore[misc] # Wagtail has no types
    """Somebody's words."""

    text = blocks.TextBlock(label=_("Words"), max_length=1000)
    said_by = blocks.CharBlock(label=_("Said by"), required=False, max_length=160)

    class Meta:
        icon = "openquote"
        label = _("Quotation")
        template = "portal/publishing/blocks/quote.html"


def kind_choices() -> list[tuple[str, Any]]:
    return [(name, capfirst(str(registry.kind(name).label))) for name in KINDS]


class RecordBlock(blocks.StructBlock):  # type: ignore[misc] # Wagtail has no types
    """A record by its stable reference. Its card is there if and only if the record is open to all when the page is shown."""

    kind = blocks.ChoiceBlock(choices=kind_choices, label=_("Kind"))
    reference = blocks.CharBlock(
        label=_("Record"),
        max_length=300,
        help_text=_("Its code, its name or its reference. It is shown only as long as it is published."),
    )

    class Meta:
        icon = "link"
        label = _("Record of the platform")
        template = "portal/publishing/blocks/record.html"

    def clean(self, value: Any) -> Any:
        """Keeps the record's reference in the place of what was typed."""
        cleaned = super().clean(value)
        try:
            cleaned["reference"] = found(cleaned["kind"], cleaned["reference"]).uid
        except forms.ValidationError as flaw:
            raise StructBlockValidationError(
                block_errors={"reference": ValidationError(flaw.messages)}
            ) from flaw
        return cleaned

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        return context | {"record": shown(value)}


def found(kind: str, typed: str) -> Any:
    """The record that was typed: by reference, by its whole name, or by words that only one has. Raises ValidationError."""
    near = matches(_LIBRARIAN, kind, typed.strip(), limit=2)
    return near[0] if len(near) == 1 else resolve(_LIBRARIAN, kind, typed)


def shown(value: Any) -> Any:
    """The record as a visitor sees it, or None."""
    kind = value.get("kind", "")
    return registry.find(VISITOR, kind, value.get("reference", "")) if kind in KINDS else None


class Body(blocks.StreamBlock):  # type: ignore[misc] # Wagtail has no types
    """The content of a page, block by block."""

    text = blocks.RichTextBlock(label=_("Text"), features=FEATURES, icon="pilcrow")
    picture = PictureBlock()
    gallery = GalleryBlock()
    documents = DocumentsBlock()
    quote = QuoteBlock()
    record = RecordBlock()
