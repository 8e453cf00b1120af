"""What in a text looks like the trace of a person: a name, a telephone, an e-mail address, a fiscal code.

Rules of thumb, for a warning to who writes: a name that stands alone is not found, and two words with capitals may be
a square. Named-entity models were not taken: the best for Italian weigh hundreds of megabytes and miss names too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum

from .text import fold


class Trace(StrEnum):
    """What was found."""

    NAME = "name"
    PHONE = "phone"
    EMAIL = "email"
    FISCAL_CODE = "fiscal code"


_CAPITAL = r"[A-ZÀ-ÖØ-Þ][\w'’]+"
_PLAIN: dict[Trace, re.Pattern[str]] = {
    Trace.EMAIL: re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"),
    Trace.FISCAL_CODE: re.compile(
        r"\b[A-Z]{6}[0-9LMNPQRSTUV]{2}[A-EHLMPR-T][0-9LMNPQRSTUV]{2}[A-Z][0-9LMNPQRSTUV]{3}[A-Z]\b",
        re.IGNORECASE,
    ),
    Trace.PHONE: re.compile(
        r"(?<![\w.])(?:\+|00)?(?:39[\s./-]*)?(?:3\d{2}|0\d{1,3})[\s./-]*\d(?:[\s./-]?\d){4,7}(?!\w)"
    ),
}
#: "la signora Bianchi", "mi chiamo Mario", "my name is Ada".
_CALLED = re.compile(
    r"\b(?:[Ss]ig(?:\.|\.ra|\.na|nora?|norina)|[Dd]ott(?:\.|\.ssa|or|oressa)|[Mm]aestr[oa]|[Dd]on|[Ss]uor|[Mm](?:r|rs|s)\.?"
    rf"|[Mm]i chiamo|[Mm]y name is)\s+({_CAPITAL}(?:\s+{_CAPITAL})*)"
)
_PAIR = re.compile(rf"(?<![\w'’])({_CAPITAL}(?:\s+{_CAPITAL})+)")
#: Words before the last in names of streets, bodies, saints' churches: no person.
_THINGS = """
via viale piazza piazzale piazzetta largo corso vicolo strada ponte porta parco giardino quartiere centro casa
case scuola istituto liceo comune citta regione provincia san santa sant santo santi monte villa villaggio
teatro biblioteca associazione cooperativa fondazione universita unione zona area stati emilia reggio
"""
_OF_THINGS = frozenset(_THINGS.split())


def traces(text: str, known: Iterable[str] = ()) -> list[tuple[Trace, str]]:
    """What looks like a trace of a person, in the order of the kinds; `known` are names of areas and places, which are none.

    >>> traces("Mi chiamo Ada, chiamatemi al 333 1234567.")
    [(<Trace.PHONE: 'phone'>, '333 1234567'), (<Trace.NAME: 'name'>, 'Ada')]
    >>> traces("In Piazza Maggiore di sera, e al Pilastro Nord.", ["Pilastro Nord"])
    []
    """
    found = [(kind, match.group().strip()) for kind, look in _PLAIN.items() for match in look.finditer(text)]
    names = [match.group(1) for match in _CALLED.finditer(text)]
    names += [match.group(1) for match in _PAIR.finditer(text) if _may_be_a_person(match.group(1))]
    folded = [fold(name) for name in known]
    kept = [name for name in names if not any(fold(name) in one for one in folded)]
    return found + [(Trace.NAME, name) for name in dict.fromkeys(kept)]


def masked(text: str) -> str:
    """The first letter of each word: enough to find it again in the text, not to read it elsewhere.

    >>> masked("Ada Prova")
    'A… P…'
    """
    return " ".join(f"{word[0]}…" for word in text.split())


def _may_be_a_person(words: str) -> bool:
    return not _OF_THINGS.intersection(fold(words).split()[:-1])
