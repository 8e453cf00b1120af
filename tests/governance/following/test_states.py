"""How far decisions are: what follows from activities and what was said stay apart; rows and store say the same."""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import combinations

import pytest
from tests import chain, following, makers
from tests.makers import VISITOR, Role

from portici.governance.following import queries, states
from portici.governance.following.states import DecisionState, KnownFrom, StepState
from portici.governance.models import Decision, FollowUp, SaidState
from portici.kernel.actor import Actor
from portici.programme.models import Activity
from portici.records.links import seen

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]
BEFORE, AFTER = date(2026, 2, 27), date(2026, 3, 30)
#: How a step may come about: silent, spoken of, by an activity that is public or not.
WAYS = ["silent", *(f"said {one}" for one in SaidState), "planned", "running", "suspended", "done", "hidden"]


def _activities() -> dict[str, list[Activity]]:
    """For each way and each of the three days an activity."""
    made = {
        way: [chain.activity(published=way != "hidden", ends_on=day) for day in (BEFORE, AFTER, None)]
        for way in WAYS[5:]
    }
    for way, rows in made.items():
        state = "running" if way == "hidden" else way
        Activity.objects.filter(pk__in=[row.pk for row in rows]).update(state=state)
    return made


def test_rows_and_store_say_the_same_of_every_mixture() -> None:
    """Written straight into the store: a desk for each of these rows would take a minute."""
    board, activities = chain.body(), _activities()
    template = chain.decision(board)
    mixtures = [*((way,) for way in WAYS), *combinations(WAYS, 2)]
    for number, ways in enumerate(mixtures):
        template.pk, template.uid, template.address = None, f"mix{number}", f"mix-{number}"
        template.number = 100 + number
        template.save(force_insert=True)
        for place, way in enumerate(ways):
            activity = activities[way][number % 3] if way in activities else None
            if activity is not None and (number + place) % 2:
                template.activities.add(activity)
                continue
            day = (BEFORE, AFTER, None)[number % 3]
            due_on = None if activity is not None and number % 4 else day
            row = FollowUp.objects.create(decision=template, what=way, due_on=due_on, activity=activity)
            if activity is None and way != "silent":
                row.statements.create(state="stopped", said_at=datetime(2026, 1, 1, tzinfo=UTC))
                row.statements.create(
                    state=way.removeprefix("said "), said_at=datetime(2026, 1, 2, tzinfo=UTC)
                )
    for actor in (makers.coordinator(), VISITOR):
        told = queries.executions(actor, seen(Decision, actor))
        assert {one.state for one in told} == set(DecisionState)
        for state in DecisionState:
            stored = seen(Decision, actor).filter(states.in_decision_state(actor, state))
            assert {one.decision for one in told if one.state is state} == set(stored)
        assert {one.decision for one in told if one.is_late} == set(queries.late_decisions(actor))
        rows = states.with_step_state(actor, FollowUp.objects.all())
        stored_steps = {row.pk: (row.step_state, row.step_due_on) for row in rows}
        steps = [(one.follow_up, one) for told_one in told for one in told_one.steps if one.follow_up]
        assert {row.pk: (one.state, one.due_on) for row, one in steps} == stored_steps
        overdue = set(states.late(actor, FollowUp.objects.all()).values_list("pk", flat=True))
        assert {row.pk for row, one in steps if one.is_late} == overdue


def test_what_follows_and_what_was_said_are_never_mixed() -> None:
    decision, school = chain.decision(chain.body()), makers.organisation("A school")
    activity = chain.activity(responsible=school, ends_on=AFTER)
    Activity.objects.update(state="running")
    spoken = following.follow_up(decision, "Ask the families", owner=school, due_on=BEFORE)
    following.said(spoken, "done", "All of them came")
    following.follow_up(decision, "Open the door", activity=activity)
    secret = following.follow_up(decision, "Buy the chairs")
    following.said(secret, "done")
    FollowUp.objects.filter(pk=secret.pk).update(activity=chain.activity(published=False))
    told = queries.execution_of(VISITOR, decision)
    assert [(step.what, step.origin, step.state, step.is_hidden) for step in told.steps] == [
        ("Ask the families", KnownFrom.SAID, StepState.DONE, False),
        ("Open the door", KnownFrom.DERIVED, StepState.UNDER_WAY, False),
        ("Buy the chairs", KnownFrom.NONE, StepState.UNKNOWN, True),
    ]
    assert [(step.owner, step.due_on, step.is_late) for step in told.steps] == [
        (school, BEFORE, False), (school, AFTER, False), (None, None, False),
    ]  # fmt: skip
    assert (told.derived, told.said, told.unknown) == (1, 1, 1)
    office = queries.execution_of(makers.coordinator(), decision)
    assert [step.origin for step in office.steps] == [KnownFrom.SAID, KnownFrom.DERIVED, KnownFrom.DERIVED]


def test_what_is_hidden_makes_unknown_what_it_could_change() -> None:
    hidden = chain.activity(published=False)
    told = {}
    for state in ("done", "running"):
        shown = chain.activity(published=True)
        Activity.objects.filter(pk=shown.pk).update(state=state)
        told[state] = chain.decision(chain.body(), activities=[shown, hidden])
    found = {state: queries.execution_of(VISITOR, one).state for state, one in told.items()}
    assert found == {"done": DecisionState.UNKNOWN, "running": DecisionState.UNDER_WAY}
    office = queries.execution_of(makers.coordinator(), told["done"])
    assert (office.state, office.conceals) == (DecisionState.UNDER_WAY, False)


def test_done_with_a_milestone_to_reach_is_said_to_be_at_odds() -> None:
    from portici.programme import domain as programme

    activity = chain.activity()
    Activity.objects.update(state="done")
    decision = chain.decision(chain.body(), activities=[activity])
    assert [step.is_at_odds for step in queries.execution_of(VISITOR, decision).steps] == [False]
    programme.add_milestone(
        actor=makers.coordinator(), activity=activity, title="Keys", due_on=date(2026, 1, 1)
    )
    (step,) = queries.execution_of(VISITOR, decision).steps
    assert (step.is_at_odds, step.reached, len(step.milestones)) == (True, 0, 1)


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.FINANCE_OFFICER, Role.BOARD_MEMBER])
def test_the_last_decisions_before_a_day_with_their_steps(role: Role) -> None:
    board, other = chain.body(), chain.body()
    first = chain.decision(board, decided_on=date(2026, 1, 10))
    gone = chain.decision(board, decided_on=date(2026, 1, 20))
    last = chain.decision(board, decided_on=date(2026, 2, 10))
    following.tie(last, gone)
    secret = chain.decision(
        board, published=False, decided_on=date(2026, 1, 5), is_confidential=True, withheld_because="A person"
    )
    chain.decision(other)
    chain.decision(board, decided_on=date(2026, 2, 20))
    following.follow_up(first)
    reader: Actor = makers.actor(role, board)
    told = queries.follow_up_of_last_decisions(reader, board, date(2026, 2, 20))
    expected = [last, first] if role is Role.FINANCE_OFFICER else [last, first, secret]
    assert [one.decision for one in told] == expected
    assert [one.state for one in told[:2]] == [DecisionState.IDLE, DecisionState.UNKNOWN]
    assert queries.follow_up_of_last_decisions(VISITOR, board, date(2026, 2, 20), limit=1) == told[:1]


def test_of_many_activities_the_first_are_steps_and_all_are_counted() -> None:
    decision = chain.decision(chain.body(), published=True)
    template = chain.activity(ends_on=AFTER)
    rows = []
    for number in range(queries.LISTED + 2):
        template.pk, template.uid, template.title = None, f"many{number}", f"Many {number}"
        template.state = "done" if number < queries.LISTED else "running"
        template.ends_on = BEFORE if number == queries.LISTED else AFTER
        template.save(force_insert=True)
        rows.append(template.pk)
    decision.activities.set(rows)
    told = queries.execution_of(VISITOR, decision)
    assert (len(told.steps), told.more, told.derived) == (queries.LISTED, 2, len(rows))
    assert told.by_state == {StepState.UNDER_WAY: 2, StepState.DONE: queries.LISTED}
    assert (told.state, told.is_late, told.late_others) == (DecisionState.UNDER_WAY, True, 1)
    following.follow_up(decision, activity=Activity.objects.get(pk=rows[-1]))
    assert queries.execution_of(VISITOR, decision).more == 1
