"""For every address and every role: who gets in, who is turned away, and that nothing withheld shows in any answer.

An address that is added to the site and not said here fails `test_every_address_is_said`.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import Client, override_settings
from tests.conftest import NOW
from tests.fronts import access, world

from portici.journal.models import Entry
from portici.kernel import clock
from portici.kernel.actor import READS_ALL, Role

pytestmark = pytest.mark.slow

EVERY_ROLE = [role.value for role in Role]
READERS = {role.value for role in READS_ALL}
VISITOR, NO_ROLE = "visitor", "no role"
LOOKERS = [VISITOR, NO_ROLE, *EVERY_ROLE]
#: Who visits what lies outside the office too: it asks only whether one is signed in, and shows what is withheld to nobody, as the role that
#: reads and writes everything shows.
LOOKING_OUTSIDE = {VISITOR, NO_ROLE, "coordinator"}
COORDINATOR = {"coordinator"}
SECRETARY = COORDINATOR | {"board_secretary"}
FINANCE = COORDINATOR | {"finance_officer"}
ON_SITE = COORDINATOR | {"area_officer"}
ADMINISTRATOR = {"administrator"}
PUBLISHERS = {"coordinator", "communication_officer"}

#: The office's lists and pages of one's own: for whoever holds a role.
LISTS = set(
    "work search areas borders places indicators needs designations opportunities target-groups activities projects programmes"
    " organisations bodies decisions studies target-proposals journal pick listenings"
    " agreements commitments candidacies pledges meetings agenda-items guidelines follow-ups minutes-list dossiers"
    " deadlines deadline-chain own-reminders".split()
)
#: A record's page: open ones for every role, withheld ones for the technical office.
PAGES = set(
    "listening need-near area-near"
    " area place indicator need designation opportunity target-group activity project programme sheet organisation body decision"
    " history project-sheets project-poster snapshot study edition edition-comparison"
    " target-proposal target-proposal-map edition-chart agreement candidacy pledge meeting agenda-item guideline plan"
    " minutes minutes-paper minutes-text dossier dossier-paper".split()
)
#: Papers, with the roles that may fill them in when the record is not in a scope of their own.
PAPERS: dict[str, set[str]] = {
    **dict.fromkeys(
        "area-edit area-parts place-edit indicator-add indicator-edit designation-add designation-edit designation-end need-edit need-close"
        " need-reopen opportunity-edit target-group-add target-group-edit activity-edit activity-move milestone-add milestone-edit"
        " milestone-reach milestone-remove assign assignment-end project-add project-edit relate unrelate programme-add programme-edit axis-add"
        " axis-edit action-add action-edit organisation-add organisation-edit organisation-merge organisation-code-add"
        " organisation-code-remove organisation-seat-add organisation-seat-edit organisation-seat-remove organisation-contact-add"
        " organisation-contact-edit organisation-contact-remove organisation-membership-add organisation-member-add"
        " organisation-membership-end import-add import-resume import-real"
        " indicator-values-remove counts-remove"
        " listening-edit listening-excerpt-add listening-excerpt-edit listening-excerpt-consent listening-excerpt-withdraw"
        " listening-excerpt-erase listening-excerpt-remove"
        " study-edit study-edition-add edition-edit edition-text edition-sureness"
        " edition-order edition-stop edition-resume edition-weights target-proposal-add"
        " target-proposal-edit target-proposal-designate edition-published"
        " edition-clusters chain-step-add chain-step-remove".split(),
        COORDINATOR,
    ),
    **dict.fromkeys("area-draw place-add need-add listening-add activity-add study-add".split(), ON_SITE),
    **dict.fromkeys("sheet-add sheet-edit snapshot-add snapshot-attach".split(), FINANCE),
    "snapshot-discard": COORDINATOR,
    **dict.fromkeys(
        "body-add body-edit member-add member-edit delegate-add delegate-edit body-rules-add body-rules-edit body-vote"
        " decision-add decision-edit decision-carry-out decision-guidelines decision-tie decision-untie"
        " guideline-add guideline-edit follow-up-add follow-up-edit follow-up-state follow-up-remove"
        " agreement-add agreement-edit agreement-renew agreement-close agreement-party-add agreement-party-edit agreement-party-remove"
        " agreement-commitment-add agreement-commitment-edit agreement-commitment-done agreement-commitment-reopen"
        " agreement-commitment-remove candidacy-edit candidacy-assess candidacy-decide candidacy-adhere candidacy-renounce"
        " pledge-edit pledge-commit pledge-decline pledge-take-back"
        " meeting-add meeting-series-add meeting-edit meeting-convene meeting-announce meeting-cancel meeting-item-add meeting-item-move"
        " meeting-open meeting-close meeting-attendance meeting-attendance-add meeting-attendance-correct meeting-attendance-strike"
        " meeting-item-put meeting-item-propose meeting-reply agenda-item-add agenda-item-edit agenda-item-drop agenda-item-carry agenda-item-open"
        " agenda-item-option-add agenda-item-option-edit agenda-item-option-remove agenda-item-decide"
        " minutes-add minutes-edit minutes-propose minutes-take-back minutes-approve minuted dossier-add dossier-edit dossier-send".split(),
        SECRETARY,
    ),
    **dict.fromkeys(
        "account-add account-close account-reopen account-reset-factor account-end-sessions grant-add grant-revoke".split(),
        ADMINISTRATOR,
    ),
    "meeting-live": SECRETARY | {"auditor"},
    "chain": {"auditor", "administrator"},
    "put-off": PUBLISHERS,
    "take-up": PUBLISHERS,
    **dict.fromkeys(
        "picture-attach document-attach attachment-edit attachment-show attachment-withhold"
        " attachment-detach".split(),
        COORDINATOR | {"communication_officer"},
    ),
    **dict.fromkeys("candidacy-add pledge-add".split(), SECRETARY | {"partner_contact", "school_contact"}),
    "opportunity-add": ON_SITE | {"partner_contact", "school_contact"},
}
#: Only for some roles, whatever the record.
ONLY: dict[str, set[str]] = {
    **dict.fromkeys("imports import import-changes import-corrected".split(), READERS),
    "accounts": {"coordinator", "auditor", "administrator"},
    "processing": {"auditor", "administrator"},
    **dict.fromkeys("messages message".split(), ADMINISTRATOR),
    "account": {"coordinator", "auditor", "administrator"},
}
#: Answer to a POST alone.
POSTED = {
    "publish",
    "withdraw",
    "import-resume",
    "import-real",
    "organisation-code-remove",
    "organisation-seat-remove",
    "organisation-contact-remove",
    "agreement-party-remove",
    "agreement-commitment-remove",
    "minutes-propose",
    "minutes-take-back",
    "dossier-send",
    "meeting-convene",
    "meeting-announce",
    "meeting-item-move",
    "meeting-item-put",
    "meeting-item-propose",
    "agenda-item-option-remove",
    "agenda-item-decide",
    "follow-up-remove",
    "listening-excerpt-withdraw",
    "listening-excerpt-erase",
    "listening-excerpt-remove",
    "take-up",
    "chain-step-remove",
    "own-feed",
    "own-feed-revoke",
}
#: Everybody's own, for who works with the office.
OWN = {"own-reminders", "own-feed", "own-feed-revoke"}
#: Beginnings of addresses, which lead to the page above.
UP = set(
    "up-watches up-suggestions up-publish up-withdraw up-history up-roles up-territory up-programme up-sheets"
    " up-publish-kind up-withdraw-kind up-history-kind up-role up-assignment up-relation organisation-up-code body-up-delegates"
    " meeting-up-replies body-up-plan"
    " organisation-up-membership"
    " up-deadlines up-deadlines-term up-chain-step up-put-offs up-put-off up-take-ups up-take-up"
    " organisation-up-codes organisation-up-seats organisation-up-contacts organisation-up-memberships"
    " organisation-up-members up-editions up-near listening-up-excerpts listening-up-excerpt up-minuted".split()
)
#: Of no language: for machines. Nobody is named for reports of weaknesses, so there is no security.txt.
WELL_KNOWN = {"robots": 200, "security": 404, "feed": 404}
#: The API: everybody is a visitor there. Lists and what is about no record, then what is about one.
API_LISTS = set(
    "index status openapi programmes projects activities layers areas places indicators sources organisations bodies decisions"
    " target-groups target-areas needs opportunities".split()
)
API_RECORDS = set(
    "programme project activity area layer-shapes place indicator observations organisation body decision target-group target-area need"
    " opportunity".split()
)
#: A published decision is not altered, whoever asks, nor is a computed edition; what goes beside a published sheet is for who publishes.
CLOSED = {
    # The open candidacy has been assessed, the withheld one admitted: the steps behind them are closed, and those after the next.
    **dict.fromkeys(
        ((f"candidacy-{step}", held) for step in ("edit", "assess") for held in (False, True)), 403
    ),
    ("candidacy-adhere", False): 403,
    ("candidacy-decide", True): 403,
    ("decision-edit", False): 403,
    # The open minutes are approved, the others laid before the body; the open dossier is sent.
    **dict.fromkeys((("minutes-edit", held) for held in (False, True)), 403),
    **dict.fromkeys((("minutes-approve", False), ("dossier-edit", False)), 403),
    # The minutes of the open meeting are approved, those of the other laid before the body: attendance is corrected before.
    **{
        (f"meeting-attendance{paper}", held): 403
        for paper in ("", "-add", "-correct", "-strike")
        for held in (False, True)
    },
    # Neither item is confidential.
    **{("agenda-item-open", held): 403 for held in (False, True)},
    # Both meetings are convened: neither is open yet.
    **{("meeting-close", held): 403 for held in (False, True)},
    # Both meetings are convened already.
    **{("meeting-convene", held): 403 for held in (False, True)},
    **dict.fromkeys(
        (
            (f"edition-{name}", held)
            for name in ("edit", "text", "sureness", "clusters", "order", "stop", "resume")
            for held in (False, True)
        ),
        403,
    ),
}
CLOSED_TO = {("snapshot-attach", False, "finance_officer"): 403}


def test_every_address_is_said() -> None:
    office = {name.partition(":")[2] for name in access.names() if name.startswith("office:")}
    said = LISTS | PAGES | PAPERS.keys() | ONLY.keys() | POSTED | UP | {"own-account", "watch"}
    assert office == said
    machines = {name.partition(":")[2] for name in access.names() if name.startswith("api:")}
    assert machines == API_LISTS | API_RECORDS
    assert [name for name in access.names() if name.startswith("data:")] == ["data:api"]


def expected(name: str, looker: str, *, withheld: bool) -> int:
    """The status that a visit is answered with."""
    if name.startswith("portal:") or name == "wagtail_serve":
        return _in_portal(name, withheld)
    if name.startswith(("api:", "data:")):
        # The map of a layer is there; what is withheld is not on it.
        return 404 if withheld and name != "api:layer-shapes" else 200
    if name in WELL_KNOWN:
        return WELL_KNOWN[name]
    if ":" not in name:
        return _at_the_door(name, looker)
    if name.startswith("operations:"):
        return 404 if name == "operations:metrics" else 200  # its token is asked for, not a role
    short = name.partition(":")[2]
    return 302 if looker == VISITOR else _in_office(short, looker, withheld)


def _in_office(short: str, looker: str, withheld: bool) -> int:
    if short == "own-account":
        return 200
    if looker == NO_ROLE:
        return 403
    return _in_pages(short, looker, withheld)


def _in_pages(short: str, looker: str, withheld: bool) -> int:
    if short in LISTS:
        return 200
    if short in UP:
        return 302
    if short in ONLY | {"watch": PUBLISHERS}:
        only = ONLY.get(short, PUBLISHERS)
        return 200 if looker in only else (404 if short in {"account", "watch"} else 403)
    if short in PAGES:
        return 200 if not withheld or looker in READERS else 404
    if short in {"publish", "withdraw", "chain-step-remove"} | OWN:
        return 405
    if looker in PAPERS[short]:
        closed = CLOSED | {key[:2]: status for key, status in CLOSED_TO.items() if key[2] == looker}
        return closed.get((short, withheld), 405 if short in POSTED else 200)
    # A sheet's paper, accounts and imports ask the role before they look for the record.
    blind = {
        "sheet-add",
        "snapshot-add",
        "account-close",
        "account-reopen",
        "account-reset-factor",
        "account-end-sessions",
        "grant-add",
        "grant-revoke",
        "import-resume",
        "import-real",
    }
    if short in {
        "put-off",
        "take-up",
    }:  # who may put nothing off is told so; who may, but not this, finds nothing
        return 404 if looker in {"finance_officer", "board_secretary", "area_officer"} else 403
    return 403 if not withheld or looker in READERS or short in blind else 404


def _in_portal(name: str, withheld: bool) -> int:
    if name == "portal:go-to-area" or name.startswith("portal:up-"):
        return 302
    if name == "portal:place-map":  # the place has no position
        return 404
    # The map of a layer is there, and the site's; what is withheld is not on it.
    return 404 if withheld and name not in {"portal:map-data", "portal:sitemap-section"} else 200


#: For whoever is signed in, with or without a role: the own locks.
OWN_LOCKS = {"mfa_index", "mfa_list_webauthn", "usersessions_list"}
#: Asked for again who one is, before a lock is changed; the accounts here have an app and no password.
ASKED_AGAIN = {
    "mfa_activate_totp",
    "mfa_deactivate_totp",
    "mfa_generate_recovery_codes",
    "mfa_add_webauthn",
    "mfa_edit_webauthn",
    "account_reauthenticate",
    "mfa_reauthenticate_webauthn",
}


def _at_the_locks(name: str, looker: str) -> int:
    if looker == VISITOR or name in ASKED_AGAIN | {"mfa_authenticate", "mfa_login_webauthn"}:
        return 302
    if name in OWN_LOCKS or name == "mfa_reauthenticate":
        return 200
    return 404  # keys and codes that the account does not have


def _at_the_door(name: str, looker: str) -> int:
    if name.startswith(("mfa_", "usersessions_")) or name == "account_reauthenticate":
        return _at_the_locks(name, looker)
    if name == "socialaccount_login_error":
        return 401
    if name.startswith("openid_"):  # no provider is set
        return 404
    if name in {"account_login", "account_logout"}:
        return 200 if (looker == VISITOR) == (name == "account_login") else 302
    if name in {"account_change_password", "account_set_password"}:
        # The accounts here have no password yet: changing it leads to setting one.
        return 200 if looker != VISITOR and name == "account_set_password" else 302
    return 200


@pytest.fixture(scope="module")
def media(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("media")


@pytest.fixture(scope="module")
def rows(django_db_setup: None, django_db_blocker: Any, media: Path) -> Iterator[world.World]:
    """Made once for all who look; what one of them leaves behind is taken back after each test."""
    with (
        django_db_blocker.unblock(),
        clock.suspended(NOW),
        override_settings(MEDIA_ROOT=media),
        transaction.atomic(),
    ):
        yield world.build()
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def paths(rows: world.World, django_db_blocker: Any) -> dict[tuple[str, bool], str | None]:
    """Where each address is of what is open, and of what is withheld; the same for all who look."""
    with django_db_blocker.unblock():
        return {
            (name, withheld): access.path_of(name, rows, withheld=withheld)
            for name in access.names()
            for withheld in (False, True)
        }


@pytest.fixture
def built(rows: world.World, db: None, frozen: object, media: Path, settings: Any) -> world.World:
    settings.FILES_PER_MINUTE = settings.SEARCHES_PER_MINUTE = 10**9  # asked for faster than by people
    settings.MEDIA_ROOT = media
    return rows


@pytest.fixture(autouse=True)
def _nothing_kept(settings: Any) -> None:
    """In the place of the one for all tests: the papers are those of the same rows for all who look, kept from one to the next."""
    memory = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": __name__}
    settings.CACHES = settings.CACHES | {"papers": memory}


def browser_of(built: world.World, looker: str) -> Client:
    client = Client()
    if looker != VISITOR:
        client.force_login(built.users[looker], "allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.mark.parametrize("looker", LOOKERS)
def test_who_gets_in_and_nothing_withheld_shows(
    built: world.World, paths: dict[tuple[str, bool], str | None], looker: str
) -> None:
    client = browser_of(built, looker)
    wrong, leaks = [], []
    for name in access.names():
        if name == "account_logout" and looker != VISITOR:
            continue
        if looker not in LOOKING_OUTSIDE and not name.startswith("office:"):
            continue
        for withheld in (False, True):
            path = paths[name, withheld]
            if path is None:
                continue
            for address in _with_exports(name, path):
                response = client.get(address)
                wanted = expected(name, looker, withheld=withheld)
                if response.status_code != wanted:
                    wrong.append((address, response.status_code, wanted))
                text = access.text_of(response)
                public = name.startswith(("portal:", "api:", "data:"))
                if (looker not in READERS or public) and world.SECRET in text.lower():
                    leaks.append(address)
                if public and world.PERSON in text:
                    leaks.append(f"{address}: a person")
    assert str(wrong) == "[]"
    assert leaks == []


def _with_exports(name: str, path: str) -> list[str]:
    """The page, and what can be asked of it besides: its rows as a file, a search for the withheld word."""
    listed = name.partition(":")[2] in LISTS or name in {
        "portal:projects",
        "portal:activities",
        "portal:needs",
        "portal:organisations",
        "portal:decisions",
        "portal:studies",
        "portal:edition-areas",
        "portal:agreements",
        "portal:commitments",
        "portal:meetings",
        "portal:target-proposal-areas",
    }
    if name in {"portal:search", "office:search"}:
        return [path, f"{path}?q={world.SECRET[:-1]}"]
    if name == "api:layer-shapes":
        return [path, f"{path}?indicator=open-indicator&period=2024"]
    if name.startswith("api:") and name.partition(":")[2] in API_LISTS - {"index", "status", "openapi"}:
        return [path, *_searched(name, path)]
    return [path, f"{path}?formato=csv"] if listed else [path]


def _searched(name: str, path: str) -> list[str]:
    """Lists of the API that can be searched, asked for the withheld word."""
    with_words = set(
        "projects activities areas places indicators organisations decisions target-areas needs opportunities".split()
    )
    return [f"{path}?q={world.SECRET[:-1]}"] if name.partition(":")[2] in with_words else []


@pytest.mark.parametrize("looker", LOOKERS)
def test_nobody_writes_by_an_address_that_is_not_theirs(
    built: world.World, paths: dict[tuple[str, bool], str | None], looker: str
) -> None:
    client = browser_of(built, looker)
    before = Entry.objects.count()
    wrong = []
    for name in access.names():
        short = name.partition(":")[2]
        if (
            not name.startswith("office:")
            or looker in PAPERS.get(short, ())
            or short in OWN | {"own-account"}
        ):
            continue
        if short in {"publish", "withdraw"} and looker in {"coordinator", "communication_officer"}:
            continue
        path = paths[name, False]
        assert path is not None
        status = client.post(path, {"reason": "try"}).status_code
        if status not in ({302} if looker == VISITOR else {403, 404, 405}):
            wrong.append((path, status))
    assert wrong == []
    assert Entry.objects.count() == before
