"""The page of a meeting while it is held: what each sees, what its forms do, when nothing new is answered."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests import makers, meetings, sittings
from tests.conftest import NOW
from tests.meetings import SECRETARY
from tests.sittings import Sitting

from portici.fronts.office.kit.reading import worded
from portici.governance import domain as governance
from portici.governance.models import (
    AgendaItem,
    Attendance,
    Ballot,
    Counters,
    Decision,
    Meeting,
    Minutes,
    Motion,
)
from portici.governance.sitting import domain
from portici.kernel import clock
from portici.kernel.actor import SCOPE_OF, Role
from portici.people.models import Grant, User
from portici.records.models import Record

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen", "english")]
SECRET = "zanzibar"
PART = {"parte": "stato"}


def browser(user: User, role: Role, thing: Record | None = None) -> Client:
    """A browser in which somebody of this role has signed in."""
    scope = SCOPE_OF.get(role, "")
    Grant.objects.create(
        user=user, role=role, scope=scope, scope_uid=thing.uid if thing and scope else "", since="2026-01-01"
    )
    user.language = "en"
    user.save()
    client = Client(headers={"accept-language": "en"})
    client.force_login(user, "allauth.account.auth_backends.AuthenticationBackend")
    return client


def member(sitting: Sitting, name: str) -> Client:
    account = sitting.seats[name].account
    assert account is not None
    return browser(account, Role.BOARD_MEMBER, sitting.body)


def office(role: Role = Role.BOARD_SECRETARY) -> Client:
    return browser(makers.user(), role)


def page(sitting: Sitting) -> str:
    return reverse("office:meeting-live", args=[sitting.meeting.uid])


def part(client: Client, address: str, tag: str = "") -> Any:
    headers = {"hx-request": "true"} | ({"if-none-match": tag} if tag else {})
    return client.get(address, PART, headers=headers)


def do(client: Client, address: str, act: str, **said: Any) -> int:
    return client.post(address, {"fa": act, **said}).status_code


def opened(client: Client, sitting: Sitting, **said: Any) -> int:
    with clock.suspended(sitting.meeting.starts_at):
        return client.post(reverse("office:meeting-open", args=[sitting.meeting.uid]), said).status_code


def closed(client: Client, sitting: Sitting) -> int:
    paper = reverse("office:meeting-close", args=[sitting.meeting.uid])
    return client.post(paper, {"version": client.get(paper).context["version"]}).status_code


def test_the_secretary_holds_a_meeting_from_one_page() -> None:
    sitting = sittings.hold("abc", opened=False, rules={"quorum_share": "2/3"})
    meetings.domain.convene_meeting(actor=SECRETARY, meeting=sitting.meeting)
    client, address = office(), page(sitting)
    a, b, c = (sitting.seats[name].uid for name in "abc")
    item = sitting.item
    assert do(client, address, "entra", presente=a, distanza=a) == 302
    assert "There is no quorum" in client.get(address).content.decode()
    assert (do(client, address, "entra"), do(client, address, "entra", presente=[b, c])) == (403, 302)
    assert "The quorum is there" in client.get(address).content.decode()
    assert opened(client, sitting) == 302
    assert client.post(reverse("office:meeting-open", args=[sitting.meeting.uid])).status_code == 403
    assert do(client, address, "proponi", punto=item.uid, parole="We do it.", proponente=a) == 302
    motion = Motion.objects.get()
    assert do(client, address, "emenda", testo=motion.uid, parole="Soon.") == 302
    amendment = Motion.objects.get(kind="amendment")
    assert do(client, address, "ritira-testo", testo=amendment.uid) == 302
    assert do(client, address, "conflitto", punto=item.uid, posto=c, motivo="Ours") == 302
    assert do(client, address, "apri-voto", testo=motion.uid) == 302
    roll = {f"voto-{a}": "for", f"voto-{b}": "for"}
    assert do(client, address, "appello", testo=motion.uid, turno="1", **roll, **{f"voto-{c}": "for"}) == 403
    assert not Ballot.objects.exists()
    assert do(client, address, "appello", testo=motion.uid, turno="1", **roll) == 302
    assert do(client, address, "chiudi-voto", testo=motion.uid) == 302
    assert "Adopted: 2 in favour, 2 needed." in client.get(address).content.decode()
    phone = member(sitting, "a")
    tag = part(phone, address)["ETag"]
    assert (
        do(client, address, "decisione", testo=motion.uid)
        == do(client, address, "decisione", testo=motion.uid)
        == 302
    )
    assert Decision.objects.get().text == "We do it."
    assert "1/2026</a>" in part(phone, address, tag).content.decode()
    assert do(client, address, "verbale", punto=item.uid, version="9", parole="All agree.") == 409
    assert (
        do(client, address, "verbale", punto=item.uid, version=str(item.version), parole="All agree.") == 302
    )
    assert AgendaItem.objects.get().minuted == "All agree."
    assert do(client, address, "trattato", punto=item.uid) == do(client, address, "esce", posto=a) == 302
    assert closed(client, sitting) == 302
    assert Meeting.objects.get().state == "closed"
    assert part(client, address).status_code == 286
    for act, said in (("niente", {}), ("entra", {"presente": "nobody"}), ("apri-voto", {"testo": "none"})):
        assert do(client, address, act, **said) == 404


def test_a_member_votes_and_sees_the_own_vote_alone() -> None:
    sitting = sittings.hold("ab")
    sitting.come("a", "b")
    address, one, other = page(sitting), member(sitting, "a"), member(sitting, "b")
    assert "has been put forward" in one.get(address).content.decode()
    motion = sitting.put()
    tag = part(one, address)["ETag"]
    said = {"testo": motion.uid, "turno": "1", "posto": sitting.seats["b"].uid, "voto": "against"}
    assert do(one, address, "vota", **said) == 403
    assert do(other, address, "vota", **said) == do(other, address, "vota", **said) == 302
    # Another's ballot changes nothing on this page, and one's own does.
    assert (part(one, address, tag).status_code, Ballot.objects.count()) == (304, 1)
    assert do(one, address, "vota", **said | {"posto": sitting.seats["a"].uid, "voto": "for"}) == 302
    answer = part(one, address, tag)
    assert (answer.status_code, 'aria-pressed="true">In favour' in answer.content.decode()) == (200, True)
    assert do(one, address, "vota", **said | {"voto": "perhaps"}) == 404
    sitting.close(motion)
    late = one.post(address, {"fa": "vota", **said, "posto": sitting.seats["a"].uid})
    assert (late.status_code, "came too late" in late.content.decode()) == (403, True)
    assert "as many votes in favour as against" in part(one, address, tag).content.decode()


def test_the_state_is_asked_for_in_one_query_and_the_same_state_is_not_sent() -> None:
    sitting = sittings.hold("ab")
    sitting.come("a")
    client, address = office(), page(sitting)
    tag = part(client, address)["ETag"]
    with CaptureQueriesContext(connection) as asked:
        again = part(client, address, tag)
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", tag)
    # Session, account, roles, the meeting; and one for the state.
    assert len(asked) <= 6
    sitting.come("b")
    assert part(client, address, tag).status_code == 200
    signed_out = part(Client(), address)
    assert (signed_out.status_code, signed_out["HX-Refresh"]) == (204, "true")


def test_a_secret_ballot_tells_that_one_has_voted_and_no_more() -> None:
    sitting = sittings.hold("ab")
    sitting.come("a", "b")
    motion, address = sitting.put(is_secret=True), page(sitting)
    one, secretary = member(sitting, "a"), office()
    said = {"testo": motion.uid, "turno": "1", "posto": sitting.seats["a"].uid}
    assert do(secretary, address, "vota", **said, voto="for") == 403
    blank = {client: part(client, address).content.decode() for client in (one, secretary)}
    told = []
    for choice in ("against", "for"):
        assert do(one, address, "vota", **said, voto=choice) == 302
        told.append([str(message) for message in one.get(address).context["messages"]])
    assert told == [
        ["Saved."],
        ["The seat has voted already: its first ballot stands, and this one was not counted."],
    ]
    assert (Counters.objects.get().against, Counters.objects.get().in_favour) == (1, 0)
    text = part(one, address).content.decode()
    assert ("a has voted. Nobody knows how" in text, "aria-pressed" in text) == (True, False)
    desk = part(secretary, address).content.decode()
    assert ("a: has voted" in " ".join(desk.split()), "1 of 2 have voted" in desk) == (True, True)
    assert "gainst: " not in desk.replace(blank[secretary], "")


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.AUDITOR, Role.BOARD_MEMBER, Role.FINANCE_OFFICER])
def test_what_is_confidential_is_shown_to_who_may_read_it(role: Role) -> None:
    hidden = {"is_confidential": True, "confidential_because": "Negotiation"}
    sitting = sittings.hold("a", title=f"About {SECRET}", text=SECRET, **hidden)
    sitting.come("a")
    sitting.put(text=SECRET)
    client = browser(makers.user(), role, sitting.body)
    answers = [client.get(page(sitting)), part(client, page(sitting))]
    may = role is not Role.FINANCE_OFFICER
    assert [answer.status_code for answer in answers] == [200 if may else 403] * 2
    assert [SECRET in answer.content.decode() for answer in answers] == [may] * 2


def test_a_seat_without_the_role_of_member_reads_nothing_confidential() -> None:
    hidden = {"is_confidential": True, "confidential_because": "Negotiation"}
    sitting = sittings.hold("a", title=SECRET, **hidden)
    motion = sitting.put(text=SECRET)
    elsewhere = sittings.hold("z")
    client = browser(makers.user(), Role.BOARD_MEMBER, elsewhere.body)
    assert client.get(page(sitting)).status_code in {403, 404}
    # The address of another meeting opens nothing of this one.
    for act, said in (
        ("vota", {"testo": motion.uid, "turno": "1", "posto": elsewhere.seats["z"].uid, "voto": "for"}),
        ("proponi", {"punto": sitting.item.uid, "parole": "T"}),
    ):
        assert do(client, page(elsewhere), act, **said) == 404
    assert domain.close_vote(actor=SECRETARY, motion=motion).outcome == "no_quorum"


def test_an_hour_that_was_written_down_late_is_put_right() -> None:
    sitting = sittings.hold("ab")
    sitting.come("a", "b")
    client, live = office(), page(sitting)
    hours = reverse("office:meeting-attendance", args=[sitting.meeting.uid])
    assert hours in client.get(live).content.decode()
    motion = sitting.put()
    assert (hours in client.get(live).content.decode(), client.get(hours).status_code) == (False, 403)
    sitting.close(motion)
    with clock.suspended(NOW + timedelta(hours=1)):
        assert closed(client, sitting) == 302
        minutes = reverse("office:minutes", args=[Minutes.objects.get().uid])
        for above in (minutes, reverse("office:meeting", args=[sitting.meeting.uid])):
            assert hours in client.get(above).content.decode()
        row = Attendance.objects.get(member=sitting.seats["a"])
        paper = reverse("office:meeting-attendance-correct", args=[sitting.meeting.uid, row.uid])
        assert paper in client.get(hours).content.decode()
        given = client.get(paper)
        assert "Empty for who stayed to the end" in given.content.decode()
        said = {"came_at": "2026-03-02T10:00", "left_at": "2026-03-02T10:40", "reason": "Told late"}
        said["version"] = given.context["version"]
        answer = client.post(paper, said | {"came_at": "2026-03-02T10:20"})
        assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["came_at"])
        assert "A thing to decide”, text 1" in answer.content.decode()
        assert client.post(paper, said | {"version": "1"}).status_code == 409
        answer = client.post(paper, said)
        assert (answer.status_code, answer["Location"]) == (302, hours)
        assert "10:40" in client.get(minutes).content.decode()
    assert member(sitting, "b").get(hours).status_code == 403


def test_who_was_not_written_down_is_and_who_was_not_there_is_struck_out() -> None:
    sitting = sittings.hold("ab")
    sitting.come("a")
    sent = governance.appoint_delegate(actor=SECRETARY, member=sitting.seats["b"], person_name="Rita Prova")
    client, uid = office(), sitting.meeting.uid
    hours = reverse("office:meeting-attendance", args=[uid])
    with clock.suspended(NOW + timedelta(hours=1)):
        assert closed(client, sitting) == 302
        paper = reverse("office:meeting-attendance-add", args=[uid])
        assert paper in client.get(hours).content.decode()
        given = client.get(paper)
        assert "b: Rita Prova (Delegate)" in given.content.decode()
        said = {"came_at": "2026-03-02T10:05", "left_at": "", "reason": "Forgotten", "is_remote": "on"}
        said |= {"version": given.context["version"], "who": f"{sitting.seats['b'].uid}-{sent.uid}"}
        answer = client.post(paper, said | {"who": sitting.seats["b"].uid + "x"})
        assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["who"])
        answer = client.post(paper, said)
        assert (answer.status_code, answer["Location"]) == (302, hours)
        row = Attendance.objects.get(member=sitting.seats["b"])
        assert (row.delegate, row.is_remote) == (sent, True)
        strike = reverse("office:meeting-attendance-strike", args=[uid, row.uid])
        assert strike in client.get(hours).content.decode()
        paper = client.get(strike)
        assert "Rita Prova" in paper.content.decode()
        answer = client.post(strike, {"reason": "Another day", "version": paper.context["version"]})
        assert (answer.status_code, answer["Location"]) == (302, hours)
    assert not Attendance.objects.filter(member=sitting.seats["b"]).exists()


def test_words_that_were_refused_are_given_back_where_they_belong() -> None:
    sitting = sittings.hold("ab")
    address, client = page(sitting), office()
    item, other = sitting.item, meetings.item(sitting.meeting, title="The other thing")

    def refused(act: str, **said: Any) -> tuple[int, str]:
        answer = client.post(address, {"fa": act, **said})
        return answer.status_code, " ".join(answer.content.decode().split())

    # Another secretary wrote on the same item: what is stored stands beside what was typed.
    notes = {"punto": item.uid, "version": str(item.version)}
    assert do(client, address, "verbale", **notes, parole="Theirs, first.") == 302
    status, text = refused("verbale", **notes, parole="Ours, second.")
    stored = text.split('id="verbale-altrui"')[1].split("</div>")[0]
    assert (status, "Theirs, first." in stored, ">Ours, second.</textarea>" in text) == (409, True, True)
    # Another secretary went on to the next item: its form keeps its own words.
    assert do(client, address, "trattato", punto=item.uid) == 302
    status, text = refused("verbale", **notes, parole="Ours, third.")
    apart = text.split('id="non-scritto"')[1].split("</section>")[0]
    wanted = ("“A thing to decide”", "Ours, third.", reverse("office:minuted", args=[item.uid]))
    assert (status, [word in apart for word in wanted], text.count("Ours, third.")) == (409, [True] * 3, 1)
    assert f'name="punto" value="{other.uid}"' in text
    # A motion on an item that is gone is about no other: the item is chosen anew, the rest is as it was.
    seat = sitting.seats["a"].uid
    motion = {"materia": "persons", "proponente": seat, "segreto": "1"}
    for punto, chosen, words, expected in ((item.uid, "", "Secretly.", 403), (other.uid, other.uid, "", 422)):
        status, text = refused("proponi", punto=punto, **motion | {"parole": words})
        form = text.split('data-draft="proponi"')[1].split("</form>")[0]
        marked = [f'value="{one}" selected>' in form for one in (chosen, seat, "persons")]
        assert (status, marked, 'value="1" checked>' in form) == (expected, [True] * 3, True)
        assert f"{words}</textarea>" in form
    # An amendment in its own box; apart when what it amends was put to the vote.
    filed = domain.file_motion(actor=SECRETARY, item=other, text="We do it.")
    said = {"testo": filed.uid, "parole": "Soon.", "proponente": seat}
    status, text = refused("emenda", **said | {"parole": ""})
    form = text.split(f'data-draft="emenda {filed.uid}"')[1].split("</form>")[0]
    assert (status, f'value="{seat}" selected>' in form) == (422, True)
    domain.open_vote(actor=SECRETARY, motion=filed)
    status, text = refused("emenda", **said)
    assert (status, "Soon." in text.split('id="non-scritto"')[1].split("</section>")[0]) == (403, True)


def test_a_text_is_taken_back_from_the_page_by_who_may() -> None:
    sitting = sittings.hold("ab")
    sitting.come("a", "b")
    motion, address = sitting.motion(proposer=sitting.seats["a"]), page(sitting)
    clients = [office(), member(sitting, "a"), member(sitting, "b")]
    button = f'id="fa-ritira-testo-{motion.uid}"'
    assert [button in one.get(address).content.decode() for one in clients] == [True, True, False]
    assert [do(one, address, "ritira-testo", testo=motion.uid) for one in clients[:0:-1]] == [403, 302]
    assert button not in clients[0].get(address).content.decode()


def test_a_member_sees_the_vote_that_was_written_down_for_the_seat_and_no_count() -> None:
    sitting = sittings.hold("ab")
    sitting.come("a", "b")
    motion, address, one = sitting.put(), page(sitting), member(sitting, "a")
    tags = [part(one, address)["ETag"]]
    for name, choice, minutes in (("b", "for", 0), ("a", "for", 1), ("a", "against", 2)):
        with clock.suspended(NOW + timedelta(minutes=minutes)):
            sitting.vote(motion, name, choice, by=SECRETARY)
        answer = part(one, address, tags[-1])
        tags.append(answer["ETag"])
        assert (answer.status_code, "have voted" in answer.content.decode()) == (
            304 if name == "b" else 200,
            False,
        )
    assert 'aria-pressed="true">Against' in answer.content.decode()
    with CaptureQueriesContext(connection) as asked:
        assert part(one, address, tags[-1]).status_code == 304
    assert len(asked) <= 6


def test_what_was_adopted_is_numbered_on_the_page_of_its_item_when_the_meeting_is_over() -> None:
    sitting = sittings.hold("ab")
    sitting.come("a", "b")
    motion = sitting.put(text=SECRET)
    for name in "ab":
        sitting.vote(motion, name, "for")
    sitting.close(motion)
    meetings.domain.close_meeting(actor=SECRETARY, meeting=sitting.meeting)
    client, own = office(), reverse("office:agenda-item", args=[sitting.item.uid])
    desk = reverse("office:agenda-item-decide", args=[sitting.item.uid])
    shown = client.get(own).content.decode()
    assert (SECRET in shown, "Adopted: 2 in favour, 2 needed." in shown, desk in shown) == (True, True, True)
    others = office(Role.COMMUNICATION_OFFICER)
    assert ("Adopted: 2" in others.get(own).content.decode(), others.post(desk).status_code) == (False, 403)
    answer = client.post(desk, {"motion": motion.uid})
    assert (answer.status_code, Decision.objects.get().text) == (302, SECRET)
    shown = client.get(own).content.decode()
    assert ("1/2026</a>" in shown, desk in shown) == (True, False)


def test_a_meeting_that_is_not_on_its_day_or_without_quorum_is_opened_after_a_question() -> None:
    sitting = sittings.hold("ab", opened=False, rules={"quorum_share": "2/3"})
    meetings.domain.convene_meeting(actor=SECRETARY, meeting=sitting.meeting)
    client, paper = office(), reverse("office:meeting-open", args=[sitting.meeting.uid])
    sitting.come("a")
    asked = client.post(paper)
    text = asked.content.decode()
    assert (asked.status_code, Meeting.objects.get().state) == (200, "convened")
    for said in ("planned for 20 March 2026", "Present 1 of 2 entitled", "There is no quorum"):
        assert said in text
    assert f'href="{paper}"' in client.get(page(sitting)).content.decode()
    assert client.post(paper, {"sure": "1"}).status_code == 302
    assert Meeting.objects.get().state == "open"


def test_the_close_says_first_what_is_carried_over_and_what_was_not_decided() -> None:
    sitting = sittings.hold("ab")
    meetings.item(sitting.meeting, "Never reached")
    sitting.come("a", "b")
    motion = sitting.put(text=SECRET)
    for name in "ab":
        sitting.vote(motion, name, "for")
    paper = reverse("office:meeting-close", args=[sitting.meeting.uid])
    client = office()
    assert client.get(paper).status_code == 403
    sitting.close(motion)
    closing = client.get(paper).context["closing"]
    assert [str(one) for one in closing.carried] == ["Never reached"]
    assert (closing.settled, closing.undecided) == ([sitting.item], [motion])
    domain.decide_from(actor=SECRETARY, motion=motion)
    assert client.get(paper).context["closing"].undecided == []
    assert (closed(client, sitting), Meeting.objects.get().state) == (302, "closed")


def test_a_secret_ballot_of_few_is_closed_after_a_question() -> None:
    sitting = sittings.hold("abc")
    sitting.come("a", "b", "c")
    client, address, motion = office(), page(sitting), sitting.put(is_secret=True)
    for name in "ab":
        sitting.vote(motion, name, "for")
    asked = client.post(address, {"fa": "chiudi-voto", "testo": motion.uid})
    text = asked.content.decode()
    assert (asked.status_code, Motion.objects.get().state) == (422, "voting")
    for said in ("of fewer the counts tell who voted what", "Close the vote all the same", "Wait for other"):
        assert said in text
    sitting.vote(motion, "c", "against")
    assert do(client, address, "chiudi-voto", testo=motion.uid) == 302
    again = sitting.put(is_secret=True)
    sitting.vote(again, "a", "for")
    assert do(client, address, "chiudi-voto", testo=again.uid) == 422
    assert do(client, address, "chiudi-voto", testo=again.uid, comunque="1") == 302
    assert sitting.voting == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("1, 2", "text 1, vote 2"),
        ("1, 1: adopted, 3 / 1 / 0", "text 1, vote 1: Adopted, in favour 3, against 1, abstained 0"),
        ("1, 1: Curia, a church, against", "text 1, vote 1: Curia, a church, against"),
        ("2, 1: Curia", "text 2, vote 1: Curia"),
        ("A text of old", "A text of old"),
    ],
)
def test_the_history_tells_votes_in_words(text: str, told: str) -> None:
    assert worded(None, "votes", text, {}) == told


def test_where_confidentiality_is_lifted_the_item_that_goes_on_is_named() -> None:
    sitting = sittings.hold("ab", is_confidential=True, confidential_because="A negotiation")
    meetings.domain.close_meeting(actor=SECRETARY, meeting=sitting.meeting)
    after, client = AgendaItem.objects.get(continues=sitting.item), office()
    paper = reverse("office:agenda-item-open", args=[sitting.item.uid])
    onward = reverse("office:agenda-item", args=[after.uid])
    assert f'href="{onward}"' in client.get(paper).content.decode()
    meetings.domain.lift_confidentiality(actor=SECRETARY, item=after, reason="Signed")
    assert f'href="{onward}"' not in client.get(paper).content.decode()


def test_a_roll_call_leaves_what_a_seat_voted_while_the_form_was_filled() -> None:
    sitting = sittings.hold("abc")
    sitting.come("a", "b", "c")
    motion, address, client = sitting.put(), page(sitting), office()
    a, b, c = (sitting.seats[name].uid for name in "abc")
    hand = 'name="voto-{}" value="{}" checked'

    def form() -> str:
        return client.get(address).content.decode().split('id="appello"')[1].split("</form>")[0]

    def send(known: dict[str, str], marked: dict[str, str]) -> tuple[str, list[str]]:
        said = {f"visto-{seat}": choice for seat, choice in known.items()}
        said |= {f"voto-{seat}": choice for seat, choice in marked.items()}
        answer = client.post(
            address, {"fa": "appello", "testo": motion.uid, "turno": "1"} | said, follow=True
        )
        cast = Ballot.objects.order_by("member__organisation__name").values_list("choice", flat=True)
        return str(next(iter(answer.context["messages"]))), list(cast)

    sitting.vote(motion, "a", "abstain")
    shown = form()
    assert (hand.format(a, "abstain") in shown, shown.count("checked")) == (True, 1)
    assert (f'name="visto-{a}" value="abstain"' in shown, "has voted: abstains" in shown) == (True, True)
    # Meanwhile one votes, and one who had voted votes otherwise.
    sitting.vote(motion, "a", "against")
    sitting.vote(motion, "b", "against")
    said, cast = send({a: "abstain", b: "", c: ""}, {a: "abstain", b: "for", c: "for"})
    assert cast == ["against", "against", "for"]
    assert "left as they voted: a (against); b (against)." in said
    assert (hand.format(b, "against") in form(), hand.format(c, "for") in form()) == (True, True)
    # What was seen may be corrected; what is marked as it was cast is no news.
    assert send({a: "", b: "against", c: "for"}, {a: "against", b: "for", c: "for"}) == (
        "Saved.", ["against", "for", "for"],
    )  # fmt: skip


def test_the_page_stays_with_the_item_whose_vote_was_closed_until_another_is_begun() -> None:
    sitting = sittings.hold("ab")
    sitting.come("a", "b")
    second = meetings.item(sitting.meeting, title="The second thing")
    third = meetings.item(sitting.meeting, title="The third thing")
    address, client, phone = page(sitting), office(), member(sitting, "a")
    asked = f"{address}?punto={second.uid}"
    motion = domain.file_motion(actor=SECRETARY, item=second, text="We do it.")

    def shown(who: Client, where: str = address) -> str:
        return " ".join(who.get(where).content.decode().split())

    assert do(client, asked, "apri-voto", testo=motion.uid) == 302
    # While it is voted every form leads to what is shown to all, and so to its result.
    assert [f'action="{where}"' in shown(client, asked) for where in (address, asked)] == [True, False]
    roll = {f"voto-{sitting.seats[name].uid}": "for" for name in "ab"}
    assert do(client, address, "appello", testo=motion.uid, turno="1", **roll) == 302
    assert do(client, address, "chiudi-voto", testo=motion.uid) == 302
    for who in (client, phone):
        text = shown(who)
        assert ('<h2 id="punto-titolo">The second thing</h2>' in text, "Adopted" in text) == (True, True)
    # What is asked for stays, in every form of it; a member is led to every item, also one that is over.
    forms = shown(client, asked).count(f'action="{asked}"')
    assert (forms > 5, f'action="{address}"' in shown(client, asked)) == (True, False)
    assert do(client, address, "trattato", punto=second.uid) == 302
    text = shown(phone)
    assert '<h2 id="punto-titolo">A thing to decide</h2>' in text
    assert [f'href="{address}?punto={one.uid}#adesso"' in text for one in (second, third)] == [True, True]
    assert "Adopted" in shown(phone, asked)


def test_one_item_is_being_treated_for_everybody() -> None:
    sitting = sittings.hold("ab", opened=False)
    second = meetings.item(sitting.meeting, title="The second thing")
    third = meetings.item(sitting.meeting, title="The third thing")
    meetings.domain.convene_meeting(actor=SECRETARY, meeting=sitting.meeting)
    address, client, phone = page(sitting), office(), member(sitting, "a")

    def treated(who: Client, asked: AgendaItem | None = None) -> list[str]:
        live = who.get(f"{address}?punto={asked.uid}" if asked else address).context["live"]
        return [str(live.treated or ""), live.item.title]

    first = "A thing to decide"
    assert do(client, address, "affronta", punto=second.uid) == 403
    assert treated(client) == ["", first]
    assert "Looking at:" in client.get(address).content.decode()
    sitting.come("a", "b")
    opening = reverse("office:meeting-open", args=[sitting.meeting.uid])
    assert client.post(opening, {"sure": "1"})["Location"] == f"{address}#adesso"
    assert treated(phone) == ["", first]
    # What a seat puts forward begins nothing; what the secretary does there, does.
    said = {"punto": third.uid, "parole": "Soon.", "proponente": sitting.seats["a"].uid}
    assert do(phone, address, "proponi", **said) == 302
    assert treated(phone) == ["", first]
    tag = part(phone, address)["ETag"]
    looked = f"{address}?punto={second.uid}"
    assert 'id="fa-affronta"' in client.get(looked).content.decode()
    assert client.post(looked, {"fa": "affronta", "punto": second.uid})["Location"] == f"{address}#adesso"
    assert part(phone, address, tag).status_code == 200
    assert treated(client) == treated(phone) == ["The second thing"] * 2
    assert treated(phone, third) == ["The second thing", "The third thing"]
    text = " ".join(phone.get(f"{address}?punto={third.uid}").content.decode().split())
    assert (text.count("Being treated: <a id"), text.count("Looking at:")) == (1, 1)
    assert do(phone, address, "affronta", punto=second.uid) == 403
    notes = {"punto": third.uid, "version": str(third.version), "parole": "All agree."}
    assert do(client, address, "verbale", **notes) == 302
    assert treated(phone)[0] == "The third thing"
    assert do(client, address, "proponi", punto=sitting.item.uid, parole="We do it.") == 302
    assert treated(phone)[0] == first
    assert do(client, address, "trattato", punto=sitting.item.uid) == 302
    assert treated(phone)[0] == "The third thing"
    assert closed(client, sitting) == 302
    answer = phone.get(f"{address}?punto={third.uid}")
    assert (answer.context["live"].treated, "Being treated" in answer.content.decode()) == (None, False)


def test_a_declared_conflict_is_seen_by_who_declared_it_whatever_item_is_shown() -> None:
    sitting = sittings.hold("abc")
    sitting.come("a", "b", "c")
    second = meetings.item(sitting.meeting, title="The second thing")
    address, client = page(sitting), office()
    one, other = member(sitting, "a"), member(sitting, "b")
    a = sitting.seats["a"].uid
    button = f'id="fa-ritira-conflitto-{a}-{second.uid}"'

    def shown(who: Client, where: str = address) -> str:
        return " ".join(who.get(where).content.decode().split())

    assert do(one, address, "conflitto", punto=second.uid, posto=a, motivo="Ours") == 302
    told = [
        ("a, on “The second thing”: Ours" in text, button in text)
        for text in map(shown, (one, client, other))
    ]
    assert told == [(True, True), (True, True), (False, False)]
    count = "Recused on this item for a conflict of interest: 1."
    looked = f"{address}?punto={second.uid}"
    assert [count in shown(other, where) for where in (address, looked)] == [False, True]
    with CaptureQueriesContext(connection) as few:
        shown(client)
    for item in [sitting.item, *(meetings.item(sitting.meeting, title=f"Thing {turn}") for turn in range(3))]:
        assert do(client, address, "conflitto", punto=item.uid, posto=a, motivo="Ours") == 302
    with CaptureQueriesContext(connection) as many:
        shown(client)
    assert len(many) <= len(few)
    # Put to the vote, it stays; before, it is taken back from wherever one is.
    domain.open_vote(actor=SECRETARY, motion=sitting.motion())
    text = shown(one)
    assert ("a, on “A thing to decide”: Ours" in text, f"{a}-{sitting.item.uid}" in text) == (True, False)
    assert do(one, address, "ritira-conflitto", punto=second.uid, posto=a) == 302
    assert button not in shown(one)


def test_who_chairs_is_shown_and_said_and_decides_a_tie() -> None:
    sitting = sittings.hold(
        {"a": {"presides": True}, "b": {}, "o": {"is_observer": True}}, rules={"ties": "chair"}
    )
    sitting.come("a", "b")
    address, client = page(sitting), office()
    b = sitting.seats["b"].uid

    def shown() -> str:
        return client.get(address).content.decode().split('id="presidenza"')[1].split("</section>")[0]

    assert ("a chairs the meeting." in shown(), "decides a tie" in shown()) == (True, True)
    assert sitting.seats["o"].uid not in shown()
    observer = client.post(address, {"fa": "presiede", "posto": sitting.seats["o"].uid})
    assert (observer.status_code, "A seat with a vote." in observer.content.decode()) == (422, True)
    assert do(member(sitting, "b"), address, "presiede", posto=b) == 403
    assert client.post(address, {"fa": "presiede", "posto": b})["Location"] == f"{address}#presidenza"
    assert ("b chairs the meeting." in shown(), f'value="{b}" selected' in shown()) == (True, True)
    motion = sitting.put()
    assert ("<select" in shown(), do(client, address, "presiede", posto="")) == (False, 403)
    sitting.vote(motion, "a", "against")
    sitting.vote(motion, "b", "for")
    assert sitting.close(motion).outcome == "adopted"
    assert do(client, address, "presiede", posto="") == 302
    assert "a chairs the meeting." in shown()
