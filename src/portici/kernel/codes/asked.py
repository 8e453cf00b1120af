"""What somebody types to search: words, and codes among them in any of their spellings."""

from __future__ import annotations

import re

from ..text import fold
from .cup import Cup
from .project import ProjectCode

#: "CUP F39G16000350007", "CIG: 7531234ABC": which code it is, said before it.
_LABEL = re.compile(r"\b(?:cup|cig)\b[\s.:]*(?:n[.°]\s*)?(?=\w*\d)", re.IGNORECASE)
_SEPARATOR = "[\\s.\\-_\u2010-\u2015]"
#: Where a project's code may stand in a text; `ProjectCode` says whether it is one.
_PROJECT = re.compile(
    rf"(?<!\w)[a-z]{{2}}{_SEPARATOR}*\d{{1,2}}(?:{_SEPARATOR}+\d{{1,2}}){{2,3}}{_SEPARATOR}*[a-z°ºª]"
    r"(?:[.\-_]?\d{1,3})?(?!\w)",
    re.IGNORECASE,
)


def phrases(text: str) -> list[str]:
    """The folded words to look for; a code, however spelt, is one phrase of the words of its one spelling.

    >>> phrases("Scuole bo3.3.1B"), phrases("BO 3.3.1.c.9")
    (['scuole', 'bo3 3 1 b'], ['bo3 3 1 c 9'])
    >>> phrases("CUP f39g 1600 0350 007"), phrases("cup F39G16000350007 Savena"), phrases("Centro CUP")
    (['f39g16000350007'], ['f39g16000350007', 'savena'], ['centro', 'cup'])
    """
    rest = _LABEL.sub("", text)
    cup = Cup.parse(rest)
    if cup.value is not None and not cup.findings:
        return [fold(str(cup.value))]
    found: list[str] = []
    end = 0
    for match in _PROJECT.finditer(rest):
        code = ProjectCode.parse(match[0]).value
        if code is not None:
            found += [*fold(rest[end : match.start()]).split(), fold(str(code))]
            end = match.end()
    return [*found, *fold(rest[end:]).split()]
