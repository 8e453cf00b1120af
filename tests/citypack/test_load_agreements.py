"""A pack brings agreements with parties and commitments, and candidacies and pledges as far as it says that they have come."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from portici.citypack.domain import load_pack
from portici.citypack.faults import Faulty
from portici.kernel import clock
from portici.organisations.agreements import domain
from portici.organisations.models import Agreement, Candidacy, Commitment, Membership, Party, Pledge
from tests import makers
from tests.citypack import packs

pytestmark = pytest.mark.django_db
MORE = """\
key,name,type,source
comune,Comune di Prova,public_body,Statuto
coop,Cooperativa Prova,third_sector,Statuto
rete,Rete di prova,informal_group,Patto
scuola,Scuola di prova,school,Statuto
"""
AGREEMENTS = """\
[[agreement]]
key = "patto"
kind = "collaboration_pact"
title = "Patto"
signed_on = 2026-01-15
ends_on = 2026-12-31
notice_days = 60
network = "rete"
is_open = true
source = "Testo del patto"
[[agreement.party]]
role = "promoter"
since = 2026-01-15
organisations = ["comune", "coop"]
[[agreement.commitment]]
organisation = "coop"
text = "Aprire il cortile"
due_on = 2026-06-30
[[agreement.commitment]]
organisation = "comune"
text = "Pagare le utenze"
due_on = 2026-03-31
done_on = 2026-03-20
evidence = "Bollette"

[[pledge]]
key = "ore"
organisation = "coop"
agreement = "patto"
kind = "time"
title = "Ore"
quantity = 120
unit = "hours"
offered_on = 2026-02-01
state = "committed"
answer = "Dare 120 ore"
source = "Lettera"
[[pledge]]
key = "denaro"
organisation = "scuola"
kind = "money"
title = "Contributo"
quantity = "2500.10"
unit = "euro"
offered_on = 2026-02-01
source = "Lettera"

[[candidacy]]
key = "scuola"
agreement = "patto"
organisation = "scuola"
reason = "Porta le classi"
proposed_on = 2026-02-01
state = "adhered"
assessment = "In ordine"
outcome = "Ammessa"
adhered_on = 2026-03-02
act = "Atto 3"
source = "Lettera"
"""


@pytest.fixture(autouse=True)
def november() -> Iterator[None]:
    with clock.suspended(datetime(2026, 11, 22, 9, 0, tzinfo=UTC)):
        yield


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return packs.write(tmp_path, organisations_csv=MORE, agreements_toml=AGREEMENTS)


def test_all_of_it_goes_through_the_desks(folder: Path) -> None:
    load_pack(actor=makers.SYSTEM, folder=folder)
    made = Agreement.objects.get()
    assert (made.title, made.is_published, made.notice_from, made.state) == (
        "Patto",
        True,
        date(2026, 11, 1),
        "ending",
    )
    parties = Party.objects.order_by("organisation__name").values_list("organisation__name", "role", "since")
    assert list(parties) == [
        ("Comune di Prova", "promoter", date(2026, 1, 15)),
        ("Cooperativa Prova", "promoter", date(2026, 1, 15)),
        ("Scuola di prova", "adherent", date(2026, 3, 2)),
    ]
    rows = {row.text: (row.state, row.pledge_id is not None) for row in Commitment.objects.all()}
    assert rows == {
        "Aprire il cortile": ("late", False),
        "Pagare le utenze": ("done", False),
        "Dare 120 ore": ("open", True),
    }
    assert dict(Pledge.objects.values_list("title", "state")) == {"Ore": "committed", "Contributo": "offered"}
    assert [(one.state, one.act) for one in Candidacy.objects.all()] == [("adhered", "Atto 3")]
    assert list(Membership.objects.values_list("member__name", "network__name")) == [
        ("Scuola di prova", "Rete di prova")
    ]


def test_again_only_what_the_pack_says_otherwise_and_nobody_has_changed(folder: Path) -> None:
    load_pack(actor=makers.SYSTEM, folder=folder)
    again = load_pack(actor=makers.SYSTEM, folder=folder)
    assert again.total("added", "amended") == 0
    touched = Commitment.objects.get(text="Aprire il cortile")
    domain.amend_commitment(
        actor=makers.coordinator(), commitment=touched, values={"due_on": date(2026, 12, 1)}
    )
    text = AGREEMENTS.replace("2026-06-30", "2026-07-31").replace("2026-03-31", "2026-04-30")
    text = text.replace("Porta le classi", "Porta due classi").replace(
        'title = "Contributo"', 'title = "Somma"'
    )
    (folder / "agreements.toml").write_text(text)
    loaded = load_pack(actor=makers.SYSTEM, folder=folder)
    due = dict(Commitment.objects.values_list("text", "due_on"))
    assert due == {
        "Aprire il cortile": date(2026, 12, 1),
        "Pagare le utenze": date(2026, 4, 30),
        "Dare 120 ore": None,
    }
    assert Pledge.objects.get(state="offered").title == "Somma"
    assert loaded.kept == [
        "agreement patto/coop/Aprire il cortile",
        "candidacy Scuola di prova – Patto: reason",
    ]


@pytest.mark.parametrize(
    ("good", "bad", "code"),
    [
        ('unit = "euro"', 'unit = "hours"', "pledge.unit"),
        ('organisations = ["comune", "coop"]', 'organisations = ["comune"]', "agreement.party"),
        ("done_on = 2026-03-20", "done_on = 2027-03-20", "date.future"),
        ('role = "promoter"', 'role = "boss"', "pack.choice"),
    ],
)
def test_what_a_desk_finds_wrong_is_told_by_line_and_nothing_is_loaded(
    folder: Path, good: str, bad: str, code: str
) -> None:
    (folder / "agreements.toml").write_text(AGREEMENTS.replace(good, bad))
    with pytest.raises(Faulty) as raised:
        load_pack(actor=makers.SYSTEM, folder=folder)
    assert {fault.finding.code for fault in raised.value.faults} == {code}
    assert {fault.file for fault in raised.value.faults} == {"agreements.toml"}
    assert Agreement.objects.count() == 0
