"""Agreements on the portal: the lists, the page of each, and what an organisation's page says of them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from tests import makers
from tests.fronts.portal.rows import assert_figures_add_up, at, marks, queries_of
from tests.organisations.agreements.kit import DAY, agreement, candidacy, commitment, pledge
from tests.publishing import library

from portici.organisations.agreements import domain
from portici.organisations.models import Agreement
from portici.publishing import domain as publishing
from portici.records import domain as records

pytestmark = pytest.mark.django_db


def rows(client: Client, url: str) -> list[str]:
    joined = "&" if "?" in url else "?"
    response: Any = client.get(f"/en{url}{joined}formato=csv")
    return [line.split(";")[0] for line in response.getvalue().decode("utf-8-sig").splitlines()[1:]]


def signed() -> Agreement:
    """With a party of each kind of standing: late, done, still withheld."""
    seen, other = makers.organisation("Seen"), makers.organisation("Other")
    hidden = makers.organisation("Hidden", published=False)
    made = agreement("Pact", parties=(seen, other, hidden), kind="collaboration_pact", text="What was agreed")
    commitment(made, seen, "To teach", due_on=DAY, in_charge="Front desk")
    done = commitment(made, other, "To open the yard", due_on=DAY)
    domain.complete_commitment(
        actor=makers.coordinator(), commitment=done, done_on=DAY, evidence="Register of openings"
    )
    commitment(made, hidden, "Hidden promise", due_on=DAY)
    return made


def test_a_page_says_who_signed_and_how_far_it_is_done(client: Client, frozen: Any) -> None:
    made = signed()
    page = at("agreement", made.uid)
    text = client.get(f"/en{page}").content.decode()
    for said in (
        "Collaboration pact",
        "In force",
        "What was agreed",
        "Register of openings",
        "To teach",
        "Late",
    ):
        assert said in text
    for withheld in ("Hidden", "Front desk"):
        assert withheld not in text
    assert [figure.value for figure in assert_figures_add_up(client, page)] == [2, 2, 1, 1]


def test_lists_are_narrowed_by_state_kind_party_and_words(client: Client, frozen: Any) -> None:
    made = signed()
    party = made.parties.get(organisation__name="Seen").organisation
    agreement("Ended protocol", ends_on=date(2026, 3, 1))
    every, owed = at("agreements"), at("commitments")
    assert rows(client, f"{every}?state=ended") == ["Ended protocol"]
    assert rows(client, f"{every}?kind=collaboration_pact") == ["Pact"]
    assert rows(client, f"{every}?q=protocol") == ["Ended protocol"]
    assert rows(client, f"{every}?organisation={party.uid}") == ["Pact"]
    assert rows(client, f"{owed}?state=late") == ["To teach"]
    assert rows(client, f"{owed}?q=yard") == ["To open the yard"]
    assert rows(client, f"{owed}?agreement={made.uid}") == ["To teach", "To open the yard"]
    assert rows(client, f"{owed}?organisation=none") == []
    assert assert_figures_add_up(client, every)[0].value == 2


def test_what_is_withheld_is_nowhere(client: Client, frozen: Any) -> None:
    seen = makers.organisation("Seen")
    draft = agreement("Draft pact", parties=(seen,), published=False)
    commitment(draft, seen, "Secret promise")
    candidacy(agreement("Open pact"), seen, reason="Secret reason")
    pledge(seen, title="Secret pledge")
    assert client.get(at("agreement", draft.uid)).status_code == 404
    for url in (at("agreements"), at("commitments"), at("organisation", seen.uid), "/cerca/?q=secret"):
        text = client.get(url).content.decode()
        assert "Draft pact" not in text
        assert "Secret" not in text
    assert marks(client, f"{at('organisations')}?agreement={draft.uid}").rows == []


def test_an_organisation_shows_what_it_signed_and_owes(client: Client, frozen: Any) -> None:
    made = signed()
    party = made.parties.get(organisation__name="Seen").organisation
    text = client.get(f"/en{at('organisation', party.uid)}").content.decode()
    for said in ("Agreements that it is party to", "Pact", "To teach"):
        assert said in text
    assert "To open the yard" not in text
    bare = client.get(f"/en{at('organisation', makers.organisation().uid)}").content.decode()
    assert "Agreements that it is party to" not in bare


def test_the_number_of_queries_does_not_grow_with_the_rows(client: Client, frozen: Any) -> None:
    made, one = agreement("Pact"), makers.organisation("One")
    domain.add_party(actor=makers.coordinator(), agreement=made, organisation=one)

    def fill(times: int) -> None:
        for number in range(times):
            other = makers.organisation()
            domain.add_party(actor=makers.coordinator(), agreement=made, organisation=other)
            commitment(made, other, due_on=DAY)
            commitment(agreement(f"Of {number}", parties=(one,)), one)

    pages = (at("agreements"), at("commitments"), at("agreement", made.uid), at("organisation", one.uid))
    fill(2)
    few = [queries_of(client, url) for url in pages]
    fill(7)
    assert [queries_of(client, url) for url in pages] == few
    assert max(few[:3]) <= 15


def test_the_signed_paper_is_among_the_documents_once_it_is_shown(client: Client, frozen: Any) -> None:
    made, paper = agreement(), library.document("Signed paper")
    row = publishing.attach(actor=library.officer(), record=made, thing=paper)
    page, file = at("agreement", made.uid), at("document", paper.uid)
    assert "Signed paper" not in client.get(page).content.decode()
    assert client.get(file).status_code == 404
    publishing.show_attachment(actor=library.officer(), record=made, attachment=row)
    assert "Signed paper" in client.get(page).content.decode()
    answer: Any = client.get(file)
    assert b"".join(answer.streaming_content) == b"%PDF-1.7 example"
    records.withdraw(actor=makers.coordinator(), record=made, reason="Not true")
    assert client.get(file).status_code == 404
