"""The door: errors as problems, other sites may read, nobody's session matters, what is held is not sent again."""

from __future__ import annotations

import gzip
import json
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests import chain, makers
from tests.fronts.api.conftest import BASE, Reader

from portici.kernel.actor import Role
from portici.people.models import Grant
from portici.records import domain as records

HOSTILE = "<script>alert(1)</script>"


def problem_of(response: Any) -> Any:
    assert response["Content-Type"] == "application/problem+json"
    assert response["Access-Control-Allow-Origin"] == "*"
    told = response.json()
    assert told["status"] == response.status_code
    assert HOSTILE not in response.text
    return told


def fields(told: Any) -> list[tuple[str, str]]:
    return [(one["field"], one["message"]) for one in told["errors"]]


@pytest.mark.parametrize(
    "path", ["projects/none", "projects/BO9.9.9.z", "organisations/none", "nothing", "nothing/at/all"]
)
def test_what_is_not_there_is_a_problem(reader: Reader, path: str) -> None:
    told = problem_of(reader.ask(path))
    assert (told["status"], told["title"]) == (404, "A questo indirizzo non c’è nulla di pubblicato")


def test_an_address_that_no_text_can_be_is_a_problem(reader: Reader) -> None:
    assert problem_of(reader.ask("projects/%00"))["status"] == 404


@pytest.mark.parametrize(
    ("query", "field", "message"),
    [
        ("page=0", "page", "A number from 1 on."),
        ("page=x", "page", "A whole number."),
        ("page_size=201", "page_size", "A number up to 200."),
        ("livello=altro", "livello", "One of: progetto, sottoprogetto."),
        ("q=" + "x" * 201, "q", "At most 200 characters."),
        ("q=a%00b", "q", "Written as the documentation shows."),
        ("year=99999999999999999999", "year", "A number up to 2200."),
    ],
)
def test_a_bad_parameter_is_named_with_what_is_accepted(
    reader: Reader, query: str, field: str, message: str
) -> None:
    told = problem_of(reader.ask(f"projects?{query}", accept_language="en"))
    assert (told["status"], fields(told)) == (422, [(field, message)])


def test_a_parameter_that_there_is_not_is_refused_and_not_repeated(reader: Reader) -> None:
    told = problem_of(reader.ask(f"status?stato={HOSTILE}", accept_language="en"))
    assert fields(told) == [("stato", "This address takes no parameters.")]
    told = problem_of(reader.ask("projects/BO3.3.1.b?nome=x", accept_language="it;q=0.3, en;q=0.9"))
    assert fields(told) == [("nome", "This address takes no parameters.")]


@pytest.mark.parametrize(
    ("asked", "language"),
    [
        ("", "it"),
        ("en", "en"),
        ("en-GB,it;q=0.5", "en"),
        ("de, en;q=0.5", "en"),
        ("de", "it"),
        ("*", "it"),
        (";;q", "it"),
    ],
)
def test_errors_are_told_in_the_language_asked_for(reader: Reader, asked: str, language: str) -> None:
    response = reader.ask("nothing", accept_language=asked)
    titles = {
        "it": "A questo indirizzo non c’è nulla di pubblicato",
        "en": "There is nothing published at this address",
    }
    assert (response.json()["title"], response["Content-Language"]) == (titles[language], language)


def test_the_language_of_a_cookie_does_not_matter(reader: Reader) -> None:
    reader.client.cookies["django_language"] = "en"
    assert reader.ask("nothing")["Content-Language"] == "it"


@pytest.mark.parametrize("accept", ["text/html", "application/xml", "image/*"])
def test_what_is_not_json_cannot_be_had(reader: Reader, accept: str) -> None:
    assert problem_of(reader.ask("projects", accept=accept))["status"] == 406


@pytest.mark.parametrize(
    "accept", ["*/*", "application/json", "application/*", "text/html, application/json;q=0.5"]
)
def test_json_is_had_by_whoever_takes_it(reader: Reader, accept: str) -> None:
    makers.area()
    paths = ("projects", "layers/quartieri/areas.geojson", "openapi.json")
    assert [reader.ask(path, accept=accept).status_code for path in paths] == [200, 200, 200]


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_is_written_here(reader: Reader, method: str) -> None:
    client = Client(enforce_csrf_checks=True)
    for path in ("projects", "projects/none", "openapi.json"):
        response = getattr(client, method)(f"{BASE}/{path}", data="{}", content_type="application/json")
        assert problem_of(response)["status"] == 405
        assert response["Allow"] == "GET, HEAD, OPTIONS"


def test_any_site_may_read_without_credentials(reader: Reader) -> None:
    response = reader.ask("projects", origin="https://elsewhere.example")
    assert response["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in response
    asked = reader.client.options(f"{BASE}/projects", headers={"origin": "https://elsewhere.example"})
    assert (asked.status_code, asked["Access-Control-Allow-Methods"]) == (204, "GET, HEAD, OPTIONS")


def coordinator() -> Client:
    user = makers.user("Coordinator")
    Grant.objects.create(user=user, role=Role.COORDINATOR.value, since="2026-01-01")
    client = Client()
    client.force_login(user, "allauth.account.auth_backends.AuthenticationBackend")
    return client


def test_who_is_signed_in_reads_the_same_bytes(reader: Reader) -> None:
    one = chain.project("BO3.3.1.b")
    chain.project("BO3.3.1.c", published=False)
    signed_in = coordinator()
    for path in ("", "projects", f"projects/{one.code}", "projects/BO3.3.1.c", "areas", "openapi.json"):
        here, there = reader.ask(path), signed_in.get(f"{BASE}/{path}")
        assert (here.status_code, here.content, here["Vary"]) == (
            there.status_code,
            there.content,
            there["Vary"],
        )
        assert "Cookie" not in there["Vary"]
        assert not there.cookies


def test_what_is_held_is_not_sent_again(reader: Reader) -> None:
    one = chain.project("BO3.3.1.b")
    for path in ("projects", f"projects/{one.code}", "openapi.json"):
        first = reader.ask(path)
        again = reader.ask(path, if_none_match=f'"other", W/{first["ETag"]}')
        assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
        assert reader.ask(path, if_none_match='"other"').status_code == 200
    assert reader.ask("projects/none", if_none_match="*").status_code == 404


def test_a_date_alone_proves_nothing_and_is_answered_in_full(reader: Reader) -> None:
    one = chain.project("BO3.3.1.b")
    first = reader.ask(f"projects/{one.code}")
    assert first["Last-Modified"] == "Mon, 02 Mar 2026 09:00:00 GMT"
    assert reader.ask(f"projects/{one.code}", if_modified_since=first["Last-Modified"]).status_code == 200


def test_the_tag_changes_with_whatever_the_answer_holds(reader: Reader) -> None:
    actor = makers.coordinator()
    partner = makers.organisation("Partner")
    activity = chain.activity(chain.project("BO3.3.1.b"), "Party", partners=[partner])
    draft = chain.activity(chain.project("BO3.3.1.c"), "Concert", published=False)
    seen: list[str] = []

    def changed() -> bool:
        """Whether the list's tag is one that has not been seen, and stays while nothing happens."""
        tags = {reader.ask("activities")["ETag"] for _turn in range(2)}
        fresh = len(tags) == 1 and not tags & set(seen)
        seen.extend(tags)
        return fresh

    assert changed()
    records.amend(actor=actor, record=draft, values={"title": "A concert"})
    assert not changed()
    records.publish(actor=actor, record=draft)
    assert changed()
    records.amend(
        actor=actor, record=activity, version=activity.version, values={"title": "Feast"}, reason=""
    )
    assert changed()
    records.withdraw(actor=actor, record=partner, reason="It asked so")
    assert changed()
    assert len(reader.got("activities")["items"][0]["partners"]) == 0


def test_the_tag_of_a_map_changes_with_its_values(reader: Reader) -> None:
    area, indicator = makers.area(), makers.indicator("over-65")
    value = makers.observe(indicator, area, 1.5)
    path = "layers/quartieri/areas.geojson?indicator=over-65"
    first = reader.ask(path)["ETag"]
    with CaptureQueriesContext(connection) as queries:
        assert reader.ask(path, if_none_match=first).status_code == 304
    assert not [one for one in queries.captured_queries if "territory_geometry" in one["sql"]]
    value.value = 2.5
    value.save()
    tags = {
        reader.ask(asked)["ETag"]
        for asked in (path, f"{path}&geometry=whole", "layers/quartieri/areas.geojson")
    }
    assert len(tags | {first}) == 4


def test_head_is_the_answer_without_its_body(reader: Reader) -> None:
    full = reader.ask("projects")
    head = reader.client.head(f"{BASE}/projects")
    assert (head.status_code, head.content) == (200, b"")
    assert {name: head[name] for name in ("ETag", "Content-Type")} == {
        name: full[name] for name in ("ETag", "Content-Type")
    }


def test_answers_are_compressed_for_whoever_takes_it(reader: Reader) -> None:
    full = reader.ask("openapi.json")
    small = reader.ask("openapi.json", accept_encoding="gzip")
    assert json.loads(gzip.decompress(small.content)) == full.json()
    assert small["ETag"] == f"W/{full['ETag']}"
    assert reader.ask("openapi.json", accept_encoding="gzip", if_none_match=small["ETag"]).status_code == 304


def test_pages_lead_to_one_another_and_miss_nobody(reader: Reader) -> None:
    for number in range(5):
        makers.organisation(f"Organisation {number}")
    told, titles = reader.got("organisations?type=third_sector&page_size=2"), []
    while True:
        titles += [one["title"] for one in told["items"]]
        if told["next"] is None:
            break
        told = reader.client.get(told["next"]).json()
    assert titles == [f"Organisation {number}" for number in range(5)]
    assert (told["total"], told["page"], told["pages"]) == (5, 3, 3)
    assert told["previous"] == f"http://testserver{BASE}/organisations?type=third_sector&page_size=2&page=2"


def test_a_page_beyond_the_last_is_empty_and_leads_back(reader: Reader) -> None:
    told = reader.got("organisations?page=9")
    assert (told["items"], told["total"], told["next"]) == ([], 0, None)
    assert told["previous"] == f"http://testserver{BASE}/organisations?page=1"


def test_the_way_in_and_the_state(reader: Reader) -> None:
    told = reader.got("")
    assert [reader.client.get(url).status_code for url in told["collections"].values()] == [200] * 15
    assert reader.client.get(told["openapi"]).status_code == 200
    assert reader.client.get(told["documentation"]).status_code == 200
    assert reader.got("status") == {"status": 200, "title": "OK"}
