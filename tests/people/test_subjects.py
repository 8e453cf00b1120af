"""One person's data over all rooms: handed over whole, erased everywhere, kept only where the law says so and with its ground."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client, override_settings
from tests import makers
from tests.outbox.carrying import KEPT, carry_all, posted

from portici.governance.models import Body, Decision, Delegate, Member
from portici.imports.models import ImportFault, ImportRun, RowDifference
from portici.journal.models import ChangeValue, Entry
from portici.journal.sealing import seal_waiting
from portici.journal.verifying import verify_chain
from portici.kernel import clock
from portici.kernel.actor import Role
from portici.kernel.findings import Invalid, Refused
from portici.kernel.subjects import holders
from portici.needs.models import Need
from portici.organisations import domain as organisations
from portici.outbox.models import Message
from portici.people import domain
from portici.people.models import User
from portici.programme.models import Assignment

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen", "english")]
EMAIL, NAME, PHONE = "zelinda.nicolo@rete.example", "Zelinda Nicolò", "051 000 9911"
ADMINISTRATOR = makers.actor(Role.ADMINISTRATOR)


@pytest.fixture
def media(tmp_path: Path):
    with override_settings(MEDIA_ROOT=tmp_path):
        yield tmp_path


@pytest.fixture
def person(media: Path) -> User:
    """Named in every way that the house knows: account, roles, sign-ins, contact, texts, files, imports, journal."""
    user = domain.open_account(actor=ADMINISTRATOR, email=EMAIL, full_name=NAME, password="una-frase-lunga-4")
    domain.grant_role(
        actor=ADMINISTRATOR, user=user, role=Role.COORDINATOR, reason=f"Act 12, asked by {NAME}"
    )
    _signed_in(user)
    actor = makers.Actor(uid=user.uid, name=NAME, grants=makers.coordinator().grants)
    organisation = makers.organisation("Circolo di prova", source=f"Told by {NAME.upper()} on the telephone")
    organisations.add_contact(
        actor=actor,
        organisation=organisation,
        name=NAME,
        email=EMAIL,
        phone=PHONE,
        function="President",
    )
    organisations.add_seat(
        actor=actor,
        organisation=organisation,
        label=f"At {NAME}'s",
        address="Via di prova 1",
        town="Bologna",
    )
    need = Need(
        area=makers.area(),
        theme="school",
        title=f"What {NAME} asks for",
        source=f"{EMAIL}, {PHONE}",
        recorded_on=clock.today(),
    )
    makers.store(need)
    _brought_in(media)
    for recipient, text in ((EMAIL.title(), "A link was sent"), ("altra@rete.example", f"{NAME} was heard")):
        posted(KEPT, recipient=recipient, text=text)
    carry_all()
    return user


def _signed_in(user: User) -> None:
    session = SessionStore()
    session["_auth_user_id"] = str(user.pk)
    session.create()
    Session.objects.update(expire_date=clock.now() + timedelta(days=14))
    UserSession.objects.create(
        created_at=clock.now(),
        user=user,
        ip="192.0.2.1",
        user_agent=f"Browser of {NAME}",
        session_key=session.session_key,
    )
    Authenticator.objects.create(user=user, type="totp", data={"secret": "-"})
    SocialAccount.objects.create(user=user, provider="ente", uid=f"sub of {EMAIL}", extra_data={})
    EmailAddress.objects.create(user=user, email=EMAIL, verified=True, primary=True)


def _brought_in(media: Path) -> None:
    for name, content in (
        ("a.csv", f"nome\n{NAME}\n".encode()),
        ("b.csv.gz", gzip.compress(f"e\n{EMAIL}\n".encode())),
        ("c.csv", b"nome\n-\n"),
    ):
        run = ImportRun.objects.create(
            importer="organisations", filename=name, sha256="0" * 64, created_at=clock.now()
        )
        folder = media / "imports" / run.uid
        folder.mkdir(parents=True)
        (folder / f"source{name[1:]}").write_bytes(content)
        run.stored_at = f"imports/{run.uid}/source{name[1:]}"
        run.save()
        ImportFault.objects.create(
            run=run,
            line=2,
            severity="error",
            code="x",
            found=NAME,
            accepted={},
            todo={},
            raw={"nome": NAME, "mail": EMAIL},
        )
        RowDifference.objects.create(
            run=run, at=clock.now(), kind="organisation", ref="x", changes={"name": ["", NAME]}
        )


def everything() -> dict[str, str]:
    """Every column of every table of the store as text."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            columns = [one[0] for one in cursor.description or ()]
            for number, row in enumerate(cursor.fetchall()):
                found |= {
                    f"{table}.{name}[{number}]": _plain(value)
                    for name, value in zip(columns, row, strict=True)
                }
    return found


def _plain(value: Any) -> str:
    text = value.decode("utf-8", "replace") if isinstance(value, bytes | memoryview) else str(value)
    try:
        return json.dumps(json.loads(text), ensure_ascii=False)
    except ValueError:
        return text


def traces(media: Path) -> list[str]:
    """Where the person is still found: in the store, in the kept files."""
    marks = [EMAIL, NAME.casefold(), "zelinda", "nicol", PHONE]
    texts = everything() | {str(path): _read(path) for path in media.rglob("*") if path.is_file()}
    return [
        f"{place}: {text[:80]}"
        for place, text in texts.items()
        if any(mark in text.casefold() for mark in marks)
    ]


def _read(path: Path) -> str:
    content = path.read_bytes()
    return (gzip.decompress(content) if path.suffix == ".gz" else content).decode("utf-8", "replace")


def test_the_store_is_full_of_the_person_before(person: User, media: Path) -> None:
    places = {trace.split("[")[0].split(":")[0] for trace in traces(media)}
    wanted = {
        "people_user.email", "people_user.full_name", "people_grant.reason", "organisations_contact.name",
        "organisations_contact.phone", "organisations_organisation.source", "organisations_seat.label", "needs_need.title",
        "needs_need.search_text", "imports_importfault.raw", "imports_rowdifference.changes", "journal_changevalue.after",
        "journal_entry.reason", "usersessions_usersession.user_agent", "socialaccount_socialaccount.uid",
        "outbox_message.recipient", "outbox_message.parts",
    }  # fmt: skip
    assert wanted <= places


def test_nothing_of_the_person_is_found_after_an_erasure(person: User, media: Path) -> None:
    seal_waiting()
    outcomes = domain.erase_subject(actor=ADMINISTRATOR, email=EMAIL, reason="Request 12/2026")
    assert traces(media) == []
    seal_waiting()
    assert [str(fault) for fault in verify_chain().faults] == []  # the chain still holds
    erased = {one.holding.name: one.erased for one in outcomes}
    assert {name for name, count in erased.items() if count} == {
        "accounts",
        "sign-ins",
        "contacts",
        "files",
        "messages",
        "texts",
        "journal",
    }
    assert (erased["accounts"], erased["contacts"], erased["files"], erased["messages"]) == (1, 1, 2, 1)
    kept = {one.holding.name: str(one.why) for one in outcomes if one.kept}
    assert kept.keys() == {"accounts", "journal"}
    assert "GDPR, art. 17.3.b" in kept["accounts"]
    told = Entry.objects.filter(verb="erase-subject").get()
    assert (told.reason, told.counts["contacts"]) == ("Request 12/2026", 1)


def test_nobody_signs_in_and_nothing_else_was_touched(person: User, media: Path) -> None:
    other = makers.organisation("Un altro ente", source="Told by Zelinda Altra")
    session = UserSession.objects.get()
    domain.erase_subject(actor=ADMINISTRATOR, email=EMAIL, reason="Request 12/2026")
    person.refresh_from_db()
    assert (person.is_active, person.has_usable_password(), person.email) == (
        False,
        False,
        f"{person.uid}@erased.invalid",
    )
    assert not SessionStore().exists(session.session_key)
    other.refresh_from_db()
    assert other.source == "Told by Zelinda Altra"
    assert [path.name for path in media.rglob("source*")] == ["source.csv"]
    need = Need.objects.get()
    assert (need.title, need.source) == ("What […] asks for", "[…], […]")


def test_the_search_and_the_exports_do_not_find_the_person(person: User, media: Path) -> None:
    client = Client(headers={"accept-language": "en"})
    asked = ("/en/cerca/?q=zelinda", "/en/territorio/bisogni/?formato=csv", "/en/rete/?formato=csv")
    assert "What Zelinda" in client.get(asked[0]).content.decode()
    domain.erase_subject(actor=ADMINISTRATOR, email=EMAIL, reason="Request 12/2026")
    for page in asked:
        answer = client.get(page)
        text = (b"".join(answer.streaming_content) if answer.streaming else answer.content).decode()
        assert "zelinda nic" not in text.casefold()


def test_what_the_law_keeps_stays_and_says_why(person: User, media: Path) -> None:
    body = makers.store(Body(name="Board", code="board"))
    sits = Member.objects.create(body=body, organisation=makers.organisation(), person_name=NAME)
    sat = Member.objects.create(
        body=body, organisation=makers.organisation(), person_name=NAME, until="2020-01-01"
    )
    may_sit = Delegate.objects.create(member=sits, person_name=NAME, act="Letter")
    might_sit = Delegate.objects.create(member=sat, person_name=NAME, act="Letter", until="2020-01-01")
    act = makers.store(
        Decision(
            body=body,
            year=2026,
            number=1,
            decided_on=clock.today(),
            title="Act",
            text=f"{NAME} is heard",
            address="board-2026-1",
        )
    )
    outcomes = {
        one.holding.name: one
        for one in domain.erase_subject(actor=ADMINISTRATOR, email=EMAIL, reason="Request 12/2026")
    }
    for row in (sits, sat, may_sit, might_sit, act):
        row.refresh_from_db()
    assert [(one.person_name, one.act) for one in (may_sit, might_sit)] == [(NAME, "Letter"), ("", "")]
    assert (outcomes["delegates"].erased, outcomes["delegates"].kept) == (1, 1)
    assert (sits.person_name, sat.person_name, act.text) == (NAME, "", f"{NAME} is heard")
    assert (outcomes["members"].erased, outcomes["members"].kept, outcomes["acts"].kept) == (1, 1, 1)
    assert "decree 33/2013" in str(outcomes["members"].why)
    assert "act is not altered" in str(outcomes["acts"].why)


def test_the_export_has_all_places_as_data_and_as_a_page(
    person: User, media: Path, tmp_path_factory: Any
) -> None:
    path = tmp_path_factory.mktemp("out") / "person.zip"
    call_command("subject", "export", EMAIL, out=path, verbosity=0, stdout=io.StringIO())
    with zipfile.ZipFile(path) as archive:
        data, page = json.loads(archive.read("data.json")), archive.read("page.html").decode()
    assert data["of"] == EMAIL
    assert data["data"].keys() == {
        "accounts",
        "sign-ins",
        "contacts",
        "files",
        "messages",
        "texts",
        "journal",
    }
    assert data["data"]["contacts"][0]["telephone"] == PHONE
    assert data["data"]["accounts"][0]["name"] == NAME
    assert (NAME in page, PHONE in page, "<script" in page) == (True, True, False)
    assert path.stat().st_mode & 0o077 == 0
    with pytest.raises(CommandError, match="not written over"):
        call_command("subject", "export", EMAIL, out=path)


def test_a_page_of_hostile_data_is_only_words(media: Path, tmp_path_factory: Any) -> None:
    user = makers.user("<script>alert(1)</script>")
    path = tmp_path_factory.mktemp("out") / "person.zip"
    call_command("subject", "export", user.email, out=path, verbosity=0, stdout=io.StringIO())
    with zipfile.ZipFile(path) as archive:
        assert b"<script>alert" not in archive.read("page.html")


def test_looking_first_changes_nothing(person: User, media: Path, capsys: Any) -> None:
    before = everything()
    call_command("subject", "erase", EMAIL, dry_run=True)
    assert everything() == before
    assert "contacts" in capsys.readouterr().out


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
def test_only_the_administrator(person: User, role: Role) -> None:
    for desk, said in ((domain.export_subject, {}), (domain.erase_subject, {"reason": "Request 12/2026"})):
        with pytest.raises(Refused):
            desk(actor=makers.actor(role), email=EMAIL, **said)  # type: ignore[operator]
    with pytest.raises(Refused):
        domain.dispose_due(actor=makers.actor(role))


@pytest.mark.parametrize(
    ("email", "reason", "names", "code"),
    [
        (EMAIL, "", (), "subject.reason"),
        (EMAIL, f"Asked by {NAME}", (), "subject.reason"),
        ("nobody", "Request 12/2026", (), "subject.person"),
        (EMAIL, "Request 12/2026", ("Ada",), "subject.person"),
    ],
)
def test_bad_requests_change_nothing(
    person: User, email: str, reason: str, names: tuple[str, ...], code: str
) -> None:
    with pytest.raises(Invalid) as answer:
        domain.erase_subject(actor=ADMINISTRATOR, email=email, reason=reason, names=names)
    assert [finding.code for finding in answer.value.findings] == [code]
    assert User.objects.filter(email=EMAIL, is_active=True).exists()


def test_nobody_erases_the_own_account(person: User) -> None:
    own = makers.Actor(uid=person.uid, name=NAME, grants=ADMINISTRATOR.grants)
    with pytest.raises(Invalid):
        domain.erase_subject(actor=own, email=EMAIL, reason="Request 12/2026")


def test_what_is_past_its_term_goes_and_nothing_else(person: User, media: Path, capsys: Any) -> None:
    organisation = makers.organisation()
    for name, until in (("Gone Long Ago", "2024-01-01"), ("Gone Lately", "2026-01-01")):
        organisations.add_contact(
            actor=makers.coordinator(), organisation=organisation, name=name, until=date.fromisoformat(until)
        )
    with clock.suspended(datetime(2026, 8, 30, 9, 0, tzinfo=UTC)):  # six months after the files came
        call_command("retention")
        assert len(list(media.rglob("source*"))) == 3
        gone = domain.dispose_due(actor=ADMINISTRATOR)
    assert {name: count for name, count in gone.items() if count} == {
        "contacts": 1,
        "files": 3,
        "messages": 2,
        "sign-ins": 2,
    }
    assert list(organisation.contacts.values_list("name", flat=True)) == ["Gone Lately"]
    assert list(media.rglob("source*")) == []
    said = capsys.readouterr().out
    assert "contacts: People to call" in said
    assert "Past it today: 3" in said


def test_assignments_stay_with_the_number_alone(person: User, media: Path) -> None:
    from portici.programme.models import Activity, Project

    project = makers.store(Project(code="BO1.1.1.a", title="Project"))
    activity = makers.store(
        Activity(project=project, title="Activity", responsible=makers.organisation(), state="running")
    )
    Assignment.objects.create(activity=activity, user=person, organisation=makers.organisation())
    domain.erase_subject(actor=ADMINISTRATOR, email=EMAIL, reason="Request 12/2026")
    assert str(Assignment.objects.get().user) == f"{person.uid}@erased.invalid"
    assert traces(media) == []
    assert ChangeValue.objects.filter(after__icontains="Zelinda").count() == 0
    assert media == settings.MEDIA_ROOT


def test_messages_go_after_half_a_year(frozen: Any) -> None:
    old, young = posted(key="old"), posted(key="young")
    Message.objects.filter(pk=old.pk).update(created_at=clock.now() - timedelta(days=181))
    holder = next(one for one in holders() if one.holding.name == "messages")
    assert holder.due(clock.today()) == 1
    assert domain.dispose_due(actor=ADMINISTRATOR)["messages"] == 1
    assert list(Message.objects.all()) == [young]
