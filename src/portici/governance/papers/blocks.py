"""What a paper is made of: headings, paragraphs, lists, tables and pictures as plain values, so that they can be kept as they stood.

A section is for all, or tells the same thing apart: once for who may read what is confidential, once for the others.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Any

Block = dict[str, Any]
Section = dict[str, Any]


class For(StrEnum):
    """Whom a section is for."""

    ALL = "all"
    MEMBERS = "members"
    OTHERS = "others"


def heading(text: str, level: int = 2) -> Block:
    return {"is": "heading", "level": level, "text": text}


def paragraphs(text: str) -> list[Block]:
    """A text of several paragraphs; nothing for an empty one."""
    return [{"is": "text", "text": part.strip()} for part in text.split("\n\n") if part.strip()]


def line(text: str) -> Block:
    return {"is": "text", "text": text}


def bullets(items: Iterable[str]) -> list[Block]:
    """A list; nothing without items."""
    found = list(items)
    return [{"is": "list", "items": found}] if found else []


def facts(rows: Sequence[tuple[str, str]]) -> Block:
    """What something is, fact by fact: (name, value)."""
    return {"is": "facts", "rows": [list(row) for row in rows]}


def table(
    caption: str, head: Sequence[str], rows: Sequence[Sequence[str]], *, numeric: Sequence[int] = ()
) -> list[Block]:
    """A table whose rows begin with their name; nothing without rows. `numeric`: the columns of numbers."""
    if not rows:
        return []
    told = [list(row) for row in rows]
    return [{"is": "table", "caption": caption, "head": list(head), "rows": told, "numeric": list(numeric)}]


def picture(svg: str, caption: str) -> Block:
    return {"is": "picture", "svg": svg, "text": caption}


def new_page() -> Block:
    """On paper what follows begins a page; elsewhere nothing."""
    return {"is": "page"}


def told_apart(
    for_members: Sequence[Sequence[Block]], for_others: Sequence[Sequence[Block]]
) -> list[Section]:
    """The same sections read with two pairs of eyes as one list: what both read alike stands there once."""
    found: list[Section] = []
    for members, others in zip(for_members, for_others, strict=True):
        if list(members) == list(others):
            found.append({"for": For.ALL.value, "blocks": list(members)})
            continue
        found.append({"for": For.MEMBERS.value, "blocks": list(members)})
        found.append({"for": For.OTHERS.value, "blocks": list(others)})
    return [section for section in found if section["blocks"]]


def read_by(sections: Iterable[Mapping[str, Any]], *, is_member: bool) -> list[Block]:
    """The blocks that somebody reads who may (or may not) read what is confidential of the body."""
    left_out = For.OTHERS if is_member else For.MEMBERS
    return [block for section in sections if section["for"] != left_out for block in section["blocks"]]


def has_confidential(sections: Iterable[Mapping[str, Any]]) -> bool:
    """Whether some of it is not for all."""
    return any(section["for"] != For.ALL for section in sections)


def as_text(blocks: Iterable[Block]) -> str:
    """The blocks as plain text, the same each time: what a digest is taken of, and what anybody can check it with.

    >>> print(as_text([heading("Votes"), *bullets(["for: 2"]), *table("", ["Seat", "Vote"], [["Curia", "for"]])]), end="")
    ## Votes
    <BLANKLINE>
    - for: 2
    <BLANKLINE>
    Seat | Vote
    Curia | for
    """
    return "\n\n".join(filter(None, map(_as_text, blocks))) + "\n"


def digest_of_text(text: str) -> str:
    """SHA-256 of the text in UTF-8, as `sha256sum` gives it."""
    return hashlib.sha256(text.encode()).hexdigest()


def _as_text(block: Block) -> str:
    match block["is"]:
        case "heading":
            return f"{'#' * block['level']} {block['text']}"
        case "list":
            return "\n".join(f"- {item}" for item in block["items"])
        case "facts":
            return "\n".join(f"{name}: {value}" for name, value in block["rows"])
        case "table":
            rows = [block["head"], *block["rows"]]
            return "\n".join([*filter(None, [block["caption"]]), *(" | ".join(row) for row in rows)])
        case _:
            return str(block.get("text", ""))
