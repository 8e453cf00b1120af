"""One confidential item with all that hangs from it, looked for in every place where words of the Board come out.

Each place is asked by each looker; what is expected is said for both: nobody who may not read it finds the word, and who may finds it where
the place is theirs.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import translation
from tests import chain, following, makers, meetings, papers
from tests.conftest import NOW
from tests.fronts.access import text_of, words_of
from tests.makers import SYSTEM, Role, Scope
from tests.meetings import SECRETARY
from tests.outbox.carrying import answering, carry_all
from tests.papers import WORD
from tests.sittings import SIMPLE

from portici.deadlines import agenda
from portici.deadlines import domain as deadlines
from portici.deadlines.agenda import DATED, Asked
from portici.governance import domain as governance
from portici.governance.following import domain as follow_desks
from portici.governance.meetings import domain as planning
from portici.governance.models import Decision, Minutes
from portici.governance.papers import domain as paper_desks
from portici.governance.sitting import domain as sitting
from portici.journal.queries import entries_visible_to
from portici.kernel import clock
from portici.kernel.findings import Refused
from portici.outbox.couriers import Receipt, Result
from portici.outbox.models import Message
from portici.people import domain as people
from portici.people.models import User
from portici.people.queries import actor_for
from portici.people.reminding import make_round
from portici.publishing.rules import may_attach
from portici.records import domain as records
from portici.records.models import Record

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]
COORDINATOR = makers.coordinator()
HIDDEN = {"is_confidential": True, "confidential_because": f"Because of {WORD}"}
#: What stands for the words of it where anybody may read along.
COVERED = "confidential, to be read in the office"
READERS = {"member", "secretary", "auditor"}
#: Where most is listed, and the thing itself: what is asked for whose rule of reading is another looker's too.
FEW = (
    "searched", "journal", "history of the meeting", "decisions", "follow-ups", "agenda items", "item", "decision",
    "meeting in progress",
)  # fmt: skip
EVERYWHERE = {"publisher", "member", "secretary"}
#: Who else looks: outside; whose organisation sees to what was decided; of another body; who publishes; who reads the tray.
OTHERS = {"visitor", "contact", "stranger", "publisher", "administrator"}


@dataclass
class World:
    """The Board with a meeting that is over, one that is being held, and who looks at them."""

    board: papers.Board
    users: dict[str, User]
    kept: dict[str, Any] = field(default_factory=dict)

    def client(self, looker: str) -> Client:
        client = Client(headers={"accept-language": "en"})
        if looker != "visitor":
            client.force_login(self.users[looker], "allauth.account.auth_backends.AuthenticationBackend")
        return client


def user(name: str, role: Role, scope: Scope = Scope.EVERYWHERE, thing: Record | None = None) -> User:
    made = makers.user(f"{name} person")
    User.objects.filter(pk=made.pk).update(language="en")
    uid = thing.uid if thing is not None else ""
    people.grant_role(
        actor=makers.actor(Role.ADMINISTRATOR), user=made, role=role, scope=scope, scope_uid=uid, since=date(2025, 1, 1)
    )  # fmt: skip
    made.refresh_from_db()
    return made


@pytest.fixture
def world(settings: Any) -> Iterator[World]:
    settings.FILES_PER_MINUTE = settings.SEARCHES_PER_MINUTE = 10**9
    with clock.suspended(NOW):
        board, lead = papers.board(), makers.organisation("Lead organisation")
        users = {
            "member": board.users[0],
            "secretary": user("Secretary", Role.BOARD_SECRETARY),
            "auditor": user("Auditor", Role.AUDITOR),
            "contact": user("Contact", Role.PARTNER_CONTACT, Scope.ORGANISATION, lead),
            "stranger": user("Stranger", Role.BOARD_MEMBER, Scope.BODY, chain.body("other")),
            "publisher": user("Publisher", Role.COMMUNICATION_OFFICER),
            "administrator": user("Administrator", Role.ADMINISTRATOR),
        }
        User.objects.update(language="en")
        made = World(board, {name: User.objects.get(pk=one.pk) for name, one in users.items()})
        made.kept["lead"] = lead
        _held(made)
    with clock.suspended(NOW + timedelta(days=8)):
        _holding(made)
        yield made


def _held(world: World) -> None:
    """A meeting from its convocation to its end, with a decision on the confidential item and what it asks for."""
    kept, board = world.kept, world.board
    governance.set_rules(
        actor=SECRETARY, body=board.body, in_force_from=None, values={}, majorities=dict(SIMPLE)
    )
    held = kept["meeting"] = meetings.meeting(board.body, language="en", starts_at=NOW + timedelta(hours=1))
    records.publish(actor=COORDINATOR, record=held)
    records.publish(actor=COORDINATOR, record=meetings.item(held, "A thing for all"))
    item = kept["item"] = meetings.item(held, f"Sale of {WORD}", text=f"The price of {WORD}", **HIDDEN)
    planning.add_option(actor=SECRETARY, item=item, title=f"Sell {WORD}", text=f"No more {WORD}", cost=987654)
    planning.move_item(actor=SECRETARY, item=item, by=-1)
    dossier = kept["dossier"] = paper_desks.begin_dossier(actor=SECRETARY, meeting=held, note="Read it")
    planning.convene_meeting(actor=SECRETARY, meeting=held)
    paper_desks.send_dossier(actor=SECRETARY, dossier=dossier, link="https://office.example/")
    held = planning.open_meeting(actor=SECRETARY, meeting=held)
    for seat in board.seats[:2]:
        sitting.arrive(actor=SECRETARY, meeting=held, member=seat)
    sitting.declare_recusal(actor=SECRETARY, item=item, member=board.seats[1], reason=f"Sells {WORD}")
    motion = sitting.file_motion(actor=SECRETARY, item=item, text=f"{WORD} is sold.")
    amendment = sitting.file_amendment(actor=SECRETARY, motion=motion, text=f"{WORD} is sold soon.")
    for text in (amendment, motion):
        opened = sitting.open_vote(actor=SECRETARY, motion=text)
        sitting.cast_ballot(actor=SECRETARY, motion=opened, in_round=1, member=board.seats[0], choice="for")
        sitting.close_vote(actor=SECRETARY, motion=opened)
    decision = kept["decision"] = sitting.decide_from(actor=SECRETARY, motion=motion)
    planning.amend_item(actor=SECRETARY, item=item, values={"minuted": f"All spoke of {WORD}"})
    sitting.settle_item(actor=SECRETARY, item=item)
    kept["meeting"] = planning.close_meeting(actor=SECRETARY, meeting=held)
    _followed(world, decision)


def _followed(world: World, decision: Decision) -> None:
    kept = world.kept
    kept["activity"] = chain.activity(title="Sale", responsible=kept["lead"])
    kept["guideline"] = following.guideline(world.board.body, "Sales")
    kept["earlier"] = chain.decision(world.board.body, "Keep it")
    governance.carry_out(actor=SECRETARY, decision=decision, activities=[kept["activity"]])
    governance.serve_guidelines(actor=SECRETARY, decision=decision, guidelines=[kept["guideline"]])
    follow_desks.tie_decisions(actor=SECRETARY, later=decision, earlier=kept["earlier"], kind="supersedes", reason=f"Of {WORD}")  # fmt: skip
    asked = {"due_on": date(2026, 2, 20), "expected": f"{WORD} gone", "budget_line": f"{WORD} 1"}
    for what in (f"Sell {WORD}", f"Tell of {WORD}"):
        row = following.follow_up(decision, what, owner=kept["lead"], **asked)
        following.said(row, "under_way", f"{WORD} is nearly sold")
    late = agenda.lines(actor_for(world.users["secretary"]), Asked(), limit=None, terms=DATED)
    line = next(one for one in late if WORD in one.label)
    deadlines.put_off(
        actor=actor_for(world.users["secretary"]), line=line, until=date(2026, 6, 1), reason=f"{WORD} first"
    )


def _holding(world: World) -> None:
    """The meeting after it, in which the minutes were approved, and another confidential item is being voted."""
    kept = world.kept
    later = meetings.meeting(world.board.body, language="en", starts_at=clock.now())
    item = meetings.item(later, f"More {WORD}", text=WORD, **HIDDEN)
    meetings.item(
        meetings.meeting(world.board.body, starts_at=NOW + timedelta(days=30)), f"Waiting {WORD}", **HIDDEN
    )
    minutes = Minutes.objects.get(meeting=kept["meeting"])
    kept["live"] = meetings.sitting(later)
    paper_desks.propose_minutes(actor=SECRETARY, minutes=minutes)
    kept["minutes"] = paper_desks.approve_minutes(actor=SECRETARY, minutes=minutes, approved_in=later)
    records.publish(actor=COORDINATOR, record=kept["minutes"])
    sitting.open_vote(actor=SECRETARY, motion=sitting.file_motion(actor=SECRETARY, item=item, text=WORD))


def public(world: World) -> dict[str, str]:
    """The public places that are near it, by what they are."""
    kept, board = world.kept, world.board
    held, decision, search = kept["meeting"].address, kept["decision"].address, f"?q={WORD[:-1]}"
    given: dict[str, tuple[str, ...]] = {
        "home": (), "meetings": (), "meetings-calendar": (), "guidelines": (), "news-rss": (), "news-json": (), "sitemap": (),
        "decisions": (), "organisation": (kept["lead"].uid,), "activity": (kept["activity"].uid,), "body": (board.body.uid,),
        "meeting": (held,), "minutes": (held,), "minutes-text": (held,), "minutes-paper": (held,), "plan": (board.body.uid, "2026"),
        "guideline": (kept["guideline"].uid,), "search": (), "decision": (kept["earlier"].address,),
    }  # fmt: skip
    found = {name: at(f"portal:{name}", *words) for name, words in given.items()}
    found |= {
        f"sitemap of {kind}": at("portal:sitemap-section", kind)
        for kind in ("decision", "meeting", "minutes", "guideline")
    }
    found |= {
        "decision itself": at("portal:decision", decision),
        "meeting that is held": at("portal:meeting", kept["live"].address),
        "its minutes": at("portal:minutes", kept["live"].address),
        "decisions as CSV": f"{at('portal:decisions')}?formato=csv",
        "decisions searched": at("portal:decisions") + search,
        "meetings as CSV": f"{at('portal:meetings')}?formato=csv",
        "searched": at("portal:search") + search,
        "API": at("api:decisions"),
        "API searched": at("api:decisions") + search,
        "API decision": at("api:decision", decision),
        "API earlier decision": at("api:decision", kept["earlier"].address),
        "API body": at("api:body", board.body.uid),
        "API activity": at("api:activity", kept["activity"].uid),
        "API organisation": at("api:organisation", kept["lead"].uid),
    }
    return found


def office(world: World) -> dict[str, tuple[str, set[str]]]:
    """The office's places: the address, and the readers to whom it is shown there."""
    kept, board = world.kept, world.board
    search, csv, writes = f"?q={WORD[:-1]}", "?formato=csv", {"secretary"}
    return {
        "Monday": (at("office:work"), writes),
        "all that is late": (at("office:deadlines", "in-ritardo", "ufficio"), writes),
        "late follow-ups": (at("office:watch", "follow-ups-late"), writes),
        "put off": (at("office:deadlines", "rinviate", "ufficio"), writes),
        "searched": (at("office:search") + search, READERS),
        "suggested": (at("office:pick", "decision") + search, READERS),
        "decisions": (at("office:decisions") + csv, READERS),
        "follow-ups": (at("office:follow-ups") + csv, READERS),
        "agenda items": (at("office:agenda-items") + csv, READERS),
        "item": (at("office:agenda-item", kept["item"].uid), READERS),
        "decision": (at("office:decision", kept["decision"].uid), READERS),
        "earlier decision": (at("office:decision", kept["earlier"].uid), READERS),
        "meeting": (at("office:meeting", kept["meeting"].uid), READERS),
        "meeting in progress": (at("office:meeting-live", kept["live"].uid), READERS),
        "body": (at("office:body", board.body.uid), READERS),
        "minutes": (at("office:minutes", kept["minutes"].uid), READERS),
        "minutes as text": (at("office:minutes-text", kept["minutes"].uid), READERS),
        "dossier": (at("office:dossier", kept["dossier"].uid), READERS),
        "guideline": (at("office:guideline", kept["guideline"].uid), READERS),
        "activity": (at("office:activity", kept["activity"].uid), READERS),
        "organisation": (at("office:organisation", kept["lead"].uid), set()),
        "journal": (at("office:journal"), {"secretary", "auditor"}),
        "history of the item": (at("office:history", "agenda-item", kept["item"].uid), READERS),
        "history of the decision": (at("office:history", "decision", kept["decision"].uid), READERS),
        "history of the meeting": (
            at("office:history", "meeting", kept["meeting"].uid),
            {"secretary", "auditor"},
        ),
        "history of the activity": (at("office:history", "activity", kept["activity"].uid), set()),
        "history of the minutes": (at("office:history", "minutes", kept["minutes"].uid), set()),
    }


def at(name: str, *words: str) -> str:
    with translation.override("en"):
        return reverse(name, args=words)


def has(text: str) -> bool:
    return WORD in text.lower() or "987,654" in text or "987654" in text


def asked(client: Client, address: str) -> tuple[int, bool]:
    """The status of the answer, and whether the word is in it (a search says again what was looked for, less its last letter)."""
    answer = client.get(address)
    return answer.status_code, has(text_of(answer))


def test_it_is_on_no_public_page_and_on_the_offices_for_its_readers_alone(world: World) -> None:
    wrong = []
    for looker, places in (
        ("visitor", public(world)),
        ("member", {"meeting", "searched", "decision itself"}),
    ):
        client = world.client(looker)
        for place in places:
            status, shown = asked(client, public(world)[place])
            hidden = place in {"decision itself", "meeting that is held", "its minutes", "API decision"}
            if shown or status != (404 if hidden else 200):
                wrong.append((looker, place, status, shown))
    places = office(world)
    for looker in sorted(READERS | OTHERS - {"visitor"}):
        client = world.client(looker)
        for place in places if looker in EVERYWHERE else FEW:
            address, readers = places[place]
            status, shown = asked(client, address)
            if shown != (looker in readers):
                wrong.append((looker, place, status, shown))
    assert wrong == []


def test_it_is_in_no_mail_calendar_journal_or_paper_but_its_readers_nor_on_the_terminal(
    world: World, tmp_path: Path
) -> None:
    _look_into_the_mail(world)
    _look_at_the_terminal(world, tmp_path / "dossier.pdf")
    _look_into_journal_and_paper(world)
    for record in (world.kept["item"], world.kept["decision"]):
        assert not may_attach(COORDINATOR, record)
        with pytest.raises(Refused):
            records.publish(actor=COORDINATOR, record=record)


def _look_into_the_mail(world: World) -> None:
    for name in ("secretary", "contact", "publisher", "member", "stranger", "administrator"):
        deadlines.choose_weekly(actor=actor_for(world.users[name]), weekly=True)
    for days, tell in ((0, "responsible"), (1, "board_secretary")):
        deadlines.add_step(actor=COORDINATOR, watch="", days=days, tell=tell)
    make_round(actor=SYSTEM)
    tray = world.client("administrator")
    pages = [
        at("office:messages"),
        *(at("office:message", uid) for uid in Message.objects.values_list("uid", flat=True)),
    ]
    assert [page for page in pages if asked(tray, page) != (200, False)] == []
    with answering(*[Receipt(Result.TAKEN)] * 40) as post:
        carry_all()
    letters = [(to, letter) for _uid, to, letter in post.carried]
    assert [letter.subject for _to, letter in letters if has(letter.subject)] == []
    assert [to for to, letter in letters for _kind, text in letter.parts if has(text)] == []
    told = {to for to, letter in letters for _kind, text in letter.parts if COVERED in text}
    assert told == {world.users["secretary"].email}
    kinds = {kind.partition(";")[0] for _to, letter in letters for kind, _text in letter.parts}
    assert kinds == {"text/plain", "text/calendar"}


def _look_at_the_terminal(world: World, paper: Path) -> None:
    feeds = {
        name: Client().get(reverse("feed", args=[deadlines.make_feed(actor=actor_for(one))]))
        for name, one in world.users.items()
        if name != "auditor"
    }
    assert [name for name, answer in feeds.items() if has(text_of(answer))] == []
    assert {name for name, answer in feeds.items() if "SUMMARY:confidential" in text_of(answer)} == {
        "secretary"
    }
    said = {
        name: terminal("deadlines", "--for", one.email, "--days", "3000") for name, one in world.users.items()
    }
    assert {name for name, text in said.items() if has(text)} == {"secretary"}
    everything = terminal("deadlines", "--json")
    lines = [line for line in json.loads(everything) if line["watch"] == "follow-ups-late"]
    assert (has(everything), [line["label"] for line in lines]) == (
        False,
        ["riservato, da leggere in ufficio"],
    )
    for number in ("1/2026", "3/2026"):
        terminal("dossier", "--body", "board", "--meeting", number, "--out", str(paper))
        assert has(words_of("dossier.pdf", paper.read_bytes())) is False
        paper.unlink()


def _look_into_journal_and_paper(world: World) -> None:
    read = {}
    for name, one in world.users.items():
        entries = entries_visible_to(actor_for(one)).prefetch_related("changes__value")
        values = [
            f"{change.value.before} {change.value.after}"
            for entry in entries
            for change in entry.changes.all()
        ]
        read[name] = has(" ".join([*values, *(entry.reason for entry in entries)]))
    assert {name for name, is_read in read.items() if is_read} == {"secretary", "auditor"}
    for name in ("publisher", "member"):
        answer = world.client(name).get(at("office:dossier-paper", world.kept["dossier"].uid))
        assert has(text_of(answer)) is (name == "member")


def terminal(*words: str) -> str:
    out = io.StringIO()
    call_command(*words, stdout=out)
    return out.getvalue()
