"""Tables for studies of areas and their editions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from .. import readers as read
from ..shape import Item, free, needed, tables
from .base import Told


@dataclass(frozen=True, kw_only=True)
class EditionItem(Item):
    """An edition, computed when it is loaded. `specification` is the text of docs/indices.md, begun on the line after its key;
    with `draws`, how sure the ranking is: being among the first `k`, by that `seed`.
    """

    key: str = needed(read.ref)
    title: str = needed(read.text)
    specification: str = needed(read.verbatim)
    draws: int | None = free(read.whole, None)
    k: int = free(read.count, 10)
    seed: int = free(read.count, 1)


@dataclass(frozen=True, kw_only=True)
class StudyItem(Told):
    TABLE: ClassVar[str] = "study"

    code: str = needed(read.ref)
    title: str = needed(read.text)
    purpose: str = free(read.text, "")
    layer: str = needed(read.ref, refers="layer")
    within: str = free(read.text, "", refers="area")
    notes: str = free(read.text, "")
    edition: tuple[EditionItem, ...] = tables(EditionItem)
