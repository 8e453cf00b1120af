"""`portici deadlines` and `portici remind`."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from tests import chain, makers

from portici.deadlines import domain
from portici.kernel import clock
from portici.people.models import Grant
from portici.people.queries import actor_for

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen", "english")]


def said(command: str, *words: str) -> str:
    out = StringIO()
    call_command(command, *words, stdout=out)
    return out.getvalue()


def officer() -> Any:
    user = makers.user()
    Grant.objects.create(user=user, role="finance_officer", since=date(2026, 1, 1))
    return user


def test_late_and_to_come_by_day() -> None:
    chain.activity(title="Near", starts_on=date(2026, 3, 9))
    chain.activity(title="Late", ends_on=date(2026, 2, 27))
    chain.activity(title="Far", starts_on=date(2026, 4, 9))
    lines = said("deadlines", "--days", "30").splitlines()
    assert [line.split()[0] for line in lines] == ["27/02/2026", "09/03/2026", "2"]
    assert lines[-1] == "2 in all, 1 late."
    rows = json.loads(said("deadlines", "--days", "60", "--json"))
    assert [(row["label"], row["late"], row["day"]) for row in rows] == [
        ("Late", True, "2026-02-27"), ("Near", False, "2026-03-09"), ("Far", False, "2026-04-09"),
    ]  # fmt: skip


def test_of_a_body_and_as_an_account_reads() -> None:
    chain.body("board")
    user = officer()
    chain.activity(title="Late", ends_on=date(2026, 2, 27))
    assert (
        said("deadlines", "--body", "board")
        == said("deadlines", "--for", user.email)
        == "0 in all, 0 late.\n"
    )


@pytest.mark.parametrize(
    "words", [("--days", "-1"), ("--days", "5000"), ("--body", "none"), ("--for", "nobody@rete.example")]
)
def test_what_there_is_not(words: tuple[str, ...]) -> None:
    chain.body("board")
    with pytest.raises(CommandError) as refused:
        call_command("deadlines", *words)
    assert words[1] in str(refused.value) or "0 to 3660" in str(refused.value)


def test_the_round_says_what_it_wrote() -> None:
    domain.choose_weekly(actor=actor_for(officer()), weekly=True)
    assert said("remind") == "1 digests, 0 messages about delays\n"
    assert said("remind") == ""


def test_to_whom_a_delay_was_told() -> None:
    Grant.objects.create(user=makers.user(), role="coordinator", since=date(2026, 1, 1))
    domain.add_step(actor=makers.SYSTEM, watch="", days=0, tell="coordinator")
    chain.activity(title="Late", ends_on=date(2026, 2, 27))
    assert "told to" not in said("deadlines")
    with clock.suspended(datetime(2026, 3, 1, 23, 30, tzinfo=UTC)):  # past midnight in the office
        assert said("remind") == "0 digests, 1 messages about delays\n"
    assert said("deadlines").splitlines()[0].endswith(" – told to: Coordinator (02/03)")
    assert json.loads(said("deadlines", "--json"))[0]["told"] == [{"to": "coordinator", "on": "2026-03-02"}]
