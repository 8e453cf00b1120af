"""Translations, one catalogue a room in `translations/<language>/<room>.po`, put together for Django at build time.

Django's own tools need GNU gettext, which a newcomer's machine does not have; Babel reads and writes the same files. What Babel does
not know is how to read Django's templates: `templatize` turns one into what Babel can.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

SOURCE = Path(__file__).resolve().parent.parent
ROOT = SOURCE.parent.parent
CATALOGUES = ROOT / "translations"
LANGUAGES = ("it",)
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "_now": None,
    "now": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
FRONTS = {"portal", "office", "templates"}


def room_of(path: Path) -> str:
    """The catalogue that a source file's texts belong to: the room, also for its part of the fronts."""
    parts = path.relative_to(SOURCE).parts[:-1]
    if not parts:
        return "portici"
    if parts[0] != "fronts":
        return parts[0]
    inner = [part for part in parts[1:] if part not in FRONTS | {"kit", "includes", "templatetags"}]
    known = {folder.name for folder in SOURCE.iterdir() if folder.is_dir()}
    return inner[0] if inner and inner[0] in known else "fronts"


def collected() -> dict[str, Catalog]:
    """Every text in the sources, by room."""
    found: dict[str, Catalog] = {}
    for path in sorted([*SOURCE.rglob("*.py"), *SOURCE.rglob("*.html"), *SOURCE.rglob("*.txt")]):
        if "migrations" in path.parts or "static" in path.parts:
            continue
        catalogue = found.setdefault(room_of(path), Catalog(charset="utf-8"))
        for line, message, _comments, context in _texts(path):
            catalogue.add(message, locations=[(str(path.relative_to(ROOT)), line)], context=context)
    return {room: catalogue for room, catalogue in found.items() if len(catalogue)}


def _texts(path: Path) -> Iterator[tuple[int, Any, list[str], str | None]]:
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        text = templatize(text, origin=str(path))
    yield from extract("python", io.BytesIO(text.encode()), KEYWORDS)


def update(language: str) -> None:
    """Add what is new in the sources to the catalogues, take out what is gone; what was translated stays."""
    known = _known(language)
    for room, wanted in collected().items():
        path = CATALOGUES / language / f"{room}.po"
        catalogue = Catalog(locale=language, charset="utf-8", fuzzy=False)
        for message in wanted:
            if message.id:
                catalogue.add(
                    message.id,
                    known.get(_key(message), ""),
                    locations=[(place, 0) for place, _line in message.locations],
                    context=message.context,
                )
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            write_po(file, catalogue, width=110, omit_header=False, sort_output=True, include_lineno=False)
        _settle_header(path)


def missing(language: str) -> list[str]:
    """What has no translation, or one that lost a place or says a sentence several times over: one line each."""
    known = _known(language)
    faults = unseen()
    for room, wanted in collected().items():
        for message in wanted:
            if message.id:
                where = message.locations[0][0] if message.locations else room
                faults += [f"{room}: {where}: {fault}" for fault in wrong_with(message, known)]
    return faults


def wrong_with(message: Any, known: dict[object, Any]) -> list[str]:
    """What is wrong with the translation that is known of a text."""
    text = known.get(_key(message), "")
    forms = text if isinstance(text, tuple) else (text,)
    if not all(forms):
        return [f"no translation of {message.id!r}"]
    if _places(forms[-1]) != _places(message.id if isinstance(message.id, str) else message.id[-1]):
        return [f"the places differ in {message.id!r}: {forms!r}"]
    if any(re.fullmatch(r"(.{20,}?)\1+", form, re.DOTALL) for form in forms):
        return [f"said more than once, in {message.id!r}: {forms!r}"]
    return []


def unseen() -> list[str]:
    """Texts that the extraction would pass over: behind a name that it does not know, or within an f-string."""
    faults = []
    for path in sorted(SOURCE.rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        unknown = set(re.findall(r"gettext\w* as (\w+)", text)) - KEYWORDS.keys()
        faults += [
            f"{path.relative_to(ROOT)}: texts marked with {name} are not read" for name in sorted(unknown)
        ]
        if re.search(r"\bf[\"'][^\n]*\{_(now)?\(", text):
            faults.append(f"{path.relative_to(ROOT)}: a text within an f-string is not read")
    return faults


def compile_all(target: Path) -> int:
    """Write `<target>/<language>/LC_MESSAGES/django.mo` from all catalogues; gives the number of texts."""
    total = 0
    for language in LANGUAGES:
        together = Catalog(locale=language, charset="utf-8", fuzzy=False)
        for path in sorted((CATALOGUES / language).glob("*.po")):
            for message in read_po(path.open("rb"), locale=language):
                if message.id and message.string:
                    together.add(message.id, message.string, context=message.context)
        folder = target / language / "LC_MESSAGES"
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / "django.mo").open("wb") as file:
            write_mo(file, together)
        total += len(together)
    return total


def _known(language: str) -> dict[object, Any]:
    known: dict[object, Any] = {}
    for path in sorted((CATALOGUES / language).glob("*.po")):
        for message in read_po(path.open("rb"), locale=language):
            filled = all(message.string) if isinstance(message.string, tuple) else message.string
            if message.id and filled:
                known[_key(message)] = message.string
    return known


def _key(message: object) -> tuple[object, object]:
    ids = message.id  # type: ignore[attr-defined] # Babel's Message, which its stubs leave open
    return (tuple(ids) if isinstance(ids, list | tuple) else ids, message.context)  # type: ignore[attr-defined] # Babel's Message, which its stubs leave open


def _places(text: str) -> set[str]:
    return set(re.findall(r"%\((\w+)\)[sd]", text))


def _settle_header(path: Path) -> None:
    """Dates in headers would make every run a difference."""
    text = path.read_text(encoding="utf-8")
    text = re.sub(
        r'^"(POT-Creation-Date|PO-Revision-Date|Last-Translator|Report-Msgid-Bugs-To|Generated-By|Language-Team|Project-Id-Version):.*\n',
        "",
        text,
        flags=re.MULTILINE,
    )
    text = re.sub(r"^# .*\n", "", text, flags=re.MULTILINE)
    text = re.sub(r"^#\n", "", text, flags=re.MULTILINE)
    path.write_text(text, encoding="utf-8")
