"""The office's screens for agreements: from the draft to the last commitment, the candidacies and the pledges beside it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from tests import makers
from tests.fronts.portal.rows import queries_of
from tests.organisations.agreements.kit import DAY, admitted, agreement, candidacy, commitment, pledge

from portici.fronts.office.agreements import agreements
from portici.kernel.actor import Role
from portici.organisations.models import Agreement, Candidacy, Commitment, Party, Pledge
from portici.records.picking import label_of

pytestmark = pytest.mark.django_db
LIST = "/en/ufficio/rete/accordi/"


def page(record: Any) -> str:
    below = {"candidacy": "candidature/", "pledge": "disponibilita/"}.get(record.KIND, "")
    return f"{LIST}{below}{record.uid}/"


def rows(client: Client, url: str) -> list[str]:
    joined = "&" if "?" in url else "?"
    response: Any = client.get(f"{url}{joined}formato=csv")
    return [line.split(";")[0] for line in response.getvalue().decode("utf-8-sig").splitlines()[1:]]


def send(client: Client, url: str, record: Any, **values: object) -> int:
    record.refresh_from_db()
    return client.post(url, {"version": record.version, **values}).status_code


def test_an_agreement_with_party_and_commitment_by_its_papers(coordinator: Client) -> None:
    one = makers.organisation("One")
    paper = {
        "kind": "protocol",
        "title": "Protocol",
        "notice_days": 90,
        "language": "it",
        "ends_on": "2026-12-31",
    }
    assert coordinator.post(f"{LIST}nuovo/", paper).status_code == 302
    made = Agreement.objects.get()
    assert send(coordinator, f"{page(made)}parti/", made, organisation=label_of(one), role="promoter") == 302
    party = Party.objects.get()
    assert send(coordinator, f"{page(made)}parti/{party.uid}/", made, role="lead", since="2026-02-02") == 302
    values = {"party": party.pk, "text": "To teach", "due_on": "2026-02-02"}
    assert send(coordinator, f"{page(made)}impegni/", made, **values) == 302
    row = Commitment.objects.get()
    below = f"{page(made)}impegni/{row.uid}/"
    assert send(coordinator, below, made, text="To teach", due_on="2026-02-20") == 302
    assert send(coordinator, f"{below}fatto/", made, done_on="2026-02-19", evidence="") == 422
    assert send(coordinator, f"{below}fatto/", made, done_on="2026-02-19", evidence="Register") == 302
    text = coordinator.get(page(made)).content.decode()
    for said in ("To teach", "Register", "Lead body", "Done"):
        assert said in text
    assert send(coordinator, f"{below}riapri/", made, reason="The register is empty") == 302
    assert send(coordinator, f"{below}togli/", made) == 302
    assert send(coordinator, f"{page(made)}parti/{party.uid}/togli/", made) == 302
    assert (Commitment.objects.count(), Party.objects.count()) == (0, 0)


def test_renewed_then_closed(coordinator: Client) -> None:
    made = agreement(ends_on=date(2026, 5, 31))
    assert send(coordinator, f"{page(made)}rinnova/", made, ends_on="2026-05-01", reason="Act") == 422
    assert send(coordinator, f"{page(made)}rinnova/", made, ends_on="2027-05-31", reason="Act") == 302
    assert (
        coordinator.post(
            f"{page(made)}chiudi/", {"version": 1, "closed_on": "2026-03-01", "reason": "Act"}
        ).status_code
        == 409
    )
    assert send(coordinator, f"{page(made)}chiudi/", made, closed_on="2026-03-01", reason="Act") == 302
    assert "Closed" in coordinator.get(page(made)).content.decode()
    assert coordinator.get(f"{page(made)}modifica/").status_code == 403


def test_the_list_of_commitments_says_whose_are_late(coordinator: Client) -> None:
    one, two = makers.organisation("One"), makers.organisation("Two")
    made = agreement("Pact", parties=(one, two))
    commitment(made, one, "Late of one", due_on=DAY)
    commitment(made, two, "Late of two", due_on=date(2026, 1, 5))
    commitment(made, two, "Not yet", due_on=date(2026, 9, 1))
    url = f"{LIST}impegni/"
    assert rows(coordinator, f"{url}?state=late") == ["Late of two", "Late of one"]
    assert rows(coordinator, f"{url}?organisation={two.uid}") == ["Late of two", "Not yet"]
    assert rows(coordinator, f"{url}?agreement={made.uid}&until=2026-02-02") == ["Late of two", "Late of one"]
    assert rows(coordinator, f"{url}?q=pact+not") == ["Not yet"]
    assert rows(coordinator, f"{url}?sort=-organisation") == ["Late of two", "Not yet", "Late of one"]
    assert "Late of one" in coordinator.get("/en/ufficio/").content.decode()


def test_a_contact_ticks_off_the_own_commitment_only(signed_in: Callable[..., Client]) -> None:
    own, other = makers.organisation("Own"), makers.organisation("Other")
    made = agreement(parties=(own, other))
    mine, theirs = commitment(made, own, "Mine", due_on=DAY), commitment(made, other, "Theirs", due_on=DAY)
    client = signed_in(Role.PARTNER_CONTACT, own)
    done = {"done_on": "2026-02-02", "evidence": "Register"}
    assert send(client, f"{page(made)}impegni/{theirs.uid}/fatto/", made, **done) == 403
    assert send(client, f"{page(made)}impegni/{mine.uid}/fatto/", made, **done) == 302
    assert send(client, f"{page(made)}impegni/{mine.uid}/", made, text="Other") == 403
    assert list(Commitment.objects.exclude(done_on=None)) == [mine]
    assert "Mine" not in client.get("/en/ufficio/").content.decode()


def test_a_candidacy_step_by_step(coordinator: Client) -> None:
    founded, new = makers.organisation("Network"), makers.organisation("New")
    made = agreement(network=founded)
    paper = {
        "agreement": label_of(made), "organisation": label_of(new), "proposed_on": "2026-02-02",
        "reason": "To help", "language": "it",
    }  # fmt: skip
    assert coordinator.post(f"{LIST}candidature/nuova/", paper).status_code == 302
    assert coordinator.post(f"{LIST}candidature/nuova/", paper).status_code == 422
    asked = Candidacy.objects.get()
    here = page(asked)
    assert coordinator.get(f"{here}adesione/").status_code == 403
    assert send(coordinator, f"{here}valuta/", asked, assessment="Sound") == 302
    decision = {"admitted": "yes", "decided_on": "2026-02-20", "outcome": "Welcome"}
    assert send(coordinator, f"{here}decidi/", asked, **decision) == 302
    assert send(coordinator, f"{here}adesione/", asked, adhered_on="2026-03-01", act="Act 7") == 302
    assert coordinator.get(f"{here}rinuncia/").status_code == 403
    assert [party.organisation for party in made.parties.all()] == [new]
    text = coordinator.get(here).content.decode()
    assert "Adhered" in text
    assert "Draft" not in text
    assert rows(coordinator, f"{LIST}candidature/?state=adhered") == ["Pact"]


def test_a_pledge_made_a_commitment_from_its_page(coordinator: Client) -> None:
    one = makers.organisation("One")
    made = agreement(parties=(one,))
    paper = {
        "organisation": label_of(one), "agreement": label_of(made), "kind": "money", "title": "For books",
        "quantity": "2.500,00", "unit": "euro", "offered_on": "2026-02-02", "language": "it",
    }  # fmt: skip
    assert coordinator.post(f"{LIST}disponibilita/nuova/", paper | {"unit": "hours"}).status_code == 422
    assert coordinator.post(f"{LIST}disponibilita/nuova/", paper).status_code == 302
    offered = Pledge.objects.get()
    assert offered.quantity == 2500
    assert "2,500.00 euro" in coordinator.get(page(offered)).content.decode()
    values = {"agreement": label_of(made), "text": "To pay for books", "due_on": "2026-06-30"}
    assert send(coordinator, f"{page(offered)}impegno/", offered, **values) == 302
    assert send(coordinator, f"{page(offered)}impegno/", offered, **values) == 403
    assert [row.text for row in Commitment.objects.all()] == ["To pay for books"]
    assert "To pay for books" in coordinator.get(page(offered)).content.decode()


def test_a_pledge_declined_or_taken_back(coordinator: Client, signed_in: Callable[..., Client]) -> None:
    own = makers.organisation("Own")
    first, second = pledge(own), pledge(own, title="Others")
    assert send(coordinator, f"{page(first)}declina/", first, answer="No pupils") == 302
    client = signed_in(Role.PARTNER_CONTACT, own)
    assert client.get(f"{page(second)}declina/").status_code == 403
    assert send(client, f"{page(second)}ritira/", second, answer="Not now") == 302
    assert rows(coordinator, f"{LIST}disponibilita/?state=taken_back") == ["Others"]


def test_an_organisation_shows_what_it_signed_owes_asks_and_pledges(coordinator: Client) -> None:
    one = makers.organisation("One")
    commitment(agreement("Signed", parties=(one,)), one, "To teach")
    candidacy(agreement("Asked"), one)
    pledge(one, title="Lessons")
    text = coordinator.get(f"/en/ufficio/rete/{one.uid}/").content.decode()
    for said in ("Signed", "To teach", "Asked", "Lessons"):
        assert said in text


def test_the_number_of_queries_does_not_grow_with_the_rows(coordinator: Client) -> None:
    one = makers.organisation("One")
    made = agreement(parties=(one,))

    def fill(times: int) -> None:
        for _number in range(times):
            other = makers.organisation()
            admitted(made, other)
            pledge(one, agreement=made)
            commitment(made, one, due_on=DAY)
            agreement(parties=(one,))

    names = ("", "impegni/", "candidature/", "disponibilita/", f"{made.uid}/")
    pages = [*(f"{LIST}{name}" for name in names), f"/en/ufficio/rete/{one.uid}/", "/en/ufficio/"]
    fill(2)
    few = [queries_of(coordinator, url) for url in pages]
    fill(7)
    assert [queries_of(coordinator, url) for url in pages] == few


def test_commitments_come_a_page_at_a_time_and_a_contact_reports_the_own(
    signed_in: Callable[..., Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    """However many organisations commit, the store is asked as often; what is beyond the first page can be reported too."""
    school, others = makers.organisation("School"), [makers.organisation(f"Other {n}") for n in range(5)]
    one = agreement(parties=(school, *others))
    first = commitment(one, school, "Lend the hall")
    client = signed_in(Role.SCHOOL_CONTACT, school)
    before = queries_of(client, page(one))
    for other in others:
        commitment(one, other, "Clean up")
    assert queries_of(client, page(one)) == before
    text = client.get(page(one)).content.decode()
    assert [f"{row.uid}/fatto/" in text for row in Commitment.objects.order_by("pk")] == [True, *[False] * 5]
    monkeypatch.setattr(agreements, "PAGE", 4)
    pages = [client.get(f"{page(one)}?commitments={number}").content.decode() for number in (1, 2)]
    assert [text.count("Clean up") + text.count("Lend the hall") > 0 for text in pages] == [True, True]
    assert [f"{first.uid}/fatto/" in text for text in pages].count(True) == 1


def test_parties_come_a_page_at_a_time_beside_the_commitments(
    coordinator: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each of the two lists has its own pages, and turning those of one leaves the other where it is."""
    names = [f"Party {number}" for number in range(1, 6)]
    parties = [makers.organisation(name) for name in names]
    one = agreement(parties=parties)
    for number in range(1, 6):
        commitment(one, parties[0], f"Deed {number}")
    monkeypatch.setattr(agreements, "PAGE", 2)

    def shown(query: str) -> tuple[list[str], list[str], str]:
        text = coordinator.get(f"{page(one)}{query}").content.decode()
        listed = [name for name in names if f'<span class="visually-hidden">: {name}</span>' in text]
        deeds = [f"Deed {number}" for number in range(1, 6) if f">Deed {number}<" in text]
        return listed, deeds, text

    assert shown("")[:2] == (names[:2], ["Deed 1", "Deed 2"])
    listed, deeds, text = shown("?commitments=2&parties=3")
    assert (listed, deeds) == (names[4:], ["Deed 3", "Deed 4"])
    assert 'href="?commitments=2&amp;parties=2#parties-title"' in text
    assert 'href="?commitments=3&amp;parties=3#commitments-title"' in text


def test_of_many_parties_who_commits_is_typed(coordinator: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    few, party, stranger = (makers.organisation(name) for name in ("Few", "Party", "Stranger"))
    one = agreement(parties=(few, party))
    assert "<select" in coordinator.get(f"{page(one)}impegni/").content.decode().split("desk-form")[1]
    monkeypatch.setattr("portici.records.forms.MOST_OFFERED", 1)
    paper = coordinator.get(f"{page(one)}impegni/").content.decode()
    assert "/suggerimenti/organisation/" in paper
    sent = {"party": label_of(party), "text": "To teach"}
    assert send(coordinator, f"{page(one)}impegni/", one, **sent) == 302
    assert Commitment.objects.get().organisation == party
    sent = {"party": label_of(stranger), "text": "To teach"}
    one.refresh_from_db()
    refused = coordinator.post(f"{page(one)}impegni/", {"version": one.version, **sent})
    assert refused.status_code == 422
    said = refused.content.decode()
    assert 'id="id_party_error"' in said
    assert "Stranger" in said.partition('id="id_party_error"')[2][:200]
