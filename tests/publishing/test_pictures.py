"""Pictures come in without what their camera wrote, and go out only when all that must be known of them is known."""

from __future__ import annotations

import io
import struct
import zlib
from datetime import date
from typing import Any

import pytest
from PIL import Image
from tests import makers
from tests.publishing import library

from portici.journal.models import Entry
from portici.kernel.actor import Role
from portici.kernel.findings import Invalid, Refused
from portici.publishing import checks, domain
from portici.publishing.models import Picture

pytestmark = pytest.mark.django_db


def _codes(picture: Picture) -> list[str]:
    return [finding.code for finding in checks.on_picture(picture)]


@pytest.mark.parametrize("form", ["JPEG", "WEBP", "AVIF", "PNG"])
def test_a_picture_is_stripped_of_its_place_and_turned_upright(frozen: object, form: str) -> None:
    data = library.picture_bytes(form, (80, 60), placed=True)
    assert 0x8825 in Image.open(io.BytesIO(data)).getexif()
    added = domain.add_picture(
        actor=library.officer(), file=library.file(data, f"a.{form.lower()}"), title="Arches", **library.ABOUT
    )
    with added.file.open("rb") as stored:
        kept = Image.open(stored)
        assert dict(kept.getexif()) == {}
        assert kept.size == (60, 80) == (added.width, added.height)
        assert kept.format == form
    entry = Entry.objects.get(kind="picture")
    assert (entry.verb, entry.ref) == ("add", added.uid)


def _bomb() -> bytes:
    """A PNG of a few bytes that says to be 20,000 pixels wide and high."""
    head = struct.pack(">IIBBBBB", 20_000, 20_000, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", zlib.compress(bytes(1000)))


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (_bomb(), "bomb.png", "picture.size"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "drawing.svg", "picture.format"),
        (b"%PDF-1.7", "really.jpg", "picture.format"),
        (b"", "empty.png", "picture.format"),
        (library.picture_bytes("JPEG", (8, 8)), "dot.jpg", "picture.size"),
        (library.picture_bytes()[:900], "torn.jpg", "picture.broken"),
    ],
)
def test_what_is_no_sound_picture_is_refused(frozen: object, data: bytes, name: str, code: str) -> None:
    told = Entry.objects.count()
    with pytest.raises(Invalid) as refusal:
        domain.add_picture(actor=library.officer(), file=library.file(data, name), title="x", **library.ABOUT)
    assert [finding.code for finding in refusal.value.findings] == [code]
    assert (Picture.objects.count(), Entry.objects.count()) == (0, told)


def test_a_file_too_large_is_refused(frozen: object, settings: Any) -> None:
    settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE = 100
    with pytest.raises(Invalid) as refusal:
        library.picture()
    assert [finding.code for finding in refusal.value.findings] == ["file.size"]


@pytest.mark.parametrize(
    ("about", "codes"),
    [
        ({}, []),
        ({"alternative_text": "", "is_decorative": True}, []),
        ({"alternative_text": " "}, ["picture.alternative"]),
        ({"author": ""}, ["picture.author"]),
        ({"licence": ""}, ["picture.licence"]),
        ({"shows_people": True}, ["picture.release"]),
        ({"shows_people": True, "release_reference": "Prot. 12/2026"}, []),
        ({"shows_minors": True, "release_reference": "Prot. 12/2026"}, ["picture.people"]),
        (
            {"shows_people": True, "release_reference": "Prot. 12/2026", "release_until": date(2026, 3, 1)},
            ["picture.release-over"],
        ),
        ({"shows_people": True, "release_reference": "Prot. 12/2026", "release_until": date(2026, 3, 2)}, []),
    ],
)
def test_what_must_be_known_before_it_goes_out(
    frozen: object, about: dict[str, Any], codes: list[str]
) -> None:
    assert _codes(library.picture(**about)) == codes


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.BOARD_SECRETARY, Role.PARTNER_CONTACT])
def test_only_editors_bring_pictures_in(frozen: object, role: Role) -> None:
    with pytest.raises(Refused):
        domain.add_picture(actor=makers.actor(role), file=library.file(), title="x")


def test_an_amended_picture_tells_what_changed(frozen: object) -> None:
    picture = library.picture(author="")
    domain.amend_picture(actor=library.officer(), picture=picture, values={"author": "Bruno Prova"})
    entry = Entry.objects.filter(kind="picture").first()
    assert entry is not None
    assert [(change.field, change.value.before, change.value.after) for change in entry.changes.all()] == [
        ("author", "", "Bruno Prova")
    ]
    assert _codes(picture) == []
