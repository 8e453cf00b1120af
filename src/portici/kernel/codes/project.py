"""Project code of an urban programme: city, axis, action, letter, and perhaps the number of a sub-project.

Source: the sheets of Bologna's PON Metro (2014-20) and of its successor (2021-27), which spell one code in
many ways: `BO3.3.1.b`, `BO3.3.1b`, `BO.3.3.1b`, `bo3.3.1.B`; `BO3.1.1°` for `BO3.1.1.a`; `BO3.3.1c.9` for
the ninth sub-project of `BO3.3.1.c`; `BO1.1.2.2.A` with four numbers since 2021.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Self

from ..findings import Message, gettext_noop
from .parsed import Parsed, error, upper, warning

_SEPARATORS = re.compile("[\\s.\\-_\u2010-\u2015\u200b\ufeff]+")
_SHAPE = re.compile(r"([A-Za-z]{2})\.?([0-9]{1,2}(?:\.[0-9]{1,2}){2,3})\.?([A-Za-z°ºª])(?:\.?([0-9]{1,3}))?")


@dataclass(frozen=True, slots=True)
class ProjectCode:
    """A project, or one of its sub-projects.

    `str` gives the one spelling: city in upper case, numbers, letter in lower case, sub-project, with points
    between all but the first two.

    >>> str(ProjectCode.parse("bo.3.3.1C.9").require())
    'BO3.3.1.c.9'
    >>> ProjectCode.parse("BO3.3.1b").require() == ProjectCode.parse("BO 3.3.1.B").require()
    True
    """

    city: str
    numbers: tuple[int, ...]
    letter: str
    sub: int | None = None

    @classmethod
    def parse(cls, text: str) -> Parsed[Self]:
        """Error when it cannot be read; warning when an ordinal sign was read as the letter a."""
        match = _SHAPE.fullmatch(_SEPARATORS.sub(".", text).strip("."))
        if match is None:
            return Parsed(
                None,
                (
                    error(
                        "project.shape",
                        text,
                        Message(
                            gettext_noop(
                                "A project code is two letters, 3 or 4 numbers and a letter, like XX3.3.1.b;"
                                " a sub-project adds its number, like XX3.3.1.c.9."
                            )
                        ),
                        Message(gettext_noop("Copy it from the project's sheet.")),
                    ),
                ),
            )
        city, numbers, letter, sub = match.groups()
        code = cls(
            upper(city),
            tuple(int(number) for number in numbers.split(".")),
            "a" if letter in "°ºª" else letter.lower(),
            None if sub is None else int(sub),
        )
        if letter.isascii():
            return Parsed(code)
        accepted = Message(
            gettext_noop("The ordinal sign was read as the letter a: %(code)s."), {"code": str(code)}
        )
        todo = Message(gettext_noop("Write the letter, so that a word processor does not change it."))
        return Parsed(code, (warning("project.ordinal", text, accepted, todo),))

    def __str__(self) -> str:
        tail = () if self.sub is None else (str(self.sub),)
        return ".".join((f"{self.city}{self.action}", self.letter, *tail))

    @property
    def axis(self) -> str:
        """The first number, as text.

        >>> ProjectCode("BO", (3, 3, 1), "b").axis
        '3'
        """
        return str(self.numbers[0])

    @property
    def action(self) -> str:
        """All the numbers, as text.

        >>> ProjectCode("BO", (3, 3, 1), "b").action
        '3.3.1'
        """
        return ".".join(str(number) for number in self.numbers)

    @property
    def parent(self) -> ProjectCode | None:
        """The project of a sub-project; None for a project.

        >>> str(ProjectCode("BO", (3, 3, 1), "c", 9).parent)
        'BO3.3.1.c'
        """
        return None if self.sub is None else ProjectCode(self.city, self.numbers, self.letter)
