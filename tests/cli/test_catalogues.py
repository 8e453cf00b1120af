"""What the check of the catalogues finds in a translation."""

from __future__ import annotations

import pytest
from babel.messages.catalog import Message

from portici.cli import catalogues


@pytest.mark.parametrize(
    ("translation", "found"),
    [
        ("Pubblicato il %(day)s, a Bologna.", []),
        ("", ["no translation of 'Published on %(day)s, in Bologna.'"]),
        (
            "Pubblicato a Bologna.",
            ["the places differ in 'Published on %(day)s, in Bologna.': ('Pubblicato a Bologna.',)"],
        ),
        (
            "Pubblicato il %(day)s a Bologna.Pubblicato il %(day)s a Bologna.",
            [
                (
                    "said more than once, in 'Published on %(day)s, in Bologna.': "
                    "('Pubblicato il %(day)s a Bologna.Pubblicato il %(day)s a Bologna.',)"
                )
            ],
        ),
    ],
)
def test_what_is_wrong_with_a_translation(translation: str, found: list[str]) -> None:
    message = Message("Published on %(day)s, in Bologna.")
    known = {(message.id, None): translation} if translation else {}
    assert catalogues.wrong_with(message, known) == found


def test_each_number_s_form_is_looked_at() -> None:
    message = Message(("%(count)s area of the city", "%(count)s areas of the city"))
    good, bad = "%(count)s area della citt\u00e0", "%(count)s aree della citt\u00e0" * 3
    assert catalogues.wrong_with(message, {(message.id, None): (good, good)}) == []
    assert len(catalogues.wrong_with(message, {(message.id, None): (good, bad)})) == 1
