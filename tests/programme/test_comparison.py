"""Two versions of a sheet held against each other."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests import chain

from portici.programme.comparison import Change, compare, pieces

TEXT = st.lists(st.sampled_from(["scuola", "casa", "\n", "\n\n", " ", "è", "12.000"]), max_size=30).map(
    " ".join
)


@given(was=TEXT, after=TEXT)
def test_the_pieces_are_the_texts_and_the_unmarked_ones_are_common(was: str, after: str) -> None:
    left, right = pieces(was, after)
    assert ("".join(piece.text for piece in left), "".join(piece.text for piece in right)) == (was, after)
    common = ["".join(piece.text for piece in side if not piece.marked) for side in (left, right)]
    assert common[0] == common[1]


@given(text=TEXT)
def test_a_text_does_not_differ_from_itself(text: str) -> None:
    assert [piece.marked for side in pieces(text, text) for piece in side] == [False] * (2 * bool(text))


def test_words_are_marked_and_paragraphs_kept() -> None:
    left, right = pieces("Un Board che cura.\n\nSecondo.", "Un Board che decide.\n\nSecondo.")
    assert [(piece.text, piece.marked) for piece in left] == [
        ("Un Board che ", False),
        ("cura.", True),
        ("\n\nSecondo.", False),
    ]
    assert [piece.text for piece in right if piece.marked] == ["decide."]


@pytest.mark.django_db
@pytest.mark.usefixtures("frozen")
def test_fields_and_sections_of_two_sheets() -> None:
    project = chain.project("BO3.3.1.b", title="Azioni", action=chain.action())
    old = chain.sheet(
        project, as_of=date(2021, 3, 30), title="Azioni", cup="", amount_paid=Decimal("412248.83"), city="Bologna",
        sections=[("", "Il progetto"), ("1) Governance", "Un Board"), ("2) Studio", "Prima")],
    )  # fmt: skip
    new = chain.sheet(
        project, as_of=date(2026, 1, 15), title="Azioni", cup="F39G16000350007", amount_paid=Decimal("412248.84"), city="",
        sections=[("", "Il progetto"), ("1)  governance", "Un Board nuovo"), ("3) Rete", "Dopo")],
    )  # fmt: skip
    found = compare(old, new)
    assert [
        (line.name, line.change, line.difference) for line in found.lines if line.change is not Change.SAME
    ] == [
        ("city", Change.REMOVED, None),
        ("cup", Change.ADDED, None),
        ("amount_paid", Change.CHANGED, Decimal("0.01")),
    ]
    assert [(part.heading, part.change) for part in found.parts] == [
        ("", Change.SAME),
        ("1)  governance", Change.CHANGED),
        ("2) Studio", Change.REMOVED),
        ("3) Rete", Change.ADDED),
    ]
    assert found.differing == 6
