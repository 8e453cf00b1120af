"""Markup files: no declarations, nothing fetched from outside, nothing that runs."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse

from portici.kernel.findings import Finding

from .content import Content, Limits, fault, gettext_noop

#: What an SVG may be made of: shapes, words, colours. Neither scripts nor pages nor animations, which can set links.
DRAWN = frozenset({
    "svg", "g", "defs", "title", "desc", "metadata", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon",
    "text", "tspan", "textpath", "use", "symbol", "marker", "clippath", "mask", "pattern", "lineargradient",
    "radialgradient", "stop", "image", "filter", "switch",
})  # fmt: skip
_REACHES_OUT = re.compile(r"@import|expression\s*\(|url\s*\(\s*['\"]?\s*(?!#)", re.IGNORECASE)
_DATA_PICTURE = re.compile(r"data:image/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/=\s]*\Z")


def check_markup(path: Path, kind: Content, limits: Limits) -> list[Finding]:
    """Well formed, without a DOCTYPE, entities or outside references; of an SVG also: only what is drawn."""
    if path.stat().st_size > limits.markup:
        return [
            fault("upload.size", "", gettext_noop("A file of at most %(limit)s bytes."), limit=limits.markup)
        ]
    try:
        with path.open("rb") as stream:
            for _event, element in iterparse(
                stream, ("start",), forbid_dtd=True, forbid_entities=True, forbid_external=True
            ):
                found = _runs(element.tag, element.attrib) if kind is Content.SVG else ""
                if found:
                    return [
                        fault(
                            "upload.runs",
                            found,
                            gettext_noop(
                                "A drawing with shapes and words only: no scripts, no links, no animation."
                            ),
                        )
                    ]
    except DefusedXmlException as error:
        return [
            fault(
                "upload.dtd",
                str(error),
                gettext_noop("Markup without declarations of its own (DOCTYPE, ENTITY)."),
            )
        ]
    except (ParseError, ValueError, LookupError) as error:
        return [
            fault(
                "upload.broken",
                f"{error}",
                gettext_noop("Well-formed markup; this one is cut short or damaged."),
            )
        ]
    return []


def _runs(tag: object, attributes: dict[str, str]) -> str:
    """What of an element would run or fetch something; "" when nothing does."""
    name = str(tag).rpartition("}")[2].lower()
    if name not in DRAWN:
        return f"<{name}>"
    for full, value in attributes.items():
        attribute = full.rpartition("}")[2].lower()
        if attribute.startswith("on"):
            return attribute
        if attribute in {"href", "src"} and not (value.startswith("#") or _DATA_PICTURE.match(value)):
            return f"{attribute}={value}"
        if _REACHES_OUT.search(value):
            return f"{attribute}={value}"
    return ""
