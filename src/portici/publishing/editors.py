"""Forms of the editors' rooms for the library: they look into the file and ask for the alternative text."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm

from portici.kernel.findings import Finding, Invalid

from . import files
from .page_form import said


def told(finding: Finding) -> str:
    """A finding as an error of a form."""
    parts = [finding.found and f"“{finding.found}”.", said(finding.accepted), said(finding.todo)]
    return " ".join(filter(None, parts))


class PictureForm(BaseImageForm):  # type: ignore[misc] # Wagtail has no types
    """A picture is described when it is brought in; what else is missing is asked before it is published."""

    #: In the place of Wagtail's, which a torn picture breaks.
    file = forms.FileField(label=gettext_lazy("file"), widget=BaseImageForm.Meta.widgets["file"])

    def clean_file(self) -> Any:
        """The stripped file; one that is torn would break whoever measures it."""
        file = self.cleaned_data["file"]
        if "file" not in self.changed_data:
            return file
        try:
            return files.taken_in(file)
        except Invalid as refusal:
            raise ValidationError([told(finding) for finding in refusal.findings]) from refusal

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        asks = "alternative_text" in self.fields
        if asks and not cleaned.get("alternative_text") and not cleaned.get("is_decorative"):
            self.add_error(
                "alternative_text",
                _("Write what the picture says to who does not see it, or tick that it is decorative."),
            )
        return cleaned


class DocumentForm(BaseDocumentForm):  # type: ignore[misc] # Wagtail has no types
    """A document is looked into when it is brought in."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        file = cleaned.get("file")
        if file is not None and "file" in self.changed_data:
            for finding in files.document_findings(file):
                self.add_error("file", told(finding))
        return cleaned
