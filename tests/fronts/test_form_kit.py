"""What the kit writes above the fields of a form."""

from __future__ import annotations

from typing import Any

import pytest
from django import forms
from django.template.loader import render_to_string
from django.utils import translation

NOTE = "Fields marked with * are required."


class Free(forms.Form):
    head = forms.CharField(required=False)
    kept = forms.CharField(widget=forms.HiddenInput)


class Bound(Free):
    name = forms.CharField()


@pytest.mark.parametrize(("form", "notes"), [(Free(), 0), (Bound(), 1), (Bound({}), 1)])
def test_the_star_is_explained_where_there_is_one(form: Any, notes: int) -> None:
    with translation.override("en"):
        assert render_to_string("includes/form.html", {"form": form}).count(NOTE) == notes
