"""Documents are looked into: their content says what they are."""

from __future__ import annotations

import io
import zipfile

import pytest
from tests.publishing import library

from portici.kernel.findings import Invalid
from portici.publishing import domain, files, rules
from portici.publishing.models import LibraryDocument

pytestmark = pytest.mark.django_db


def _container(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in members.items():
            made.writestr(name, data)
    return out.getvalue()


DOCX = {"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w/>"}
ODT = {"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<o/>"}


@pytest.mark.parametrize(
    ("data", "name", "sound"),
    [
        (b"%PDF-1.7 text", "a.pdf", True),
        (_container(DOCX), "a.docx", True),
        (_container(ODT), "a.odt", True),
        ("città;1\n".encode(), "a.csv", True),
        (b"<html><script>alert(1)</script>", "a.pdf", False),
        (_container(DOCX), "a.xlsx", False),
        (_container({**DOCX, "word/vbaProject.bin": b"x"}), "a.docx", False),
        (_container(DOCX)[:40], "a.docx", False),
        (b"MZ\0\0", "a.txt", False),
        (b"<html>", "a.html", False),
    ],
)
def test_a_document_is_what_its_content_says(data: bytes, name: str, sound: bool) -> None:
    assert (files.document_findings(library.file(data, name)) == []) is sound


def test_one_that_unpacks_to_too_much_is_refused(frozen: object) -> None:
    bomb = _container({**DOCX, "word/media/a.bin": bytes(files.MOST_UNPACKED + 1)})
    with pytest.raises(Invalid) as refusal:
        domain.add_document(
            actor=library.officer(), file=library.file(bomb, "a.docx"), title="x", kind="guide"
        )
    assert [finding.code for finding in refusal.value.findings] == ["document.format"]
    assert LibraryDocument.objects.count() == 0


def test_without_a_licence_it_does_not_go_out(frozen: object) -> None:
    assert not rules.cleared(library.document(licence=""))
    assert rules.cleared(library.document())
