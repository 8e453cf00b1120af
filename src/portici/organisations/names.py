"""Telling whether two names mean the same organisation: what is left of a name without legal forms, and how
alike two are.

Edit distance on whole names was tried and did not serve: it puts *Ascom Bologna* beside *Ascom Imola* (0.73)
before *Società Dolce soc. coop. sociale* beside *Dolce* (0.30). Here words are compared with words, numbers
must agree, and legal forms do not count.
"""

from __future__ import annotations

from collections.abc import Collection
from difflib import SequenceMatcher
from functools import lru_cache
from typing import NamedTuple

KEY_LENGTH = 5
#: From here on two names are likely the same.
LIKELY = 0.84
#: Names written together, "terred'acqua" and "terre d'acqua": alike as one word.
JOINED = 0.93

#: Legal forms, kinds and joining words: they tell nothing of which organisation it is.
FORMS = frozenset(
    {"srl", "srls", "spa", "sas", "snc", "sapa", "scarl", "scrl", "soc", "societa", "coop", "cooperativa"}
    | {
        "cooperative",
        "sociale",
        "sociali",
        "onlus",
        "aps",
        "odv",
        "ets",
        "asd",
        "ssd",
        "impresa",
        "consorzio",
    }
    | {
        "associazione",
        "associazioni",
        "ass",
        "assoc",
        "ente",
        "terzo",
        "settore",
        "promozione",
        "volontariato",
    }
    | {"culturale", "sportiva", "dilettantistica", "arl", "responsabilita", "limitata", "azioni", "per"}
    | {"istituto", "istituti", "ist", "comprensivo", "ic", "iis", "is", "scuola", "scuole", "statale", "non"}
    | {"superiore", "istruzione", "direzione", "didattica", "dd", "plesso", "sede", "num", "nr"}
    | {
        "di",
        "del",
        "della",
        "dello",
        "dei",
        "degli",
        "delle",
        "dell",
        "da",
        "il",
        "lo",
        "la",
        "le",
        "gli",
        "un",
    }
    | {"al", "alla", "in", "con", "ed", "et", "and", "the", "of", "for"}
)


def core(folded: str) -> list[str]:
    """The words of a folded name that tell it apart; all of them when none is left.

    >>> core("dolce soc coop sociale a r l"), core("i c n 19 bologna"), core("c n a bologna")
    (['dolce'], ['19', 'bologna'], ['cna', 'bologna'])
    """
    words = _with_acronyms(folded.split())
    telling = [word for word in words if word not in FORMS and (len(word) > 1 or word.isdigit())]
    return telling or words


def _with_acronyms(words: list[str]) -> list[str]:
    """Three letters and more that stand alone one after another are an acronym: C.N.A. is CNA; n. before a
    number is not.
    """
    joined: list[str] = []
    run: list[str] = []
    for word in [*words, ""]:
        if len(word) == 1 and word.isalpha():
            run.append(word)
            continue
        if run[-1:] == ["n"] and word.isdigit():
            run.pop()
        joined += ["".join(run)] if len(run) > 2 else run
        joined += [word] if word else []
        run = []
    return joined


def keys(folded: str) -> list[str]:
    """The beginnings of the telling words, each once: what is indexed."""
    return sorted({word[:KEY_LENGTH] for word in core(folded)})


class Taken(NamedTuple):
    """A name taken apart: its telling words, the numbers among them, the words written together."""

    words: frozenset[str]
    numbers: frozenset[str]
    joined: str


@lru_cache(maxsize=20_000)
def taken_apart(folded: str) -> Taken:
    """The name ready to be compared; kept, since one name is compared with many."""
    words = core(folded)
    numbers = frozenset(word.lstrip("0") for word in words if word.isdigit())
    return Taken(frozenset(words), numbers, "".join(words))


def likeness(one: str, other: str) -> float:
    """From 0 to 1: how alike two folded names are, by Dice's measure over their telling words.

    Words of five letters and more also count, by their share, when they nearly agree; numbers that differ
    make two names different; below LIKELY it is 0.

    >>> likeness("soc coop sociale dolce", "dolce societa cooperativa")
    1.0
    >>> likeness("ic n 19 bologna", "istituto comprensivo 21 bologna")
    0.0
    """
    return compared(taken_apart(one), taken_apart(other))


def compared(left: Taken, right: Taken) -> float:
    """`likeness` of two names already taken apart."""
    if left.numbers != right.numbers:
        return 0.0
    if left.words == right.words:
        return 1.0
    sizes = len(left.words), len(right.words)
    # The most that Dice can reach with these numbers of words: most pairs end here, without being compared.
    dice = _dice(left.words, right.words) if 2 * min(sizes) / sum(sizes) >= LIKELY else 0.0
    best = max(dice, _joined(left.joined, right.joined))
    return best if best >= LIKELY else 0.0


def _dice(left: frozenset[str], right: frozenset[str]) -> float:
    common = left & right
    shared = len(common) + sum(_near(word, right - common) for word in left - common)
    return 2 * shared / (len(left) + len(right))


def _near(word: str, others: Collection[str]) -> float:
    """How near the nearest of the other words is, when it is near at all."""
    if len(word) < 5 or word.isdigit():
        return 0.0
    best = 0.0
    for other in others:
        if other[0] == word[0] and abs(len(other) - len(word)) <= 2:
            best = max(best, SequenceMatcher(None, word, other).ratio())
    return best if best >= 0.8 else 0.0


def _joined(left: str, right: str) -> float:
    if min(len(left), len(right)) < 8 or abs(len(left) - len(right)) > 3 or left[0] != right[0]:
        return 0.0
    matcher = SequenceMatcher(None, left, right)
    if matcher.real_quick_ratio() < JOINED or matcher.quick_ratio() < JOINED:
        return 0.0
    ratio = matcher.ratio()
    return ratio if ratio >= JOINED else 0.0
