"""Old decisions from a spreadsheet: taken once, faults told row by row, follow-ups placed on activities or kept as said."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from tests import chain, makers
from tests.makers import VISITOR

from portici.governance.following import queries
from portici.governance.following.states import DecisionState, KnownFrom
from portici.governance.models import Decision, DecisionTie, FollowUp, Statement
from portici.records.links import seen

pytestmark = pytest.mark.django_db
Bring = Callable[..., Any]
HEAD = "Organo;Numero;Data;Oggetto;Testo;Tipo;Pubblicata;Motivo;Seguito;Responsabile;Scadenza;Stato;Note;Codice progetto;Attività;Revoca\n"


def counts(run: Any) -> tuple[int, ...]:
    return (run.added, run.changed, run.unchanged, run.refused, run.warned)


def faults(run: Any) -> list[tuple[int, str, str, str]]:
    rows = run.faults.order_by("line", "pk")
    return [(one.line, one.field, one.code.rpartition(".")[2], one.found) for one in rows]


def test_an_italian_register_is_taken_once(bring: Bring) -> None:
    board, school = chain.body("board", name="Cabina di regia"), makers.organisation("Scuola Aperta")
    project = chain.project("BO3.3.1.c")
    activity = chain.activity(project, "Compiti insieme")
    text = (
        f"{HEAD}"
        "Cabina di regia;2;10/02/2020;Aprire le scuole;Si apre.;indirizzo;sì;;Aprire il sabato;scuola aperta;31/12/2020;avviata;3 scuole;;;1/2019\n"
        "BOARD;1;13/01/2019;Chiudere le scuole;Si chiude.;;no;Cita una persona;;;;;;;;\n"
        "board;2;10/02/2020;Aprire le scuole;Si apre.;indirizzo;sì;;Compiti;;;attuata;;bo 3.3.1.c;;\n"
    )
    trial = bring(text, dry_run=True)
    assert (counts(trial), Decision.objects.count()) == ((2, 0, 0, 0, 1), 0)
    run = bring(text)
    assert (counts(run), faults(run)) == ((2, 0, 0, 0, 1), [(4, "Stato", "follows", "attuata")])
    first, second = Decision.objects.order_by("decided_on")
    assert (first.address, first.publication, first.withheld_because, first.body) == (
        "board-2019-1", "draft", "Cita una persona", board,
    )  # fmt: skip
    assert (second.address, second.publication, second.kind, second.text) == (
        "board-2020-2", "published", "direction", "Si apre.",
    )  # fmt: skip
    told = queries.execution_of(VISITOR, second)
    assert [(one.what, one.origin, one.owner, one.activity) for one in told.steps] == [
        ("Aprire il sabato", KnownFrom.SAID, school, None), ("Compiti", KnownFrom.DERIVED, None, activity),
    ]  # fmt: skip
    assert (told.state, Statement.objects.get().text) == (DecisionState.UNDER_WAY, "3 scuole")
    assert list(second.activities.all()) == [activity]
    assert [(tie.later, tie.earlier, tie.kind) for tie in DecisionTie.objects.all()] == [
        (second, first, "revokes")
    ]
    assert list(seen(Decision, VISITOR).matching("aprire")) == [second]
    assert counts(bring(text)) == (0, 0, 3, 0, 1)
    later = bring("Organo;Numero;Data;Oggetto;Seguito\nboard;1;13/01/2019;Chiudere le scuole;Avvisare\n")
    assert (counts(later), FollowUp.objects.count(), Statement.objects.count()) == ((0, 1, 0, 0, 1), 3, 1)


def test_english_columns_in_a_workbook_with_one_body_for_all(bring: Bring, tmp_path: Path) -> None:
    chain.body("table", name="Table of schools")
    book = Workbook()
    book.active.append(
        ["Number", "Date", "Subject", "Kind", "Owner", "Due date", "Status", "As of", "Supersedes"]
    )
    book.active.append([1, date(2021, 3, 31), "Open the gyms", "approval", None, None, None, None, None])
    book.active.append(
        ["2/2022", None, "Open them all", None, None, date(2022, 6, 1), "done", date(2022, 5, 1), "1/2021"]
    )
    path = tmp_path / "register.xlsx"
    book.save(path)
    run = bring(path, body="Table of schools")
    assert (counts(run), [fault[:3] for fault in faults(run)]) == (
        (2, 0, 0, 0, 2),
        [(2, "text", "text"), (3, "Date", "year_alone"), (3, "text", "text")],
    )
    assert list(Decision.objects.order_by("year").values_list("address", "decided_on", "text")) == [
        ("table-2021-1", date(2021, 3, 31), "Open the gyms"), ("table-2022-2", date(2022, 1, 1), "Open them all"),
    ]  # fmt: skip
    said = Statement.objects.get()
    assert (said.state, said.said_at.date(), said.follow_up.due_on) == (
        "done",
        date(2022, 5, 1),
        date(2022, 6, 1),
    )
    assert DecisionTie.objects.get().kind == "supersedes"
    assert counts(bring(path, body="table")) == (0, 0, 2, 0, 2)


def test_each_bad_row_says_what_was_found_and_what_is_accepted(bring: Bring) -> None:
    board = chain.body("board", name="Cabina di regia")
    secret = chain.decision(
        board, "Zanzibar", number=9, decided_on=date(2020, 1, 1), published=False,
        is_confidential=True, withheld_because="A person",
    )  # fmt: skip
    makers.organisation("Scuola Aperta")
    chain.project("BO3.3.1.c")
    rows = [
        "Cabina di regla;1;1/2/2020;A;T;;;;;;;;;;;",
        "board;zero;1/2/2020;B;T;;;;;;;;;;;",
        "board;2;31/02/2020;C;T;;;;;;;;;;;",
        "board;3;1/2/2027;D;T;;;;;;;;;;;",
        "board;4/2019;1/2/2020;E;T;;;;;;;;;;;",
        "board;5;1/2/2020;;T;;;;;;;;;;;",
        "board;6;1/2/2020;F;T;boh;;;;Scuola Apperta;31/6/2020;quasi;;BO3.3.1.d;;",
        "board;7;1/2/2020;G;T;;;;;;;;;;;77/2019",
        "board;8;1/2/2020;H;T;;;;;;;;;;;",
        "board;8;1/2/2020;H again;T;;;;;;;;;;;",
        "board;9;1/2/2020;Another;T;;;;;;;;;;;",
        "board;10;1/2/2020;I;;;sì;;;;;;;;;",
        "board;11;1/2/2020;J;T;;;;;;;;;;;7/2020",
    ]
    run = bring(HEAD + "\n".join(rows) + "\n")
    assert faults(run) == [
        (2, "Organo", "unknown", "Cabina di regla"),
        (3, "Numero", "number", "zero"),
        (4, "Data", "day", "31/02/2020"),
        (5, "Data", "future", "1/2/2027"),
        (6, "year", "year", "2019"),
        (7, "Oggetto", "missing", ""),
        (8, "Tipo", "word", "boh"),
        (8, "Scadenza", "day", "31/6/2020"),
        (8, "Codice progetto", "unknown", "BO3.3.1.d"),
        (8, "Responsabile", "unknown", "Scuola Apperta"),
        (8, "Stato", "word", "quasi"),
        (9, "Revoca", "earlier", "77/2019"),
        (11, "Numero", "twice", "8/2020"),
        (12, "Numero", "taken", "9/2020"),
        (13, "Testo", "public", ""),
        (14, "Revoca", "earlier", "7/2020"),
    ]
    assert (counts(run), Decision.objects.exclude(pk=secret.pk).get().address) == (
        (1, 0, 0, 12, 0),
        "board-2020-8",
    )
    accepted = {one.found: one.accepted["params"] for one in run.faults.all()}
    assert accepted["Cabina di regla"] == {"names": "Cabina di regia"}
    assert accepted["Scuola Apperta"] == {"names": "Scuola Aperta"}
    assert accepted["9/2020"] == {"address": "board-2020-9"}
    assert "zanzibar" not in str(list(run.faults.values())).lower()


def test_a_register_cannot_take_the_force_of_a_decision_twice(bring: Bring) -> None:
    chain.body("board")
    text = (
        "organo;numero;data;oggetto;testo;revoca;sostituisce\nboard;1;1/2/2019;A;T;;\nboard;2;1/3/2019;B;T;1/2019;\n"
        "board;3;1/4/2019;C;T;;1/2019\nboard;4;1/1/2019;D;T;1/2019;\n"
    )
    assert faults(bring(text)) == [(4, "sostituisce", "gone", "1/2019"), (5, "revoca", "order", "1/2019")]
    assert Decision.objects.count() == 2
