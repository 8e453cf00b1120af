"""Sixty members with the page of a meeting open, who vote within five seconds: what each waits, and what it costs to keep them up to date.

A server in processes of its own answers browsers that ask every two seconds for what is new, as the page does. The same browsers then
ask for the home page as often: the reference.
"""

from __future__ import annotations

import http.client
import json
import random
import re
import resource
import shutil
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode, urlsplit

import django

from tests import blank
from tests.bench.record import WORK, Measure, apart
from tests.e2e import store

STATE = WORK / "sitting"
MEMBERS = 60
EVERY = 2.0
#: Seconds for which the pages are open, and within which all vote.
OPEN, VOTING = 16.0, 5.0
#: What who presses a button waits at most.
PATIENCE = 2.0
#: Any text of this shape is a token, as long as cookie and header say the same.
TOKEN = "abcdefghijklmnopqrstuvwxyz012345"  # of the bench alone


@dataclass
class Round:
    """What the browsers saw: seconds of each answer, statuses, how many bytes."""

    polls: list[float] = field(default_factory=list)
    votes: list[float] = field(default_factory=list)
    statuses: list[int] = field(default_factory=list)
    answers: list[int] = field(default_factory=list)
    size: int = 0


class Browser:
    """One member at a phone, and the state that the page shows. The server keeps a connection no longer than a page waits."""

    def __init__(self, host: str, session: str) -> None:
        self.host = host
        self.cookie, self.tag = f"sessionid={session}; csrftoken={TOKEN}", ""

    def ask(self, path: str, body: str | None = None, **headers: str) -> tuple[int, bytes, float]:
        """Status, body, seconds."""
        named = {name.replace("_", "-"): text for name, text in headers.items()}
        started = time.perf_counter()
        with closing(http.client.HTTPConnection(self.host, timeout=60)) as line:
            line.request("GET" if body is None else "POST", path, body, {"Cookie": self.cookie, **named})
            answer = line.getresponse()
            text = answer.read()
        return answer.status, text, time.perf_counter() - started

    def read(self, page: str) -> None:
        _status, text, _seconds = self.ask(page)
        found = re.search(rb'data-tag="([^"]+)"', text.replace(b"&quot;", b"'"))
        self.tag = found[1].decode().replace("'", '"') if found else ""

    def poll(self, page: str) -> tuple[int, int, float]:
        status, text, seconds = self.ask(f"{page}?parte=stato", HX_Request="true", If_None_Match=self.tag)
        return status, len(text), seconds

    def vote(self, page: str, said: dict[str, str]) -> tuple[int, float]:
        """Until the page that follows is there."""
        kind = "application/x-www-form-urlencoded"
        started = time.perf_counter()
        status, _text, _s = self.ask(page, urlencode(said), Content_Type=kind, X_CSRFToken=TOKEN)
        self.read(page)
        return status, time.perf_counter() - started


def measures() -> Iterator[Measure]:
    """The meeting, then the home page asked as often; and a server that nobody asks, for what starting it costs."""
    shutil.rmtree(STATE, ignore_errors=True)
    STATE.mkdir(parents=True)
    blank.copy_to(STATE / "portici.sqlite3")
    [given] = apart("tests.bench.sitting", "hold", state=STATE)
    idle, _nothing = _served(lambda _host: None)
    sitting, live = _served(lambda host: _attend(host, given))
    visits, home = _served(lambda host: _visit(host, given))
    [counted] = apart("tests.bench.sitting", "counted", state=STATE)
    taken = live.answers.count(302)
    equal = taken == counted["ballots"] == counted["entries"] == MEMBERS
    name = f"{MEMBERS} members vote within {VOTING:.0f} s"
    yield Measure(
        f"{name}: the slowest answer",
        max(live.votes),
        "s",
        "what a person waits at most",
        PATIENCE,
        "<= 1",
        equal,
    )
    yield Measure(
        f"{name}: ballots kept", counted["ballots"], "ballots", "ballots sent", MEMBERS, ">= 1", equal
    )
    same = live.statuses.count(304) / len(live.statuses)
    yield Measure("asked again with nothing new", same, "of the answers", "all answers", 1.0, ">= 0.8", equal)
    asked, looked = statistics.median(live.polls), statistics.median(home.polls)
    yield Measure(
        "what is new, asked by sixty every two seconds",
        asked,
        "s",
        "the home page asked as often",
        looked,
        "<= 1",
        equal,
    )
    load, other = (sitting - idle) / OPEN, (visits - idle) / OPEN
    yield Measure(
        "load of the meeting with its votes",
        load,
        "processors",
        "the home page asked as often",
        other,
        "<= 1",
        equal,
    )


def _served(work: Callable[[str], Round | None]) -> tuple[float, Round]:
    """Processor seconds of a server from its start to its end, and what the browsers saw."""
    before = _spent()
    with store.served(store.Store("sitting", STATE)) as address:
        seen = work(urlsplit(address).netloc) or Round()
    return _spent() - before, seen


def _spent() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _attend(host: str, given: dict[str, Any]) -> Round:
    page, seen, draw = given["page"], Round(), random.Random(5)
    moments = [3 + draw.random() * VOTING for _member in given["members"]]
    browsers = [Browser(host, member["session"]) for member in given["members"]]
    with ThreadPoolExecutor(MEMBERS) as pool:
        list(pool.map(lambda one: one.read(page), browsers))

        def attend(place: int) -> None:
            said = given["ballot"] | {"posto": given["members"][place]["seat"]}
            browser, due = browsers[place], moments[place]
            for at in _moments(place):
                if due < at:
                    time.sleep(max(0.0, started + due - time.perf_counter()))
                    status, seconds = browser.vote(page, said)
                    seen.answers.append(status)
                    seen.votes.append(seconds)
                    due = OPEN
                time.sleep(max(0.0, started + at - time.perf_counter()))
                status, size, seconds = browser.poll(page)
                seen.statuses.append(status)
                seen.polls.append(seconds)
                seen.size += size

        started = time.perf_counter()
        list(pool.map(attend, range(MEMBERS)))
    return seen


def _visit(host: str, given: dict[str, Any]) -> Round:
    seen = Round()
    browsers = [Browser(host, member["session"]) for member in given["members"]]

    def visit(place: int) -> None:
        for at in _moments(place):
            time.sleep(max(0.0, started + at - time.perf_counter()))
            status, text, seconds = browsers[place].ask("/")
            seen.statuses.append(status)
            seen.polls.append(seconds)
            seen.size += len(text)

    started = time.perf_counter()
    with ThreadPoolExecutor(MEMBERS) as pool:
        list(pool.map(visit, range(MEMBERS)))
    return seen


def _moments(place: int) -> list[float]:
    """When a page that was opened a little after the others asks."""
    first = place * EVERY / MEMBERS
    return [first + turn * EVERY for turn in range(int(OPEN / EVERY))]


def hold() -> dict[str, Any]:
    """A meeting with sixty seats, everybody there and signed in, and a motion that is being voted."""
    from django.test import Client
    from django.urls import reverse

    from portici.governance.sitting import domain
    from portici.kernel.actor import Role, Scope
    from portici.people.models import Grant
    from tests import sittings
    from tests.meetings import SECRETARY

    names = [f"Seat {number:02}" for number in range(MEMBERS)]
    sitting = sittings.hold({name: {} for name in names})
    members = []
    for name in names:
        seat = sitting.seats[name]
        domain.arrive(actor=SECRETARY, meeting=sitting.meeting, member=seat)
        scope = {"scope": Scope.BODY, "scope_uid": sitting.body.uid}
        Grant.objects.create(user=seat.account, role=Role.BOARD_MEMBER, since="2026-01-01", **scope)
        client = Client()
        client.force_login(seat.account, "allauth.account.auth_backends.AuthenticationBackend")
        members.append({"session": client.cookies["sessionid"].value, "seat": seat.uid})
    motion = sitting.put()
    page = reverse("office:meeting-live", args=[sitting.meeting.uid])
    ballot = {"fa": "vota", "testo": motion.uid, "turno": "1", "voto": "for"}
    return {"page": page, "members": members, "ballot": ballot}


def counted() -> dict[str, int]:
    """How many ballots there are, and how many the journal tells."""
    from portici.governance.models import Ballot
    from portici.journal.models import Entry

    return {"ballots": Ballot.objects.count(), "entries": Entry.objects.filter(verb="vote").count()}


if __name__ == "__main__":
    django.setup()
    print(json.dumps([{"hold": hold, "counted": counted}[sys.argv[1]]()]))
