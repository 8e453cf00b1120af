"""Texts compared as people compare them: without accents, case, punctuation."""

from __future__ import annotations

import unicodedata


def fold(text: str) -> str:
    """Lower case, no accents, letters and digits only, single spaces.

    >>> fold("  Scuola dell'Infanzia «Città  Nuova» ")
    'scuola dell infanzia citta nuova'
    """
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    letters = (char for char in decomposed if not unicodedata.combining(char))
    return " ".join("".join(char if char.isalnum() else " " for char in letters).split())
