"""All of a dossier in one archive: the same bytes each time, from the same rows."""

from __future__ import annotations

import csv
import hashlib
import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC

from django.template.loader import render_to_string
from django.utils import translation

from portici.kernel.parsing import safe_cell
from portici.publishing.printing import CannotPrint

from . import files
from .content import Dossier
from .paper import pdf_of

README, SUMS = "README.md", "SHA256SUMS"
SPECIFICATION, MANIFEST, DICTIONARY = "specifica.toml", "manifesto.json", "dizionario.csv"
IMPRINT = "impronta.json"


def contents(dossier: Dossier) -> dict[str, bytes]:
    """The files by their names: data, what reads them, the dossier to read, how to work it out again.

    Without the PDFs where the machine cannot write them: the figures are what must be had.
    """
    edition, rows = dossier.edition, dossier.rows
    texts = {
        files.RESULTS: files.results(edition, rows),
        files.INPUTS: files.inputs(edition, rows),
        files.FEATURES: files.features(edition, rows),
        DICTIONARY: csv_text(files.dictionary(edition)),
        SPECIFICATION: edition.specification,
        MANIFEST: files.manifest(edition),
        IMPRINT: files.imprint(edition),
    }
    if edition.uncertainty:
        texts[files.SURE] = files.sureness(edition, rows)
    if files.says_choices(edition):
        texts[files.CHOICES] = files.carried(edition)
    if files.says_clusters(edition):
        texts |= {files.CLUSTERS: files.clusters(rows), files.NEIGHBOURS: files.neighbourhood(rows)}
    found = {name: text.encode() for name, text in texts.items()} | _papers(dossier)
    found[README] = readme(dossier, sorted(found)).encode()
    return found | {SUMS: sums(found).encode()}


def csv_text(rows: Iterable[Sequence[str]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerows([safe_cell(cell) for cell in row] for row in rows)
    return text.getvalue()


def _papers(dossier: Dossier) -> dict[str, bytes]:
    try:
        return {f"dossier-{language}.pdf": pdf_of(dossier, language) for language in files.LANGUAGES}
    except CannotPrint:
        return {}


def readme(dossier: Dossier, names: Sequence[str]) -> str:
    """What there is and how to work it out again, in every language one after the other."""
    said = []
    for language in files.LANGUAGES:
        with translation.override(language):
            context = {"dossier": dossier, "edition": dossier.edition, "names": names}
            said.append(render_to_string("study/dossier/readme.txt", context).strip())
    return "\n\n---\n\n".join(said) + "\n"


def sums(found: Mapping[str, bytes]) -> str:
    """As `sha256sum -c` reads it.

    >>> sums({"a.csv": b""})
    'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  a.csv\\n'
    """
    return "".join(f"{hashlib.sha256(found[name]).hexdigest()}  {name}\n" for name in sorted(found))


def name_of(dossier: Dossier) -> str:
    return f"{dossier.study.code}-{dossier.edition.number}"


def zipped(dossier: Dossier) -> bytes:
    """The archive: names in order, the edition's own time, no trace of the machine."""
    found, whole = contents(dossier), io.BytesIO()
    moment = dossier.edition.computed_at
    time = moment.astimezone(UTC).timetuple()[:6] if moment else (1980, 1, 1, 0, 0, 0)
    with zipfile.ZipFile(whole, "w") as archive:
        for name in sorted(found):
            entry = zipfile.ZipInfo(f"{name_of(dossier)}/{name}", time)
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 3
            entry.external_attr = 0o100644 << 16
            archive.writestr(entry, found[name], compresslevel=9)
    return whole.getvalue()
