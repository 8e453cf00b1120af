"""What a portal showed on a day: the file is looked into, kept as it came beside the version read from it, thrown away with a reason."""

from __future__ import annotations

import hashlib
import io
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from tests import chain, makers
from tests.makers import VISITOR, Role

from portici.journal.queries import entries_about
from portici.kernel.findings import Conflict, Invalid, Refused
from portici.programme import domain, queries
from portici.programme.domain import stored_file
from portici.programme.models import Project, Sheet, Snapshot
from portici.records import domain as records

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]

DAY = date(2026, 2, 20)
TEXT = "Importo Programmato € 412.248,84\n".encode()
PORTAL: dict[str, Any] = {
    "portal": "portale.example",
    "address": "https://portale.example/progetto/?codice=BO3.3.1.b",
    "taken_on": DAY,
    "title": "Azioni di supporto",
    "amount_programmed": Decimal("412248.84"),
}


@pytest.fixture
def media(settings: Any) -> Path:
    return Path(settings.MEDIA_ROOT)


@pytest.fixture
def project() -> Project:
    return chain.project("BO3.3.1.b")


def kept(project: Project, content: bytes = TEXT, filename: str = "pagina.txt", **values: Any) -> Snapshot:
    values = {"actor": makers.coordinator(), **PORTAL, **values}
    return domain.keep_snapshot(project=project, content=io.BytesIO(content), filename=filename, **values)


def codes(caught: Any) -> list[tuple[str, str]]:
    return [(one.code, one.field) for one in caught.value.findings]


def files(media: Path) -> list[str]:
    return sorted(path.relative_to(media).as_posix() for path in media.rglob("*") if path.is_file())


def test_the_file_is_kept_as_it_came_with_the_version_read_from_it(project: Project, media: Path) -> None:
    made = kept(project)
    assert (made.portal, made.address, made.taken_on) == (PORTAL["portal"], PORTAL["address"], DAY)
    assert (made.filename, made.content, made.size) == ("pagina.txt", "text", len(TEXT))
    assert made.sha256 == hashlib.sha256(TEXT).hexdigest()
    assert made.actor_uid == makers.coordinator().uid
    assert files(media) == [made.stored_at]
    assert stored_file(made).read_bytes() == TEXT
    sheet = made.sheet
    assert (sheet.as_of, sheet.published_by, sheet.source_url) == (DAY, made.portal, made.address)
    assert (sheet.amount_programmed, sheet.is_published) == (Decimal("412248.84"), False)
    assert [entry.verb for entry in entries_about(kind="sheet", ref=sheet.uid)] == ["keep-snapshot", "add"]
    _entry, change = told(sheet, "keep-snapshot")
    assert (change.field, change.value.before, change.value.after) == ("snapshot", "", str(made))


def told(sheet: Sheet, verb: str) -> Any:
    """The one entry of this verb about the version, and the one change in it."""
    [entry] = entries_about(kind="sheet", ref=sheet.uid).filter(verb=verb)
    [change] = entry.changes.all()
    return entry, change


def drawn(kind: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (20, 20)).save(out, kind)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"%PDF-1.7 text", "pdf"),
        (TEXT, "text"),
        (drawn("PNG"), "png"),
        (drawn("JPEG"), "jpeg"),
        (drawn("WEBP"), "webp"),
    ],
)
def test_what_a_page_can_be_kept_as(project: Project, content: bytes, found: str) -> None:
    assert kept(project, content, "a.bin").content == found


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "upload.empty"),
        (b"<!doctype html><script>alert(1)</script>", "upload.content"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "upload.content"),
        (b"PK\x03\x04 and so on", "upload.content"),
        (b"MZ\x00\x00", "upload.content"),
        (b"%PDF-1.7 <html><script>", "upload.polyglot"),
        (drawn("JPEG")[:200], "upload.broken"),
        (b"a" * 1001, "upload.size"),
    ],
)
def test_what_is_not_taken_leaves_nothing_behind(
    project: Project, media: Path, settings: Any, content: bytes, code: str
) -> None:
    settings.DOCUMENT_MAX_BYTES = 1000
    with pytest.raises(Invalid) as caught:
        kept(project, content)
    assert codes(caught) == [(code, "file")]
    assert (Sheet.objects.count(), Snapshot.objects.count(), files(media)) == (0, 0, [])


def test_a_page_in_its_own_markup_is_told_what_to_do(project: Project) -> None:
    with pytest.raises(Invalid) as caught:
        kept(project, b"<html>")
    [finding] = caught.value.findings
    assert finding.todo.template.startswith("Print the page to PDF")


def test_a_day_to_come_is_refused(project: Project) -> None:
    with pytest.raises(Invalid) as caught:
        kept(project, taken_on=date(2026, 3, 3))
    assert codes(caught) == [("date.future", "as_of")]


@pytest.mark.parametrize("missing", ["portal", "address"])
def test_without_portal_or_address_it_proves_nothing(project: Project, missing: str) -> None:
    with pytest.raises(Invalid) as caught:
        kept(project, **{missing: ""})
    assert codes(caught) == [("missing", {"portal": "published_by", "address": "source_url"}[missing])]
    assert Sheet.objects.count() == 0


def test_the_name_of_the_file_is_shown_and_is_no_path(project: Project, media: Path) -> None:
    made = kept(project, filename="../../etc/pass\nwd")
    assert made.filename == "passwd"
    assert files(media) == [f"snapshots/{made.uid}/source"]


@pytest.mark.parametrize("role", [Role.AREA_OFFICER, Role.COMMUNICATION_OFFICER, Role.AUDITOR])
def test_who_does_not_write_sheets_keeps_nothing(project: Project, media: Path, role: Role) -> None:
    with pytest.raises(Refused, match="write project sheets"):
        kept(project, actor=makers.actor(role))
    assert files(media) == []


def test_beside_a_published_version_only_who_publishes_keeps_the_file(project: Project) -> None:
    finance = makers.actor(Role.FINANCE_OFFICER)
    values = {"published_by": "portale.example", "source_url": PORTAL["address"]}
    draft = chain.sheet(project, published=False, **values)
    shown = chain.sheet(project, **{**values, "as_of": date(2025, 1, 1)})

    def attach(actor: Any, sheet: Sheet, **said: Any) -> Snapshot:
        content = io.BytesIO(TEXT)
        return domain.attach_snapshot(actor=actor, sheet=sheet, filename="a.txt", content=content, **said)

    assert attach(finance, draft).taken_on == draft.as_of
    with pytest.raises(Refused, match="publish and withdraw"):
        attach(finance, shown)
    with pytest.raises(Conflict):
        attach(makers.coordinator(), shown, version=1)
    with pytest.raises(Invalid) as caught:
        attach(makers.coordinator(), shown, taken_on=date(2024, 12, 31))
    assert codes(caught) == [("snapshot.early", "taken_on")]
    assert attach(makers.coordinator(), shown, taken_on=DAY).taken_on == DAY
    with pytest.raises(Invalid) as caught:
        attach(makers.coordinator(), shown)
    assert codes(caught) == [("snapshot.twice", "file")]
    assert Snapshot.objects.count() == 2


def test_correcting_the_version_leaves_the_evidence(project: Project) -> None:
    made = kept(project)
    values = {"published_by": "altro", "as_of": date(2026, 2, 1)}
    domain.amend_sheet(actor=makers.coordinator(), sheet=made.sheet, values=values, reason="Misread")
    made.refresh_from_db()
    assert (made.portal, made.taken_on) == (PORTAL["portal"], DAY)


def test_thrown_away_with_a_reason_and_the_journal_keeps_the_digest(
    project: Project, media: Path, django_capture_on_commit_callbacks: Any
) -> None:
    made = kept(project)
    sheet = made.sheet
    with pytest.raises(Refused, match="coordinator"):
        domain.discard_snapshot(actor=makers.actor(Role.FINANCE_OFFICER), snapshot=made, reason="Wrong")
    with pytest.raises(Invalid) as caught:
        domain.discard_snapshot(actor=makers.coordinator(), snapshot=made, reason=" ")
    assert codes(caught) == [("missing", "reason")]
    was = str(made)
    with django_capture_on_commit_callbacks(execute=True):
        domain.discard_snapshot(actor=makers.coordinator(), snapshot=made, reason="Another project's page")
    assert (Snapshot.objects.count(), files(media)) == (0, [])
    entry, change = told(sheet, "discard-snapshot")
    assert (entry.reason, change.value.before, change.value.after) == ("Another project's page", was, "")


def test_it_is_read_by_who_may_read_its_version(project: Project) -> None:
    made = kept(project)
    assert queries.snapshot_of(makers.coordinator(), made.sheet) == made
    assert queries.snapshot_of(VISITOR, made.sheet) is None
    records.publish(actor=makers.coordinator(), record=made.sheet)
    assert queries.snapshot_of(VISITOR, made.sheet) == made
    records.withdraw(actor=makers.coordinator(), record=project, reason="Wrong")
    assert queries.snapshot_of(VISITOR, made.sheet) is None


def test_the_own_version_is_the_one_that_stood_on_that_day(project: Project) -> None:
    chain.sheet(project, as_of=date(2025, 1, 1))
    own = chain.sheet(project, as_of=date(2026, 1, 15), published=False)
    chain.sheet(project, as_of=date(2026, 3, 1))
    made = kept(project)
    assert queries.own_version(makers.coordinator(), made.sheet) == own
    assert queries.own_version(VISITOR, made.sheet).as_of == date(2025, 1, 1)
    assert queries.own_version(VISITOR, chain.sheet(chain.project(), published_by="x")) is None
