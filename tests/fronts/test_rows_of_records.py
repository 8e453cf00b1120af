"""What belongs to a record is addressed below it, by a reference of its own: a row of another record is not there, nor is one
named by its place in the store."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from tests import chain, makers
from tests.fronts import access, world

from portici.governance.models import Member, Minutes, MinutesState
from portici.journal.models import Entry
from portici.organisations.models import Membership
from portici.programme.models import ProjectRelation

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]


#: How the addresses of buttons end, which answer to a POST alone.
POSTED = (
    "code-remove",
    "seat-remove",
    "contact-remove",
    "excerpt-erase",
    "excerpt-remove",
    "excerpt-withdraw",
    "party-remove",
    "commitment-remove",
    "follow-up-remove",
    "option-remove",
)


@pytest.fixture
def built() -> world.World:
    made = world.build()
    Minutes.objects.update(state=MinutesState.DRAFT)  # hours are corrected as long as they are
    return made


@pytest.fixture
def browser(built: world.World) -> Client:
    client = Client()
    client.force_login(built.users["coordinator"], "allauth.account.auth_backends.AuthenticationBackend")
    return client


def of_another(name: str, built: world.World) -> Any:
    """A row of the same kind that no open record has a part in."""
    if name == "office:unrelate":
        source, target = chain.project(), chain.project()
        return ProjectRelation.objects.create(source=source, type="supports", target=target)
    if name == "office:organisation-membership-end":
        return Membership.objects.create(member=makers.organisation(), network=makers.organisation())
    if name == "office:meeting-reply":
        return Member.objects.create(body=chain.body(), organisation=makers.organisation())
    return access.row_of(name, access.owner_of(name, built.withheld))


def answers(client: Client, name: str, owner: Any, row: str) -> list[int]:
    """What a look and an attempt to write are answered with."""
    path = access.path_of_row(name, owner, row)
    return [client.get(path).status_code, client.post(path, {"reason": "try"}).status_code]


def test_only_the_records_own_rows_are_there(built: world.World, browser: Client) -> None:
    strangers = {name: of_another(name, built) for name in access.names_of_rows()}
    told = Entry.objects.count()
    for name, stranger in strangers.items():
        owner = access.owner_of(name, built.open)
        own = access.row_of(name, owner)
        assert answers(browser, name, owner, stranger.uid) == [404, 404], name
        assert answers(browser, name, owner, str(own.pk)) == [404, 404], name
    assert Entry.objects.count() == told
    for name in strangers:
        path = access.path_of(name, built, withheld=False)
        assert browser.get(path).status_code == (405 if name.endswith(POSTED) else 200), name


def test_a_row_keeps_its_reference(built: world.World) -> None:
    rows = [access.row_of(name, access.owner_of(name, built.open)) for name in access.names_of_rows()]
    before = [row.uid for row in rows]
    for row in rows:
        row.save()
        row.refresh_from_db()
    assert [row.uid for row in rows] == before
    assert {len(uid) for uid in before} == {12}
