"""What stands in a stream of blocks: its words, its pictures, its documents. Of a record only that it is named, never its words:
those may be withheld tomorrow."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.html import strip_tags
from wagtail.rich_text import RichText


def text_of(stream: Any) -> str:
    """The words of the blocks, without markup."""
    return " ".join(_texts(stream))


def _texts(stream: Any) -> Iterator[str]:
    for block in stream:
        if block.block_type == "text":
            value = block.value.source if isinstance(block.value, RichText) else str(block.value)
            yield strip_tags(value.replace("<", " <"))
        elif block.block_type == "quote":
            yield f"{block.value['text']} {block.value['said_by'] or ''}"
        elif block.block_type in ("picture", "gallery"):
            yield from (str(one["caption"] or "") for one in _framed(block))
        if block.block_type in ("gallery", "documents"):
            yield str(block.value["heading"] or "")


def pictures_in(stream: Any) -> Iterator[Any]:
    """The pictures of the blocks; one that was taken out of the library is not there."""
    for block in stream:
        if block.block_type in ("picture", "gallery"):
            yield from (one["picture"] for one in _framed(block) if one["picture"])


def documents_in(stream: Any) -> Iterator[Any]:
    for block in stream:
        if block.block_type == "documents":
            yield from (document for document in block.value["documents"] if document)


def _framed(block: Any) -> list[Any]:
    return [block.value] if block.block_type == "picture" else list(block.value["pictures"])
