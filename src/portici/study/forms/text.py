"""The index as text."""

from __future__ import annotations

from typing import Any

from django import forms

from portici.records.forms import RecordForm

from ..models import Edition


class SpecificationTextForm(RecordForm):
    """The specification as text, for who knows docs/indices.md."""

    class Meta:
        model = Edition
        fields = ["title", "specification"]
        widgets = {
            "specification": forms.Textarea(attrs={"rows": 30, "spellcheck": "false", "class": "code"})
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["specification"].required = True
