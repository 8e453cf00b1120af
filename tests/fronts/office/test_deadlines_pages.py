"""The office's first page on Monday, what is put off on it, the chain, the own digest and calendar; nothing confidential in any of them."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from icalendar import Calendar
from tests import chain, makers, meetings, papers
from tests import following as rows_of
from tests.fronts.office.conftest import account
from tests.makers import Role
from tests.meetings import SECRETARY

from portici.deadlines import agenda, domain
from portici.deadlines.models import Snooze, Step, Told
from portici.fronts import addresses, calendar, reminding
from portici.governance.following import domain as following
from portici.governance.meetings import domain as meeting_desks
from portici.governance.models import BodyRules, Decision
from portici.governance.papers import domain as paper_desks
from portici.outbox.models import Message
from portici.people import domain as people
from portici.people.models import User
from portici.people.queries import actor_for
from portici.programme import domain as programme

SECRET = "zeppelin"
SignIn = Callable[..., Client]


def text_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.getvalue().decode()


def late(title: str = "Late", **values: Any) -> Any:
    return chain.activity(title=title, ends_on=date(2026, 3, 1), **values)


def test_of_nothing_and_of_something(signed_in: SignIn) -> None:
    client = signed_in(Role.COORDINATOR)
    assert re.findall(r'watch__count">(\d+)', text_of(client, "/en/ufficio/")) == ["0", "0", "0", "0"]
    late()
    found = text_of(client, "/en/ufficio/")
    assert re.findall(r'watch__count">(\d+)', found) == ["1", "1", "0", "0", "0"]
    assert re.findall(r"<h3>([^<]+?) <", found) == ["My office&#x27;s"]


def test_a_watch_tells_what_waits_and_what_comes(signed_in: SignIn) -> None:
    client = signed_in(Role.COORDINATOR)
    late()
    for title, day in (("Soon", date(2026, 3, 20)), ("Sooner", date(2026, 3, 3)), ("Far", date(2026, 4, 2))):
        chain.activity(title=title, starts_on=date(2026, 1, 1), ends_on=day)
    page = client.get("/en/ufficio/attende/activities-late/")
    told = [[str(row["due"].record) for row in page.context[part]] for part in ("due", "coming")]
    assert (len(told[0]), told[1]) == (1, ["Sooner", "Soon"])
    assert "In the next 30 days" in page.content.decode()
    standing = text_of(client, "/en/ufficio/attende/programme-drafts/")
    assert ("In the next 30 days" in standing, "is known to come" in standing) == (False, True)


def test_each_line_has_its_one_action_that_opens(signed_in: SignIn) -> None:
    client, lead = signed_in(Role.COORDINATOR), makers.organisation()
    activity = late()
    programme.add_milestone(
        actor=makers.coordinator(), activity=activity, title="Stone", due_on=date(2026, 3, 1)
    )
    chain.activity(title="Unstarted", starts_on=date(2026, 3, 1), ends_on=date(2026, 9, 1))
    area = makers.area()
    chain.designation(area)
    chain.need(area, "Need")
    chain.opportunity(area, "Past", organisation=lead, available_until=date(2026, 3, 1))
    chain.decision(chain.body(), "Decided")
    chain.need(makers.area(), "Draft", published=False)
    found = text_of(client, "/en/ufficio/")
    lines = re.findall(
        r'<li><a href="([^"]+)">([^<]+)</a>.*?due__acts acts"><a href="([^"]+)">([^<]+)<', found, re.DOTALL
    )
    assert sorted(name for _page, name, _act, _word in lines) == [
        "Decided", "Draft", "Late", "Need", "Past", "Stone", "Unstarted",
    ]  # fmt: skip
    assert {word for _page, _name, _act, word in lines} == {
        "Say how it stands", "Say when it was reached", "Start it", "Answer it", "Give a new day", "Carry it out", "Publish it",
    }  # fmt: skip
    for page, _name, act, _word in lines:
        assert (client.get(page).status_code, client.get(act).status_code) == (200, 200), (page, act)


def test_as_many_queries_for_one_as_for_many(signed_in: SignIn) -> None:
    client = signed_in(Role.COORDINATOR)

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            text_of(client, "/en/ufficio/")
        return len(queries)

    late()
    few = asked()
    for number in range(8):
        late(f"Late {number}")
        chain.decision(chain.body())
    assert (asked(), few) == (few, 12)
    found = text_of(client, "/en/ufficio/")
    rest = re.findall(r'href="(/en/ufficio/scadenze/[^"]+)">See all (\d+)', found)
    assert rest == [
        ("/en/ufficio/scadenze/in-ritardo/ufficio/", "9"), ("/en/ufficio/scadenze/in-attesa/ufficio/", "8"),
    ]  # fmt: skip
    assert text_of(client, rest[0][0]).count('class="due__acts acts"') == 9
    assert client.get("/en/ufficio/scadenze/mai/ufficio/").status_code == 404


def test_put_off_with_a_reason_and_taken_up_again(signed_in: SignIn) -> None:
    client, activity = signed_in(Role.COORDINATOR), late()
    milestone = programme.add_milestone(
        actor=makers.coordinator(), activity=activity, title="Stone", due_on=date(2026, 3, 1)
    )
    paper = f"/en/ufficio/rinvia/milestones-due/{activity.uid}/?riga={milestone.uid}"
    assert paper in text_of(client, "/en/ufficio/")
    bad = client.post(paper, {"until": "2026-03-01", "reason": "Why"})
    assert (bad.status_code, Snooze.objects.count()) == (422, 0)
    assert client.post(paper, {"until": "2026-03-09", "reason": "The quarry is shut"}).status_code == 302
    found = text_of(client, "/en/ufficio/")
    assert re.findall(r'watch__count">(\d+)', found) == ["1", "1", "0", "0", "0", "1", "1"]
    assert "Put off until 09/03/2026: The quarry is shut" in found
    assert "The quarry is shut" in text_of(client, "/en/ufficio/attende/milestones-due/")
    taken = f"/en/ufficio/riprendi/milestones-due/{activity.uid}/?riga={milestone.uid}"
    assert (client.post(taken).status_code, Snooze.objects.count()) == (302, 0)
    assert signed_in(Role.AUDITOR).get(paper).status_code == 403
    assert client.get("/en/ufficio/rinvia/milestones-due/none/").status_code == 404


def test_the_chain_is_stated_by_the_coordinator_and_what_was_told_is_shown(signed_in: SignIn) -> None:
    client, activity = signed_in(Role.COORDINATOR), late()
    paper = "/en/ufficio/scadenze/catena/nuovo/"
    assert client.post(paper, {"watch": "", "days": "400", "tell": "coordinator"}).status_code == 422
    assert client.post(paper, {"watch": "", "days": "3", "tell": "coordinator"}).status_code == 302
    assert "after 3 days" in text_of(client, "/en/ufficio/scadenze/catena/")
    assert signed_in(Role.AUDITOR).get(paper).status_code == 403
    Told.objects.create(
        watch="activities-late", kind="activity", ref=activity.uid, day=date(2026, 3, 1), tell="coordinator",
        account="u", at="2026-03-02T09:00:00Z", message="m",
    )  # fmt: skip
    assert "Told to: Coordinator (02/03)" in text_of(client, "/en/ufficio/")
    step = Step.objects.get()
    assert client.post(f"/en/ufficio/scadenze/catena/{step.uid}/togli/").status_code == 302
    assert client.post(f"/en/ufficio/scadenze/catena/{step.uid}/togli/").status_code == 404


def test_the_digest_is_asked_for_and_the_calendar_opens_until_it_is_revoked(signed_in: SignIn) -> None:
    client, stranger = signed_in(Role.COORDINATOR), Client()
    late("Late, and more")
    page = "/en/ufficio/utenti/io/promemoria/"
    assert client.post(page, {"weekly": "on"}).status_code == 302
    assert "checked" in text_of(client, page)
    made = client.post(f"{page}calendario/").content.decode()
    (address,) = re.findall(r"<code>http://testserver(/calendario/[^<]+\.ics)</code>", made)
    assert address not in text_of(client, page)
    answer = stranger.get(address)
    assert (answer.status_code, answer["Cache-Control"]) == (200, "private, no-store")
    assert (answer["Content-Type"], answer.cookies) == ("text/calendar; charset=utf-8", {})
    (event,) = Calendar.from_ical(answer.content).walk("VEVENT")
    assert (str(event["summary"]), event["dtstart"].dt) == ("Late, and more", date(2026, 3, 1))
    assert client.post(f"{page}calendario/revoca/").status_code == 302
    assert [stranger.get(one).status_code for one in (address, "/calendario/none.ics")] == [404, 404]


def test_a_calendar_shows_what_comes_however_much_is_late(
    signed_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(calendar, "MOST", 2)
    for number in range(3):
        late(f"Late {number}")
    chain.activity(title="Near", starts_on=date(2026, 3, 9), ends_on=date(2026, 12, 1))
    address = reverse("feed", args=[domain.make_feed(actor=actor_for(account(Role.COORDINATOR)))])
    events = Calendar.from_ical(Client().get(address).content).walk("VEVENT")
    assert [str(event["summary"])[:4] for event in events] == ["Near", "Late", "Late"]


def test_a_calendar_ends_with_its_account(signed_in: SignIn) -> None:
    user = account(Role.COORDINATOR)
    address = reverse("feed", args=[domain.make_feed(actor=actor_for(user))])
    assert Client().get(address).status_code == 200
    people.close_account(actor=makers.actor(Role.ADMINISTRATOR), user=user, reason="Left")
    assert Client().get(address).status_code == 404


@pytest.mark.parametrize(("role", "reads"), [(Role.COORDINATOR, True), (Role.COMMUNICATION_OFFICER, False)])
def test_nothing_confidential_for_who_may_not_read_it(signed_in: SignIn, role: Role, reads: bool) -> None:
    """A draft that the communication officer would publish, were it not confidential, and an agreement's late commitment for measure."""
    client, user = signed_in(role), account(role)
    made = chain.decision(chain.body(), f"Sale of the {SECRET}", published=False)
    Decision.objects.filter(pk=made.pk).update(is_confidential=True)
    address = reverse("feed", args=[domain.make_feed(actor=actor_for(user))])
    seen = [
        SECRET in text_of(client, page)
        for page in (
            "/en/ufficio/",
            "/en/ufficio/scadenze/in-attesa/ufficio/",
            "/en/ufficio/attende/governance-drafts/",
        )
    ]
    assert seen == [reads, reads, reads]
    assert SECRET not in text_of(Client(), address)
    counts = re.findall(r'watch__count">(\d+)', text_of(client, "/en/ufficio/"))
    assert sum(map(int, counts)) == (4 if role is Role.COORDINATOR else 0)
    paper = client.get(f"/en/ufficio/rinvia/governance-drafts/{made.uid}/")
    assert (paper.status_code, SECRET in paper.content.decode()) == ((200, True) if reads else (404, False))


@pytest.mark.parametrize(
    ("role", "reads"),
    [
        (Role.COORDINATOR, True),
        (Role.BOARD_SECRETARY, True),
        (Role.PARTNER_CONTACT, False),
        (Role.FINANCE_OFFICER, False),
    ],
)
def test_what_a_confidential_decision_asks_for_is_told_to_its_readers_alone(
    signed_in: SignIn, role: Role, reads: bool
) -> None:
    """Late, and so on every page and list of the readers; not even on those of the contact whose organisation sees to it.

    In a calendar it has no words, whoever reads.
    """
    owner, board = makers.organisation(), chain.body()
    made = chain.decision(board, "Sale", published=False)
    following.add_follow_up(
        actor=makers.coordinator(),
        decision=made,
        what=f"Sell the {SECRET}",
        owner=owner,
        due_on=date(2026, 3, 1),
    )
    Decision.objects.filter(pk=made.pk).update(is_confidential=True)
    thing = owner if role is Role.PARTNER_CONTACT else None
    client, user = signed_in(role, thing), account(role, thing)
    address = reverse("feed", args=[domain.make_feed(actor=actor_for(user))])
    assert (SECRET in text_of(client, "/en/ufficio/")) is reads
    User.objects.filter(pk=user.pk).update(language="en")
    events = Calendar.from_ical(text_of(Client(), address)).walk("VEVENT")
    told = [str(event["summary"]) for event in events]
    assert told == (["confidential, to be read in the office"] if reads else [])
    assert (SECRET in text_of(client, reverse("office:follow-ups") + "?formato=csv")) is reads
    watched = client.get("/en/ufficio/attende/follow-ups-late/")
    assert (watched.status_code == 200 and SECRET in watched.content.decode()) is reads


def test_a_late_follow_up_that_an_activity_tells_is_brought_up_to_date_there(
    signed_in: SignIn,
) -> None:
    """Who may not bring the activity up to date asks; one whose activity is hidden is not called late."""
    school = makers.organisation("A school")
    activity = chain.activity(title="Open lab", responsible=school)
    draft = chain.activity(title="Draft lab", published=False)
    decision = chain.decision(chain.body(), "Open doors")
    told = {"due_on": date(2026, 3, 1), "owner": school}
    row = rows_of.follow_up(decision, "Run the lab", activity=activity, **told)
    rows_of.follow_up(decision, "Draw the lab", activity=draft, **told)
    rows_of.follow_up(decision, "Ask families", **told)
    update, ask, say = (
        "Update the activity or its milestones", "Ask who works on the activity how far it is", "Say how far it is",
    )  # fmt: skip
    acts = {
        Role.COORDINATOR: {"Run the lab": update, "Draw the lab": update, "Ask families": say},
        Role.BOARD_SECRETARY: {"Run the lab": ask, "Draw the lab": ask, "Ask families": say},
        Role.SCHOOL_CONTACT: {"Run the lab": update, "Ask families": say},
    }
    for role, expected in acts.items():
        thing = school if role is Role.SCHOOL_CONTACT else None
        client, user = signed_in(role, thing), account(role, thing)
        User.objects.filter(pk=user.pk).update(language="en")
        late = agenda.lines(actor_for(user), limit=None, terms=(agenda.Term.LATE,))
        found = {line.label: line for line in late if line.watch.name == "follow-ups-late"}
        with translation.override("en"):
            assert {name: str(line.act) for name, line in found.items()} == expected
        assert expected["Run the lab"] in text_of(client, "/en/ufficio/")
        letter = reminding.compose_digest(user.email, {})
        assert letter is not None
        assert expected["Run the lab"] in letter.parts[0][1]
        if expected["Run the lab"] == update:
            answer = client.get(addresses.act_url(found["Run the lab"]))
            assert answer.url.endswith(f"/{activity.uid}/")  # type: ignore[attr-defined] # a redirect
    assert row.activity == activity


def test_a_body_late_in_meeting_leads_to_the_paper_of_a_meeting_of_it(signed_in: SignIn) -> None:
    board = chain.body("board")
    BodyRules.objects.create(body=board, in_force_from=date(2025, 1, 1), meets_every_months=3)
    client = signed_in(Role.BOARD_SECRETARY)
    page = text_of(client, "/en/ufficio/")
    address = f"{reverse('office:meeting-add')}?body={board.uid}".removeprefix("/it")
    (found,) = re.findall(r'href="([^"]+)">Plan a meeting', page)
    assert found.endswith(address.removeprefix("/en"))
    assert client.get(found).context["form"].initial["body"] == board


def test_the_paper_of_what_is_put_off_says_until_when_and_why_and_takes_it_up(signed_in: SignIn) -> None:
    client, activity = signed_in(Role.COORDINATOR), late()
    address = f"/en/ufficio/rinvia/activities-late/{activity.uid}/"
    assert "Take up again" not in text_of(client, address)
    client.post(address, {"until": "2026-04-01", "reason": "Snow on the roof"})
    page = client.get(address)
    assert page.context["form"].initial == {"until": date(2026, 4, 1), "reason": "Snow on the roof"}
    (button,) = re.findall(r'formaction="([^"]+)"', page.content.decode())
    assert client.post(button, {"until": "2026-04-01", "reason": "Snow on the roof"}).status_code == 302
    assert not Snooze.objects.exists()


def test_members_find_the_papers_that_wait_for_them_and_who_prepares_them_the_meeting(
    signed_in: SignIn,
) -> None:
    board = papers.board()
    held = meetings.meeting(board.body, starts_at=datetime(2026, 3, 1, 9, tzinfo=UTC))
    minutes = paper_desks.draft_minutes(actor=SECRETARY, meeting=papers.closed(held))
    later = meetings.meeting(board.body)
    meeting_desks.convene_meeting(actor=SECRETARY, meeting=later)
    dossier = paper_desks.begin_dossier(actor=SECRETARY, meeting=later, note="")
    member = signed_in(Role.BOARD_MEMBER, board.body)

    def acts(client: Client) -> dict[str, str]:
        found = re.findall(r'acts"><a href="([^"]+)">([^<]+)<', text_of(client, "/en/ufficio/"))
        return {label: url for url, label in found}

    assert not {"Read the minutes", "Read the dossier"} & acts(member).keys()
    paper_desks.propose_minutes(actor=SECRETARY, minutes=minutes)
    paper_desks.send_dossier(actor=SECRETARY, dossier=dossier, link="https://office.example/d/")
    written = Message.objects.filter(kind="minutes-laid")
    assert [f"/{held.uid}/" in str(one.parts) for one in written] == [True] * 3
    told = acts(member)
    assert told["Read the minutes"].endswith(f"/{minutes.uid}/")
    assert told["Read the dossier"].endswith(f"/{dossier.uid}/")
    assert {member.get(told[name]).status_code for name in ("Read the minutes", "Read the dossier")} == {200}
    assert "Prepare it" not in told
    for role in (Role.BOARD_SECRETARY, Role.COORDINATOR):
        user, client = account(role), signed_in(role)
        assert acts(client)["Prepare it"].endswith(f"/{later.uid}/")
        events = calendar.calendar_of(user).walk("VEVENT")
        assert (date(2026, 3, 20), str(later)) in {
            (event["dtstart"].dt, str(event["summary"])) for event in events
        }
    paper_desks.take_back_minutes(actor=SECRETARY, minutes=minutes)
    assert "Read the minutes" not in acts(member)
