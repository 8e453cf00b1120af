"""What papers say of their own boxes: how to pick, and which days they take."""

from __future__ import annotations

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.utils import translation
from tests import makers

from portici.needs.forms import EndForm, NeedForm
from portici.records.fields import NumberField
from portici.records.forms import PICK_HINT, ActorForm, PickField


class Paper(ActorForm):
    one = PickField(kind="area", label="One")
    other = PickField(kind="area", label="Other", help_text="Where it is.")
    note = forms.CharField(help_text="Free.")


@pytest.mark.usefixtures("english")
def test_a_picked_box_says_how_to_pick() -> None:
    texts = {name: str(field.help_text) for name, field in Paper(actor=makers.coordinator()).fields.items()}
    assert texts == {"one": str(PICK_HINT), "other": f"Where it is. {PICK_HINT}", "note": "Free."}


@pytest.mark.django_db
@pytest.mark.usefixtures("english")
def test_a_paper_over_a_record_says_it_once() -> None:
    assert str(NeedForm(actor=makers.coordinator()).fields["area"].help_text) == str(PICK_HINT)


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize(
    ("day", "is_taken"), [("1900-01-01", True), ("1899-12-31", False), ("2100-01-01", False)]
)
def test_days_far_away_are_not_taken(day: str, is_taken: bool) -> None:
    paper = EndForm({"until": day, "reason": "Over"}, actor=makers.coordinator())
    assert paper.is_valid() is is_taken
    told = [text.partition(". ")[2] for text in paper.errors.get("until", [])]
    assert told == ([] if is_taken else ["Write a day from 1 January 1900 to 31 December 2099."])


@pytest.mark.parametrize("language", ["it", "en"])
@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("2,5", 2.5),
        ("2.5", 2.5),
        ("0,125", 0.125),
        ("1.234,5", 1234.5),
        ("1,234.5", 1234.5),
        ("1000", 1000.0),
        ("", None),
    ],
)
def test_a_number_is_read_alike_in_both_languages(language: str, typed: str, number: float | None) -> None:
    with translation.override(language):
        field = NumberField(required=False)
        assert field.clean(typed) == number
        if number is not None:
            assert field.clean(field.widget.format_value(number)) == number


@pytest.mark.parametrize("typed", ["1.234", "1,234", "far", "2,5,1", "nan", "inf"])
def test_what_is_no_number_or_two_is_refused(typed: str) -> None:
    with translation.override("en"), pytest.raises(ValidationError) as refused:
        NumberField().clean(typed)
    if typed == "1.234":
        assert refused.value.messages == ["“1.234” could be 1.234 or 1234. Write 1.2340, or 1234."]
