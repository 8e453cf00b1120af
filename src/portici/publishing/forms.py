"""Papers for a record's gallery and documents."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from portici.records.forms import ActorForm
from portici.records.models import Language

from . import queries, rules
from .models import DocumentKind, LibraryDocument, Licence, Picture

#: How many of the library's newest a box offers; the others are brought by their page in the editors' rooms.
OFFERED = 200
#: What is asked of everybody; the rest is about a new file.
_OF_THE_RECORD = ("chosen", "caption")


def _licences() -> list[Any]:
    return [("", "–"), *Licence.choices]


class _AttachForm(ActorForm):
    """Something from the library; or a new file, from those who bring files into it."""

    kept: ClassVar[type[Picture | LibraryDocument]]
    chosen = forms.ModelChoiceField(
        label=_("from the library"), queryset=Picture.objects.none(), required=False
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        chosen: Any = self.fields["chosen"]
        rows = queries.library(self.actor, self.kept)
        newest = rows.order_by("-pk").values_list("pk", flat=True)[:OFFERED]
        chosen.queryset = self.kept._default_manager.filter(pk__in=list(newest)).order_by("title")
        if not rules.may_keep_library(self.actor):
            chosen.required = True
            self.fields = {name: field for name, field in self.fields.items() if name in _OF_THE_RECORD}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "file" not in self.fields:
            return cleaned
        chosen, file = cleaned.get("chosen"), cleaned.get("file")
        if bool(chosen) == bool(file):
            raise forms.ValidationError(
                _("Choose one from the library, or bring a new file: one of the two.")
            )
        if file and not cleaned.get("title", "").strip():
            self.add_error("title", _("Give it a title."))
        return cleaned

    @property
    def about(self) -> dict[str, Any]:
        """What is said of a new file."""
        return {name: value for name, value in self.values.items() if name not in ("file", *_OF_THE_RECORD)}


class AttachPictureForm(_AttachForm):
    """A picture for the gallery."""

    kept = Picture
    file = forms.FileField(label=_("new picture"), required=False, help_text=_("JPEG, PNG, WebP or AVIF."))
    title = forms.CharField(label=_("title"), max_length=255, required=False)
    alternative_text = forms.CharField(
        label=_("alternative text"),
        max_length=300,
        required=False,
        help_text=_("What the picture says to who does not see it. Left empty only when it is decorative."),
    )
    is_decorative = forms.BooleanField(label=_("decorative"), required=False)
    language = forms.ChoiceField(label=_("language of its texts"), choices=Language.choices, required=False)
    author = forms.CharField(label=_("author"), max_length=120, required=False)
    licence = forms.ChoiceField(label=_("licence"), choices=_licences, required=False)
    taken_on = forms.DateField(label=_("taken on"), required=False)
    shows_people = forms.BooleanField(label=_("people can be recognised in it"), required=False)
    shows_minors = forms.BooleanField(label=_("among them minors"), required=False)
    release_reference = forms.CharField(
        label=_("release on file"),
        max_length=120,
        required=False,
        help_text=_(
            "Where the releases are kept (protocol, folder). No names: this is not the place of personal data."
        ),
    )
    release_until = forms.DateField(label=_("release valid until"), required=False)
    caption = forms.CharField(label=_("caption"), max_length=300, required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial.setdefault("language", Language.ITALIAN)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("file") and not cleaned.get("alternative_text") and not cleaned.get("is_decorative"):
            self.add_error(
                "alternative_text",
                _("Write what the picture says to who does not see it, or tick that it is decorative."),
            )
        return cleaned


class AttachDocumentForm(_AttachForm):
    """A document for the record's list."""

    kept = LibraryDocument
    file = forms.FileField(label=_("new document"), required=False, help_text=_("PDF is best to publish."))
    title = forms.CharField(label=_("title"), max_length=255, required=False)
    kind = forms.ChoiceField(label=_("kind"), choices=DocumentKind.choices, required=False)
    licence = forms.ChoiceField(label=_("licence"), choices=_licences, required=False)
    language = forms.ChoiceField(label=_("language of the content"), choices=Language.choices, required=False)
    dated = forms.DateField(label=_("date of the document"), required=False)
    caption = forms.CharField(label=_("caption"), max_length=300, required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial.setdefault("kind", DocumentKind.OTHER)
        self.initial.setdefault("language", Language.ITALIAN)


class AttachmentForm(ActorForm):
    """The caption and the place in the order."""

    caption = forms.CharField(label=_("caption"), max_length=300, required=False)
    order = forms.IntegerField(label=_("order"), min_value=0, max_value=32_000)


class WhyForm(ActorForm):
    """A reason, for the journal."""

    reason = forms.CharField(label=_("reason"), widget=forms.Textarea)


class SureForm(ActorForm):
    """Nothing to fill in: only to be sure."""
