"""An empty pack for another city: files with every table explained, that load as they are.

The files are in `blank/`, where `#it` and `#en` begin what is said in each language, and `#` next to a text an example
to copy; all else is the same in both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from string import Template

from django.utils.text import slugify

from portici.kernel.codes.parsed import error
from portici.kernel.findings import Finding, Invalid, Message, gettext_noop
from portici.territory.provinces import Province, find_province

LANGUAGES = ("it", "en")
_FILES = Path(__file__).with_name("blank")
_SAID = re.compile(rf"#({'|'.join(LANGUAGES)})( |$)")
_PAGE = re.compile(rf"(\w+)\.({'|'.join(LANGUAGES)})\.md")


def write_blank_pack(*, folder: Path, city: str, language: str) -> tuple[Province, list[Path]]:
    """A pack for the metropolitan city or province that `city` means, in a folder that is empty or not there yet.

    The files come back in the order of their names. Raises Invalid, before anything is written: the folder holds
    something or cannot be written to, or no one city is meant.
    """
    province = find_province(city)
    _ensure_empty(folder)
    texts = dict(_texts(folder, province, language))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in texts.items():
            (folder / name).write_text(text, encoding="utf-8")
    except OSError as flaw:
        raise Invalid([_not_written(folder, flaw)]) from flaw
    return province, [folder / name for name in texts]


def _texts(folder: Path, province: Province, language: str) -> Iterator[tuple[str, str]]:
    """Name and text of each file."""
    values = {
        "folder": folder.as_posix(),
        "slug": slugify(province.name),
        "name": province.name,
        "full_name": province.full_name,
        "whole_layer": "Città metropolitana" if province.metropolitan else "Provincia",
        "code": province.code,
        "capital": province.capital,
        "letters": province.letters,
        "comuni": str(province.comuni),
    }
    for path in sorted(_FILES.iterdir()):
        page = _PAGE.fullmatch(path.name)
        if page is None or page[2] == language:
            name = f"{page[1]}.md" if page else path.name
            told = _in_language(path.read_text(encoding="utf-8"), language)
            yield name, Template(told).substitute(values)


def _in_language(text: str, language: str) -> str:
    lines = []
    for line in text.splitlines():
        said = _SAID.match(line)
        if said is None:
            lines.append(line)
        elif said[1] == language:
            lines.append(f"# {line[said.end() :]}".rstrip())
    return "\n".join(lines) + "\n"


def _ensure_empty(folder: Path) -> None:
    try:
        held = sorted(path.name for path in folder.iterdir()) if folder.exists() else []
    except OSError as flaw:
        raise Invalid([_not_written(folder, flaw)]) from flaw
    if held:
        accepted = Message(
            gettext_noop("A folder that is empty or not there yet; this one holds %(names)s."),
            {"names": ", ".join(held[:3]) + (", …" if len(held) > len(held[:3]) else "")},
        )
        todo = Message(
            gettext_noop("Name another; a pack that is there is looked over with portici check-pack.")
        )
        raise Invalid([error("pack.folder_taken", str(folder), accepted, todo)])


def _not_written(folder: Path, flaw: OSError) -> Finding:
    accepted = Message(
        gettext_noop("A folder that can be written to: %(problem)s."), {"problem": flaw.strerror or str(flaw)}
    )
    return error("pack.folder", str(folder), accepted, Message(gettext_noop("Correct the path.")))
