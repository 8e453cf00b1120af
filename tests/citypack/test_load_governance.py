"""Bodies of a pack with their seats, delegates and rules."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from portici.citypack.domain import load_pack
from portici.citypack.faults import Faulty
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
[[seat.delegate]]
person = "Ada Prova"
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
"""


def governed(tmp_path: Path, text: str = GOVERNED) -> Path:
    return packs.write(tmp_path, bodies_toml=text)


def test_a_body_with_its_seats_delegates_and_rules(tmp_path: Path) -> None:
    folder = governed(tmp_path)
    load_pack(actor=makers.SYSTEM, folder=folder)
    body = Body.objects.get(code="table")
    seats = [(one.organisation.name, one.weight, one.presides, one.is_observer) for one in body.members.all()]
    assert (body.kind, body.founding_act, seats) == (
        "table", "Protocollo", [("Comune di Prova", 2, True, False), ("Cooperativa Prova", 1, False, True)],
    )  # fmt: skip
    (delegate,) = Delegate.objects.all()
    assert (delegate.person_name, delegate.manner, delegate.until) == (
        "Ada Prova", "substitute", date(2026, 12, 31),
    )  # fmt: skip
    (rules,) = body.rules.all()
    assert (rules.in_force_from, rules.act, rules.quorum_share, rules.quorum_strict, rules.callers) == (
        date(2026, 1, 1), "Regolamento", "1/2", True, 1,
    )  # fmt: skip
    assert [(row.matter, row.majority, row.base) for row in rules.majorities.all()] == [
        ("ordinary", "simple", "votes"),
        ("plan", "two_thirds", "present"),
    ]
    before = Entry.objects.count()
    load_pack(actor=makers.SYSTEM, folder=folder)
    assert Entry.objects.count() == before
    (folder / "bodies.toml").write_text(GOVERNED.replace("weight = 2", "weight = 3"))
    assert load_pack(actor=makers.SYSTEM, folder=folder).kept == ["seat table/comune/2026-01-01"]
    assert body.members.get(presides=True).weight == 2


@pytest.mark.parametrize(
    ("was", "becomes", "field"),
    [
        ('majority = "simple"', 'majority = "simple"\nbase = "entitled"', "base"),
        ('majority = "simple"', 'majority = "most"', "majority"),
        ('quorum = "1/2"', 'quorum = "half"', "quorum_share"),
        ('organisation = "coop"', 'organisation = "three"', "organisation"),
        ("weight = 2", "weight = 2\nobserver = true", "is_observer"),
    ],
)
def test_bad_seats_and_rules_are_told_with_their_line(
    tmp_path: Path, was: str, becomes: str, field: str
) -> None:
    folder = governed(tmp_path, GOVERNED.replace(was, becomes, 1))
    with pytest.raises(Faulty) as caught:
        load_pack(actor=makers.SYSTEM, folder=folder)
    assert [(one.file, one.finding.field) for one in caught.value.faults] == [("bodies.toml", field)]
    assert not Body.objects.exists()
