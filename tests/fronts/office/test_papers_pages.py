"""Minutes and dossiers on the office's pages, as PDF and on the command line; what is confidential is in none that is not for its reader."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client
from django.urls import reverse
from django.utils import translation
from tests import chain, makers, meetings, papers
from tests.fronts.access import text_of
from tests.fronts.portal.rows import queries_of
from tests.meetings import BEGINS, SECRETARY
from tests.papers import WHY, WORD

from portici.governance.models import BoardDossier, Meeting, Minutes
from portici.governance.papers import domain
from portici.journal.models import ChangeValue
from portici.kernel.actor import Role
from portici.outbox.models import Message
from portici.records import domain as records
from portici.records.picking import label_of

pytestmark = pytest.mark.django_db
MEMBERS = (Role.COORDINATOR, Role.BOARD_SECRETARY, Role.AUDITOR, Role.BOARD_MEMBER)


def at(name: str, *args: object) -> str:
    with translation.override("en"):
        return reverse(f"office:{name}", args=args)


def press(client: Client, name: str, record: Any, **given: Any) -> int:
    record.refresh_from_db()
    return client.post(at(name, record.uid), {"version": record.version, **given}).status_code


@pytest.fixture
def board(frozen: object) -> papers.Board:
    return papers.board()


@pytest.fixture
def secretary(signed_in: Callable[..., Client]) -> Client:
    return signed_in(Role.BOARD_SECRETARY)


def test_minutes_from_the_draft_to_the_public_page(
    secretary: Client, client: Client, board: papers.Board
) -> None:
    held = meetings.meeting(board.body, language="en")
    items = papers.agenda(held)
    papers.closed(held)
    minutes = Minutes.objects.get(meeting=held)
    page = secretary.get(at("meeting", held.uid)).content.decode()
    assert at("minutes", minutes.uid) in page
    page = secretary.get(at("minutes", minutes.uid)).content.decode()
    for said in ("Annual work plan", WORD, "Lay them before the body", "Not approved yet"):
        assert (said in page) == (said != "Not approved yet")
    assert press(secretary, "minuted", items[0], minuted="The plan was explained.") == 302
    edited = {"opening": "Opened by the chair.", "closing": "Closed.", "language": "en"}
    assert press(secretary, "minutes-edit", minutes, **edited) == 302
    assert press(secretary, "minutes-propose", minutes) == 302
    assert "No later meeting" in secretary.get(at("minutes-approve", minutes.uid)).content.decode()
    later = meetings.sitting(meetings.meeting(board.body, starts_at=BEGINS + timedelta(days=30)))
    assert press(secretary, "minutes-approve", minutes, approved_in=held.pk) == 422
    assert press(secretary, "minutes-approve", minutes, approved_in=later.pk) == 302
    for record in (held, minutes):
        record.refresh_from_db()
        records.publish(actor=SECRETARY, record=record)
    where = f"/en/decisioni/sedute/{held.address}/"
    shown = client.get(f"{where}verbale/").content.decode()
    for said in (
        "Opened by the chair.",
        "The plan was explained.",
        "Item 2: confidential",
        minutes.public_digest,
    ):
        assert said in shown
    text = client.get(f"{where}verbale/verbale.txt").content
    assert hashlib.sha256(text).hexdigest() == minutes.public_digest
    paper = text_of(client.get(f"{where}verbale/verbale.pdf"))
    assert "The plan was explained." in paper
    assert minutes.public_digest in paper.replace("\n", "")
    for answer in (shown, text.decode(), paper, client.get(where).content.decode()):
        assert (WORD in answer.lower(), WHY in answer) == (False, False)
    assert f"{where}verbale/" in client.get(where).content.decode()
    correction = chain.decision(board.body, "A correction", exhibits=[minutes])
    assert correction.title in client.get(f"{where}verbale/").content.decode()
    assert press(secretary, "minutes-edit", minutes, **edited) == 403
    assert client.get("/en/decisioni/sedute/board-2026-m9/verbale/").status_code == 404


def test_a_dossier_is_prepared_sent_and_read(
    secretary: Client, signed_in: Callable[..., Client], board: papers.Board
) -> None:
    meeting = meetings.meeting(board.body)
    papers.agenda(meeting)
    given = {"meeting": label_of(meeting), "note": "Read the plan."}
    assert secretary.post(at("dossier-add"), given).status_code == 302
    dossier = BoardDossier.objects.get()
    page = secretary.get(at("dossier", dossier.uid)).content.decode()
    for said in ("Read the plan.", "Comune person, Curia person", "Send it to the members", WORD):
        assert said in page
    assert press(secretary, "dossier-send", dossier) == 302
    link = f"http://testserver{at('dossier', dossier.uid)}"
    assert [link in str(one.parts) for one in Message.objects.filter(kind="dossier-sent")] == [True] * 3
    for role in (*MEMBERS, Role.FINANCE_OFFICER, Role.ADMINISTRATOR, Role.COMMUNICATION_OFFICER):
        reader = signed_in(role, board.body if role is Role.BOARD_MEMBER else None)
        for address in (at("dossier", dossier.uid), at("dossier-paper", dossier.uid)):
            answer = text_of(reader.get(address))
            assert "Annual work plan" in answer
            assert ((WORD in answer), (WHY in answer.replace("\n", " "))) == ((role in MEMBERS),) * 2
    assert signed_in(Role.PARTNER_CONTACT, makers.organisation()).get(link).status_code == 404
    told = ChangeValue.objects.filter(change__entry__kind="board-dossier").values_list("after", flat=True)
    assert WORD not in str(list(told) + list(Message.objects.values_list("subject", "parts")))
    assert press(secretary, "dossier-edit", dossier, note="Other", language="it") == 403


def test_queries_do_not_grow_with_the_agenda(secretary: Client, board: papers.Board) -> None:
    few, many = (meetings.meeting(board.body, starts_at=BEGINS + timedelta(days=days)) for days in (0, 10))
    for meeting, number in ((few, 1), (many, 12)):
        for place in range(number):
            item = meetings.item(meeting, f"Thing {place}", rapporteur=board.seats[0].organisation)
            item.options.create(title="One", cost=10)
        domain.begin_dossier(actor=SECRETARY, meeting=meeting)
    asked = [queries_of(secretary, at("dossier", one.uid)) for one in BoardDossier.objects.order_by("pk")]
    assert asked[0] == asked[1]


@pytest.mark.usefixtures("english", "frozen")
class TestCommand:
    """`portici dossier`."""

    @staticmethod
    def said(*arguments: str) -> str:
        out = io.StringIO()
        call_command("dossier", *arguments, stdout=out)
        return out.getvalue()

    def refused(self, *arguments: str) -> str:
        with pytest.raises(CommandError) as caught:
            self.said(*arguments)
        return str(caught.value)

    def test_it_writes_what_all_may_read(self, board: papers.Board, tmp_path: Path) -> None:
        meeting = meetings.meeting(board.body)
        papers.agenda(meeting)
        file = tmp_path / "dossier.pdf"
        asked = ("--body", "board", "--next", "--out", str(file))
        assert self.said(*asked) == f"{file}: dossier of the meeting Board 1/2026.\n"
        from tests.fronts.access import words_of

        paper = words_of(file.name, file.read_bytes())
        assert ("Annual work plan" in paper, "Not sent yet" in paper, WORD in paper, WHY in paper) == (
            True, True, False, False,
        )  # fmt: skip
        dossier = domain.begin_dossier(actor=SECRETARY, meeting=meeting)
        domain.send_dossier(actor=SECRETARY, dossier=dossier, link="https://x.example/")
        Meeting.objects.filter(pk=meeting.pk).update(place="Elsewhere")
        self.said("--body", "board", "--meeting", "1/2026", "--out", str(file))
        paper = words_of(file.name, file.read_bytes())
        assert ("Not sent yet" in paper, "Elsewhere" in paper, WORD in paper) == (False, False, False)

    def test_what_is_wrong_is_said(self, board: papers.Board, tmp_path: Path) -> None:
        file = str(tmp_path / "dossier.pdf")
        assert "There are: board. Did you mean board?" in self.refused(
            "--body", "bord", "--next", "--out", file
        )
        assert "has no meeting to come" in self.refused("--body", "board", "--next", "--out", file)
        meeting = meetings.meeting(board.body)
        for named in ("7/2026", "x"):
            assert "The last ones are: 1/2026." in self.refused(
                "--body", "board", "--meeting", named, "--out", file
            )
        nowhere = str(tmp_path / "none" / "x.pdf")
        assert "cannot be written" in self.refused("--body", meeting.body.code, "--next", "--out", nowhere)
