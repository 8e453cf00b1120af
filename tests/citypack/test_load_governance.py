"""Bodies of a pack with their seats, delegates and rules."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from portici.citypack.domain import load_pack
from portici.citypack.faults import Faulty
from portici.deadlines.models import Step
from portici.governance.models import Body, Delegate
from portici.journal.models import Entry
from tests import makers
from tests.citypack import packs

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]

GOVERNED = """
[[body]]
code = "table"
kind = "table"
name = "Tavolo"
founding_act = "Protocollo"

[[seat]]
body = "table"
organisation = "comune"
role = "Firmatario"
weight = 2
presides = true
since = 2026-01-01
account = "presides@portici.example"
[[seat.delegate]]
person = "Ada Prova"
account = "ada@portici.example"
manner = "substitute"
act = "Lettera"
until = 2026-12-31

[[seat]]
body = "table"
organisation = "coop"
observer = true

[[rulebook]]
body = "table"
since = 2026-01-01
source = "Regolamento"
quorum = "1/2"
quorum_strict = true
callers = 1
[[rulebook.majority]]
matter = "ordinary"
majority = "simple"
[[rulebook.majority]]
matter = "plan"
majority = "two_thirds"
base = "present"

[[escalation]]
watch = "bodies-late"
days = 3
tell = "board_secretary"
"""
ACCOUNTS = """
[[account]]
email = "presides@portici.example"
full_name = "Pia Prova"
[[account.grant]]
role = "board_member"
body = "table"
[[account]]
email = "ada@portici.example"
full_name = "Ada Prova"
[[account.grant]]
role = "board_member"
body = "table"
[[account]]
email = "elsewhere@portici.example"
full_name = "Elsa Prova"
"""


def governed(tmp_path: Path, text: str = GOVERNED) -> Path:
    return packs.write(tmp_path, bodies_toml=text, accounts_toml=ACCOUNTS)


def test_a_body_with_its_seats_delegates_and_rules(tmp_path: Path) -> None:
    folder = governed(tmp_path)
    load_pack(actor=makers.SYSTEM, folder=folder, demo=True)
    body = Body.objects.get(code="table")
    seats = [(one.organisation.name, one.weight, one.presides, one.is_observer) for one in body.members.all()]
    assert (body.kind, body.founding_act, seats) == (
        "table", "Protocollo", [("Comune di Prova", 2, True, False), ("Cooperativa Prova", 1, False, True)],
    )  # fmt: skip
    (delegate,) = Delegate.objects.all()
    assert (delegate.person_name, delegate.manner, delegate.until) == (
        "Ada Prova", "substitute", date(2026, 12, 31),
    )  # fmt: skip
    accounts = [seat.account and seat.account.email for seat in body.members.all()]
    assert (accounts, delegate.account and delegate.account.email) == (
        ["presides@portici.example", None], "ada@portici.example",
    )  # fmt: skip
    assert [(one.watch, one.days, one.tell) for one in Step.objects.all()] == [
        ("bodies-late", 3, "board_secretary")
    ]
    (rules,) = body.rules.all()
    assert (rules.in_force_from, rules.act, rules.quorum_share, rules.quorum_strict, rules.callers) == (
        date(2026, 1, 1), "Regolamento", "1/2", True, 1,
    )  # fmt: skip
    assert [(row.matter, row.majority, row.base) for row in rules.majorities.all()] == [
        ("ordinary", "simple", "votes"),
        ("plan", "two_thirds", "present"),
    ]
    before = Entry.objects.count()
    load_pack(actor=makers.SYSTEM, folder=folder, demo=True)
    assert Entry.objects.count() == before
    Step.objects.all().delete()
    (folder / "bodies.toml").write_text(
        GOVERNED.replace("weight = 2", "weight = 3").replace("days = 3", "days = 4")
    )
    again = load_pack(actor=makers.SYSTEM, folder=folder, demo=True)
    assert again.kept == ["seat table/comune/2026-01-01", "escalation bodies-late/board_secretary"]
    assert (body.members.get(presides=True).weight, Step.objects.exists()) == (2, False)


@pytest.mark.parametrize(
    ("was", "becomes", "field"),
    [
        ('majority = "simple"', 'majority = "simple"\nbase = "entitled"', "base"),
        ('majority = "simple"', 'majority = "most"', "majority"),
        ('quorum = "1/2"', 'quorum = "half"', "quorum_share"),
        ('organisation = "coop"', 'organisation = "three"', "organisation"),
        ("weight = 2", "weight = 2\nobserver = true", "is_observer"),
        ('"presides@portici.example"', '"nobody@portici.example"', "account"),
        ('"ada@portici.example"', '"nobody@portici.example"', "account"),
        ('"presides@portici.example"', '"elsewhere@portici.example"', "account"),
        ('"ada@portici.example"', '"elsewhere@portici.example"', "account"),
        ('tell = "board_secretary"', 'tell = "everybody"', "tell"),
        ('watch = "bodies-late"', 'watch = "nothing-late"', "watch"),
        ("days = 3", "days = 400", "days"),
    ],
)
def test_bad_seats_and_rules_are_told_with_their_line(
    tmp_path: Path, was: str, becomes: str, field: str
) -> None:
    folder = governed(tmp_path, GOVERNED.replace(was, becomes, 1))
    with pytest.raises(Faulty) as caught:
        load_pack(actor=makers.SYSTEM, folder=folder, demo=True)
    lines = (folder / "bodies.toml").read_text().splitlines()
    assert [(one.file, one.finding.field) for one in caught.value.faults] == [("bodies.toml", field)]
    if field in {"account", "base", "watch", "days"}:
        assert becomes.splitlines()[-1] in lines[caught.value.faults[0].line - 1]
    assert not Body.objects.exists()


def test_without_a_demo_there_are_no_accounts_to_name(tmp_path: Path) -> None:

    folder = governed(tmp_path, GOVERNED.replace('account = "presides@portici.example"', "", 1))
    with pytest.raises(Faulty) as caught:
        load_pack(actor=makers.SYSTEM, folder=folder)
    assert [(one.finding.code, one.finding.found) for one in caught.value.faults] == [
        ("pack.no_account", "ada@portici.example")
    ]


def test_a_step_that_the_office_stated_stays(tmp_path: Path) -> None:
    Step.objects.create(watch="bodies-late", days=3, tell="board_secretary")
    loaded = load_pack(actor=makers.SYSTEM, folder=governed(tmp_path), demo=True)
    assert (dict(loaded.counts["escalation"]), Step.objects.count()) == ({"there already": 1}, 1)
