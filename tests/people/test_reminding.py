"""The day's round: digests to who wants them, delays up the chain; each once, and each as its recipient reads."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from tests import chain, following, makers
from tests.makers import SYSTEM, Role
from tests.outbox.carrying import answering, carry_all

from portici.deadlines import agenda, domain
from portici.deadlines.models import Reminders, Round, Told
from portici.governance.models import Decision
from portici.kernel import clock
from portici.kernel.findings import Refused
from portici.outbox.couriers import Receipt, Result
from portici.outbox.models import Message
from portici.people.domain import erase_subject
from portici.people.models import Grant, User
from portici.people.queries import actor_for
from portici.people.reminding import Done, make_round

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen", "english")]
SECRET = "zeppelin"


def account(role: Role, scope: str = "", uid: str = "") -> User:
    user = makers.user(role.value)
    User.objects.filter(pk=user.pk).update(language="en")
    Grant.objects.create(user=user, role=role.value, scope=scope, scope_uid=uid, since=date(2026, 1, 1))
    user.refresh_from_db()
    return user


def letters() -> dict[str, tuple[str, str]]:
    """What leaves when the worker carries all: by recipient, subject and text."""
    with answering(*[Receipt(Result.TAKEN)] * 10) as fake:
        carry_all()
    return {to: (letter.subject, letter.parts[0][1]) for _uid, to, letter in fake.carried}


def hidden_decision() -> Decision:
    made = chain.decision(chain.body(), f"Sale of the {SECRET}", published=False)
    Decision.objects.filter(pk=made.pk).update(is_confidential=True)
    return made


def test_a_digest_a_week_to_who_wants_it(frozen: datetime) -> None:
    coordinator, other = account(Role.COORDINATOR), account(Role.FINANCE_OFFICER)
    domain.choose_weekly(actor=actor_for(coordinator), weekly=True)
    domain.choose_weekly(actor=actor_for(other), weekly=False)
    for number in range(12):
        chain.activity(title=f"Late {number:02}", ends_on=date(2026, 2, 1) + timedelta(days=number))
    chain.activity(title="Near", starts_on=date(2026, 3, 4), ends_on=date(2026, 5, 1))
    assert make_round(actor=SYSTEM) == Done(digests=1)
    assert make_round(actor=SYSTEM) == Done()
    with clock.suspended(frozen + timedelta(days=1)):
        assert make_round(actor=SYSTEM) == Done()
    ((to, (subject, text)),) = letters().items()
    assert (to, subject) == (coordinator.email, "Deadlines: 12 late, 1 this week")
    assert ("Late 09" in text, "Late 10" in text, "and 2 more" in text, "Near" in text) == (
        True,
        False,
        True,
        True,
    )
    with clock.suspended(frozen + timedelta(days=7)):
        assert make_round(actor=SYSTEM) == Done(digests=1)


def test_nothing_due_is_not_written() -> None:
    domain.choose_weekly(actor=actor_for(account(Role.COORDINATOR)), weekly=True)
    assert (make_round(actor=SYSTEM), letters(), Message.objects.count()) == (Done(digests=1), {}, 0)


def test_delays_go_up_the_chain_once_each(frozen: datetime) -> None:
    lead = makers.organisation()
    contact = account(Role.PARTNER_CONTACT, "organisation", lead.uid)
    coordinator = account(Role.COORDINATOR)
    chain.activity(title="Led", ends_on=date(2026, 2, 28), responsible=lead)
    chain.activity(title="Other", ends_on=date(2026, 2, 28))
    for days, tell in ((0, "responsible"), (3, "coordinator")):
        domain.add_step(actor=makers.coordinator(), watch="", days=days, tell=tell)
    assert make_round(actor=SYSTEM) == Done(delays=1)
    found = letters()
    assert list(found) == [contact.email]
    assert found[contact.email][0] == "1 delay to see to"
    assert ("Led" in found[contact.email][1], "Other" in found[contact.email][1]) == (True, False)
    with clock.suspended(frozen + timedelta(days=1)):
        assert make_round(actor=SYSTEM) == Done()
    with clock.suspended(frozen + timedelta(days=2)):
        assert make_round(actor=SYSTEM) == Done(delays=1)
        assert letters()[coordinator.email][0] == "2 delays to see to"
    with clock.suspended(frozen + timedelta(days=9)):
        assert make_round(actor=SYSTEM) == Done()
    assert sorted(Told.objects.values_list("tell", "account")) == [
        ("coordinator", coordinator.uid), ("coordinator", coordinator.uid), ("responsible", contact.uid),
    ]  # fmt: skip


def test_a_chain_of_one_thing_takes_the_place_of_the_common_one() -> None:
    secretary = account(Role.BOARD_SECRETARY)
    account(Role.COORDINATOR)
    chain.activity(title="Late", ends_on=date(2026, 2, 20))
    domain.add_step(actor=makers.coordinator(), watch="", days=0, tell="coordinator")
    domain.add_step(actor=makers.coordinator(), watch="activities-late", days=30, tell="coordinator")
    domain.add_step(actor=makers.coordinator(), watch="", days=0, tell="board_secretary")
    # The secretary has no activities among what concerns the role, and the coordinator hears of them after thirty days.
    assert (make_round(actor=SYSTEM), secretary.is_active) == (Done(), True)


def test_what_was_settled_or_put_off_meanwhile_is_not_told() -> None:
    account(Role.COORDINATOR)
    made = chain.activity(title="Late", ends_on=date(2026, 2, 20))
    domain.add_step(actor=makers.coordinator(), watch="", days=0, tell="coordinator")
    assert make_round(actor=SYSTEM) == Done(delays=1)
    type(made).objects.filter(pk=made.pk).update(ends_on=date(2026, 6, 1))
    assert letters() == {}


def test_only_what_the_recipient_may_read_and_nothing_confidential_in_words(frozen: datetime) -> None:
    """The coordinator reads the confidential decision's late follow-up, but not in a mail; the communication officer nowhere."""
    officer, coordinator = account(Role.COMMUNICATION_OFFICER), account(Role.COORDINATOR)
    for user in (officer, coordinator):
        domain.choose_weekly(actor=actor_for(user), weekly=True)
    domain.add_step(actor=makers.coordinator(), watch="", days=0, tell="coordinator")
    made = following.follow_up(
        hidden_decision(), f"Sell the {SECRET}", owner=makers.organisation(), due_on=date(2026, 2, 20)
    )
    with clock.suspended(frozen - timedelta(days=7)):
        (line,) = (one for one in agenda.lines(makers.coordinator(), limit=None) if one.mark == made.uid)
        domain.put_off(
            actor=makers.coordinator(), line=line, until=date(2026, 3, 2), reason=f"No {SECRET} before"
        )
    chain.activity(title="Late", ends_on=date(2026, 2, 20))
    assert make_round(actor=SYSTEM) == Done(digests=2, delays=1)
    with answering(*[Receipt(Result.TAKEN)] * 3) as fake:
        carry_all()
    found = [(to, letter.parts[0][1]) for _uid, to, letter in fake.carried]
    hidden = "20/02/2026 confidential, to be read in the office: Say how far it is"
    assert [(to, text.count(hidden), SECRET in text) for to, text in found] == [
        (coordinator.email, 1, False)
    ] * 2
    assert sum("  Put off until 02/03/2026\n" in text for _to, text in found) == 1


def test_a_delay_is_told_with_what_was_done_about_it(frozen: datetime) -> None:
    """At half past eleven in the evening of Greenwich the office is in the next day already."""
    secretary, coordinator = account(Role.BOARD_SECRETARY), account(Role.COORDINATOR)
    made = chain.decision(chain.body())
    row = following.follow_up(made, "Buy trees", owner=makers.organisation(), due_on=date(2026, 2, 20))
    domain.add_step(actor=makers.coordinator(), watch="", days=0, tell="board_secretary")
    domain.add_step(actor=makers.coordinator(), watch="", days=9, tell="coordinator")
    with clock.suspended(datetime(2026, 2, 20, 23, 30, tzinfo=UTC)):
        assert make_round(actor=SYSTEM) == Done(delays=1)
        assert letters()[secretary.email][1].count("Told to") == 0
        (line,) = (one for one in agenda.lines(makers.coordinator(), limit=None) if one.mark == row.uid)
        domain.put_off(actor=makers.coordinator(), line=line, until=date(2026, 2, 28), reason="Frost")
    assert make_round(actor=SYSTEM) == Done(delays=1)
    text = letters()[coordinator.email][1]
    assert (
        "Say how far it is\n  Told to: Board secretary (21/02)\n  Put off until 28/02/2026: Frost\n" in text
    )


def test_only_the_house_makes_rounds_and_an_erasure_takes_what_was_told() -> None:
    with pytest.raises(Refused):
        make_round(actor=makers.actor(Role.ADMINISTRATOR))
    user = account(Role.COORDINATOR)
    domain.choose_weekly(actor=actor_for(user), weekly=True)
    chain.activity(title="Late", ends_on=date(2026, 2, 20))
    domain.add_step(actor=makers.coordinator(), watch="", days=0, tell="coordinator")
    make_round(actor=SYSTEM)
    assert (Round.objects.count(), Told.objects.count(), Reminders.objects.count()) == (1, 1, 1)
    erase_subject(actor=SYSTEM, email=user.email, reason="Asked for")
    assert (Told.objects.count(), Reminders.objects.count()) == (0, 0)
