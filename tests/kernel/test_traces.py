"""What looks like the trace of a person in a text: found where it is, not where it is not."""

from __future__ import annotations

import pytest

from portici.kernel.traces import Trace, masked, traces


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Chiedete alla signora Bianchi.", [(Trace.NAME, "Bianchi")]),
        ("Lo dice Ada Prova, che abita qui.", [(Trace.NAME, "Ada Prova")]),
        ("Chiamate il 051 2345678 o il +39 333 1234567", [(Trace.PHONE, "051 2345678"), (Trace.PHONE, "+39 333 1234567")]),
        ("Scrivete a ada.prova@posta.example.", [(Trace.EMAIL, "ada.prova@posta.example")]),
        ("rccmnl83s18d969h", [(Trace.FISCAL_CODE, "rccmnl83s18d969h")]),
    ],
)  # fmt: skip
def test_is_found(text: str, expected: list[tuple[Trace, str]]) -> None:
    assert traces(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Dopo la scuola non c'è niente, si sta in strada.",
        "In Via Emilia passa un autobus ogni 30 minuti, in Piazza Grande nessuno.",
        "Nel 2024 gli iscritti erano 1200, nel 2025 erano 1.350,50.",
        "",
    ],
)
def test_is_not_found(text: str) -> None:
    assert traces(text) == []


def test_names_of_the_register_are_no_people() -> None:
    text = "Al Centro Sociale e da Fossolo Due si sta bene."
    assert traces(text) == [(Trace.NAME, "Fossolo Due")]
    assert traces(text, ["Fossolo Due (Savena)"]) == []


def test_what_was_found_is_masked() -> None:
    assert masked("Ada Prova") == "A… P…"
