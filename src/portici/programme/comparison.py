"""Two versions of a sheet side by side: what each says, what differs, word by word in the description."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Any

from .models import Sheet

#: In the order in which the sheet shows them.
FIELDS = (
    "title", "city", "ambit", "action_label", "implementer", "cup", "official", "starts_on", "ends_on",
    "amount_programmed", "amount_admitted", "amount_committed", "amount_paid", "documents_note", "note",
)  # fmt: skip
#: Words of a paragraph that are compared one by one; a longer one that changed is marked whole.
_MOST_WORDS = 1500


class Change(StrEnum):
    """How a later version stands to the earlier."""

    SAME = "same"
    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Line:
    """A field in both versions; `difference` (later less earlier, euro) only for amounts that both have."""

    name: str
    label: str
    before: Any
    after: Any
    change: Change
    difference: Decimal | None = None

    @property
    def is_amount(self) -> bool:
        return self.name.startswith("amount_")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words, `marked` when the other version does not have it."""

    text: str
    marked: bool


@dataclass(frozen=True, slots=True)
class Part:
    """A section of the description in both versions, either side empty where that version lacks it."""

    heading: str
    before: tuple[Piece, ...]
    after: tuple[Piece, ...]
    change: Change


@dataclass(frozen=True, slots=True)
class Comparison:
    """All fields, all sections, and how many of them differ."""

    lines: tuple[Line, ...]
    parts: tuple[Part, ...]

    @property
    def differing(self) -> int:
        changes = [line.change for line in self.lines] + [part.change for part in self.parts]
        return sum(change is not Change.SAME for change in changes)


def compare(before: Sheet, after: Sheet) -> Comparison:
    """The later version held against the earlier. Sections are matched by heading, in order."""
    lines = tuple(_line(name, before, after) for name in FIELDS)
    return Comparison(lines, tuple(_parts(_sections(before), _sections(after))))


def _line(name: str, before: Sheet, after: Sheet) -> Line:
    was, is_now = getattr(before, name), getattr(after, name)
    label = str(Sheet._meta.get_field(name).verbose_name)  # type: ignore[union-attr] # a column, which has it: no relation from afar
    both = isinstance(was, Decimal) and isinstance(is_now, Decimal)
    return Line(name, label, was, is_now, _change(was, is_now), is_now - was if both else None)


def _change(was: Any, is_now: Any) -> Change:
    empty = (None, "", ())
    if was == is_now or (was in empty and is_now in empty):
        return Change.SAME
    if was in empty:
        return Change.ADDED
    return Change.REMOVED if is_now in empty else Change.CHANGED


def _sections(sheet: Sheet) -> list[tuple[str, str]]:
    return [(section.heading, section.body) for section in sheet.sections.all()]


def _parts(before: Sequence[tuple[str, str]], after: Sequence[tuple[str, str]]) -> Iterator[Part]:
    old_keys, new_keys = ([_key(heading) for heading, _body in side] for side in (before, after))
    for tag, left, left_end, right, right_end in SequenceMatcher(
        None, old_keys, new_keys, autojunk=False
    ).get_opcodes():
        if tag == "equal":
            for old, new in zip(before[left:left_end], after[right:right_end], strict=True):
                yield _part(new[0], old[1], new[1])
            continue
        yield from (_part(heading, body, "") for heading, body in before[left:left_end])
        yield from (_part(heading, "", body) for heading, body in after[right:right_end])


def _key(heading: str) -> str:
    return " ".join(heading.casefold().split())


def _part(heading: str, was: str, is_now: str) -> Part:
    left, right = pieces(was, is_now)
    return Part(heading, left, right, _change(was, is_now))


def pieces(was: str, is_now: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Both texts cut into runs that the other has and runs that it has not. Joined again, each is the text it was cut from."""
    left: list[Piece] = []
    right: list[Piece] = []
    old, new = _paragraphs(was), _paragraphs(is_now)
    for tag, a, a_end, b, b_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        was_part, is_part = "".join(old[a:a_end]), "".join(new[b:b_end])
        if tag == "equal":
            left.append(Piece(was_part, marked=False))
            right.append(Piece(is_part, marked=False))
        else:
            _words(was_part, is_part, left, right)
    return _joined(left), _joined(right)


def _paragraphs(text: str) -> list[str]:
    return re.findall(r"[^\n]*\n+|[^\n]+", text)


def _words(was: str, is_now: str, left: list[Piece], right: list[Piece]) -> None:
    old, new = re.findall(r"\s+|[^\s]+", was), re.findall(r"\s+|[^\s]+", is_now)
    if max(len(old), len(new)) > _MOST_WORDS:
        left.append(Piece(was, marked=True))
        right.append(Piece(is_now, marked=True))
        return
    for tag, a, a_end, b, b_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        left.append(Piece("".join(old[a:a_end]), marked=tag != "equal"))
        right.append(Piece("".join(new[b:b_end]), marked=tag != "equal"))


def _joined(found: list[Piece]) -> tuple[Piece, ...]:
    """Runs of one kind put together, empty ones left out."""
    runs: list[Piece] = []
    for piece in found:
        if not piece.text:
            continue
        if runs and runs[-1].marked == piece.marked:
            runs[-1] = Piece(runs[-1].text + piece.text, piece.marked)
        else:
            runs.append(piece)
    return tuple(runs)
