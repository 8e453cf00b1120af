"""What the items of a pack that become records have in common."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from .. import readers as read
from ..shape import Item, free


class Published(StrEnum):
    """Whether the street may see what the pack tells."""

    PUBLISHED = "published"
    DRAFT = "draft"


@dataclass(frozen=True, kw_only=True)
class Told(Item):
    """What becomes a record: with its publication and the language that it is written in."""

    publication: str = free(read.choice(Published), "published")
    language: str = free(read.text, "it")
