"""Every address of the site with what fills it, and how it answers to each role."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from functools import cache
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse
from django.utils import translation
from pypdf import PdfReader
from tests.fronts.world import DAY, World

from portici.governance.models import Delegate
from portici.publishing.models import Attachment
from portici.records.models import Record

#: The editors' rooms have hundreds of addresses and one door (see test_editors_door).
EDITORS = "redazione/"


@cache
def names() -> tuple[str, ...]:
    """The names of all addresses, room by room; one that is added shows up here by itself."""
    return tuple(sorted(set(_walk(get_resolver().url_patterns))))


def _walk(patterns: Any, space: str = "") -> Iterator[str]:
    for pattern in patterns:
        if str(pattern.pattern).startswith(EDITORS):
            continue
        if isinstance(pattern, URLPattern):
            if pattern.name:
                yield f"{space}{pattern.name}"
        else:
            yield from _walk(pattern.url_patterns, f"{pattern.namespace}:" if pattern.namespace else space)


def path_of(name: str, world: World, *, withheld: bool) -> str | None:
    """The address of a record, open or withheld; None when the address is about no record and `withheld` is asked for."""
    if name == "wagtail_serve":
        return str(world.extra["withheld news" if withheld else "news"].url)
    arguments = _arguments(name, world, withheld)
    if arguments is None:
        return None
    if not arguments and withheld:
        return None
    with translation.override("it"):
        return reverse(name, kwargs=arguments)


KINDS = (
    "area",
    "place",
    "indicator",
    "organisation",
    "designation",
    "need",
    "listening",
    "opportunity",
    "programme",
    "project",
    "sheet",
    "activity",
    "body",
    "decision",
    "meeting",
    "agenda-item",
    "minutes",
    "board-dossier",
    "study",
    "edition",
    "target-proposal",
    "agreement",
    "candidacy",
    "pledge",
    "guideline",
)


def _arguments(name: str, world: World, withheld: bool) -> dict[str, Any] | None:
    kept = world.withheld if withheld else world.open
    special = _special(name, world, kept)
    if special is not None:
        return special
    pattern = _pattern(name)
    if "<slug:uid>" in pattern:
        owner = owner_of(name, kept)
        arguments: dict[str, Any] = {"uid": owner.uid}
        if "<slug:row>" in pattern:
            row = None if leads_up(name) else row_of(name, owner)
            arguments["row"] = getattr(row, "uid", "none")
        return arguments
    return {} if "<" not in pattern else None


def names_of_rows() -> list[str]:
    """The addresses of what belongs to a record."""
    return [name for name in names() if "<slug:row>" in _pattern(name) and not leads_up(name)]


def leads_up(name: str) -> bool:
    """Whether the address is the beginning of others, which looks for no row."""
    return "up-" in name.replace("follow-up-", "")


def owner_of(name: str, kept: dict[str, Record]) -> Record:
    """The record whose page, paper or row the address is of."""
    short = name.partition(":")[2]
    of_two_words = ("target-group", "target-proposal", "agenda-item")
    base = next((kind for kind in of_two_words if short.startswith(kind)), short.split("-")[0])
    owner = {
        "milestone": "activity", "assign": "activity", "assignment": "activity", "relate": "project", "unrelate": "project",
        "sheet": "project" if short == "sheet-add" else "sheet",
        "snapshot": "project" if short == "snapshot-add" else "sheet",
        "up": "activity" if short == "up-assignment" else "project",
        "axis": "programme", "action": "programme", "member": "body", "delegate": "body", "seats": "organisation",
        "attachment": "project", "follow": "decision", "minuted": "agenda-item", "dossier": "board-dossier",
    }.get(base, base)  # fmt: skip
    return kept[owner]


def _special(name: str, world: World, kept: Any) -> dict[str, Any] | None:
    area, indicator = kept["area"], kept["indicator"]
    on_area = {"layer": area.layer.code, "code": area.code}
    on_project = {"kind": "project", "uid": kept["project"].uid}
    row = on_project | {"row": world.extra["withheld row" if kept is world.withheld else "row"].uid}
    return {
        **dict.fromkeys(("office:picture-attach", "office:document-attach"), on_project),
        **dict.fromkeys(
            (
                "office:attachment-edit",
                "office:attachment-show",
                "office:attachment-withhold",
                "office:attachment-detach",
            ),
            row,
        ),
        "office:project-poster": {"uid": kept["project"].uid, "sheet": "manifesto"},
        "portal:poster": {"code": kept["project"].code, "sheet": "targa"},
        "portal:picture": {
            "uid": world.extra["withheld row" if kept is world.withheld else "row"].picture.uid,
            "width": 320,
            "form": "webp",
        },
        "portal:document": {
            "uid": world.extra["withheld document" if kept is world.withheld else "document"].uid
        },
        "portal:sitemap-section": {"section": "project"},
        "portal:project": {"code": kept["project"].code},
        "portal:sheet-compare": {"code": kept["project"].code},
        "portal:sheet-version": {"code": kept["project"].code, "date": DAY},
        "portal:snapshot": {"code": kept["project"].code, "date": DAY},
        "portal:area": on_area,
        "portal:area-map": on_area,
        "portal:area-money": on_area,
        "portal:area-near": on_area,
        "portal:map-data": {"layer": area.layer.code},
        "portal:indicator": {"code": indicator.code},
        "portal:figure": {
            "code": indicator.code,
            "layer": area.layer.code,
            "area_code": area.code,
            "period": "2024",
        },
        "portal:up-versions": {"code": kept["project"].code},
        "portal:up-layer": {"layer": area.layer.code},
        "portal:up-indicator-layer": {"code": indicator.code, "layer": area.layer.code},
        "portal:up-indicator-area": {
            "code": indicator.code,
            "layer": area.layer.code,
            "area_code": area.code,
        },
        "portal:decision": {"address": kept["decision"].address},
        **{
            f"portal:{name}": {"address": kept["meeting"].address}
            for name in ("meeting", "minutes", "minutes-paper", "minutes-text")
        },
        "portal:plan": {"uid": kept["body"].uid, "year": 2026},
        "office:plan": {"uid": kept["body"].uid, "year": 2026},
        "portal:up-plans": {"uid": kept["body"].uid},
        **_of_studies(kept),
        **_in_api(kept),
        "office:watch": {"name": "needs-drafts"},
        **{
            f"office:{desk}": {"name": "needs-drafts", "ref": world.withheld["need"].uid}
            for desk in ("put-off", "take-up")
        },
        **{f"office:up-{desk}": {"name": "needs-drafts"} for desk in ("put-off", "take-up")},
        "office:deadlines": {"term": "in-attesa", "whose": "ufficio"},
        "office:up-deadlines-term": {"term": "in-attesa"},
        "office:up-chain-step": {"uid": "none"},
        "office:chain-step-remove": {"uid": "none"},
        "feed": {"secret": "none"},
        "office:pick": {"kind": "need"},
        "office:publish": {"kind": "need", "uid": kept["need"].uid},
        "office:withdraw": {"kind": "need", "uid": kept["need"].uid},
        "office:history": {"kind": "need", "uid": kept["need"].uid},
        "office:import": {"uid": world.extra["run"].uid},
        "office:import-changes": {"uid": world.extra["run"].uid},
        "office:import-corrected": {"uid": world.extra["run"].uid},
        "office:import-resume": {"uid": world.extra["run"].uid},
        "office:import-real": {"uid": world.extra["run"].uid},
        "office:account": {"uid": world.extra["user"].uid},
        "office:account-close": {"uid": world.extra["user"].uid},
        "office:account-reopen": {"uid": world.extra["user"].uid},
        "office:account-reset-factor": {"uid": world.extra["user"].uid},
        "office:account-end-sessions": {"uid": world.extra["user"].uid},
        "office:message": {"uid": world.extra["message"].uid},
        "mfa_edit_webauthn": {"pk": 1},
        "mfa_remove_webauthn": {"pk": 1},
        "openid_connect_login": {"provider_id": "ente"},
        "openid_connect_callback": {"provider_id": "ente"},
        "office:grant-add": {"uid": world.extra["user"].uid},
        **{f"office:up-{name}-kind": {"kind": "need"} for name in ("publish", "withdraw", "history")},
        "office:up-role": {"uid": world.extra["grant"].uid},
        "office:grant-revoke": {"uid": world.extra["grant"].uid},
        "account_reset_password_from_key": {"uidb36": "1", "key": "none"},
    }.get(name)


def _of_studies(kept: Any) -> dict[str, dict[str, Any]]:
    """The portal's addresses of a study, of its edition and of an area in it."""
    study, edition = kept["study"], kept["edition"]
    below = {"code": edition.study.code, "number": edition.number}
    files = (
        "results features inputs specification manifest dictionary sureness carried clusters neighbours imprint"
        " dossier dossier-paper dossier-archive comparison".split()
    )
    return {
        "portal:study": {"code": study.code},
        "portal:edition-chart": below | {"name": "mappa"},
        "office:edition-chart": {"uid": edition.uid, "name": "mappa"},
        "portal:edition-area": below | {"area_code": edition.results.first().code},
        **dict.fromkeys(("portal:edition", "portal:edition-areas"), below),
        **dict.fromkeys((f"portal:edition-{name}" for name in files), below),
        **dict.fromkeys(
            ("portal:target-proposal", "portal:target-proposal-areas", "portal:target-proposal-map"),
            below | {"uid": kept["target-proposal"].uid},
        ),
        "portal:up-target-proposals": below,
        "office:target-proposal-add": {"uid": edition.uid},
    }


def _in_api(kept: Any) -> dict[str, dict[str, str]]:
    """The API's addresses of one record each; a record's key there is that of its page in the portal."""
    area, code = kept["area"], kept["indicator"].code
    by_uid = "programme activity place organisation body need opportunity target-group".split()
    return {
        **{f"api:{kind}": {"uid": kept[kind].uid} for kind in by_uid},
        "api:project": {"code": kept["project"].code},
        "api:area": {"layer": area.layer.code, "code": area.code},
        "api:layer-shapes": {"layer": area.layer.code},
        "api:indicator": {"code": code},
        "api:observations": {"code": code},
        "api:decision": {"address": kept["decision"].address},
        "api:target-area": {"uid": kept["designation"].uid},
    }


@cache
def _pattern(name: str) -> str:
    """What an address is made of, whatever the language; found once, the tree of all addresses is large."""
    space, _colon, short = name.rpartition(":")

    def walk(patterns: Any, before: str, within: str) -> Iterator[tuple[str, str, str]]:
        for pattern in patterns:
            if isinstance(pattern, URLPattern):
                yield within, pattern.name or "", before + str(pattern.pattern)
            else:
                yield from walk(
                    pattern.url_patterns, before + str(pattern.pattern), pattern.namespace or within
                )

    return next(
        path
        for within, found, path in walk(get_resolver().url_patterns, "", "")
        if (within, found) == (space, short)
    )


def path_of_row(name: str, owner: Any, row: str) -> str:
    """The address of a row, by its reference, below a record."""
    below = {"kind": owner.KIND} if "<slug:kind>" in _pattern(name) else {}
    return reverse(name, kwargs={"uid": owner.uid, "row": row, **below})


def row_of(name: str, owner: Any) -> Any:
    """A row that belongs to the record, of the kind that the address is of; None where there is none."""
    short = name.partition(":")[2]
    related = {
        "milestone": lambda: owner.milestones.first(),
        "assignment": lambda: owner.assignments.first(),
        "unrelate": lambda: owner.relations_in.first() or owner.relations_out.first(),
        "axis": lambda: owner.axes.first(),
        "action": lambda: owner.axes.first().actions.first(),
        "delegate-add": lambda: owner.members.first(),
        "delegate": lambda: Delegate.objects.filter(member__body=owner).first(),
        "body-rules": lambda: owner.rules.first(),
        "member": lambda: owner.members.first(),
        "meeting-reply": lambda: owner.body.members.first(),
        "meeting-attendance": lambda: owner.attendances.first(),
        "agenda-item-option": lambda: owner.options.first(),
        "listening-excerpt": lambda: owner.excerpts.first(),
        "organisation-code": lambda: owner.codes.first(),
        "organisation-seat": lambda: owner.seats.first(),
        "organisation-contact": lambda: owner.contacts.first(),
        "agreement-party": lambda: owner.parties.first(),
        "agreement-commitment": lambda: owner.commitments.first(),
        "follow-up": lambda: owner.follow_ups.first(),
        "decision-untie": lambda: owner.ties_to_earlier.first().earlier,
        "organisation-membership": lambda: owner.memberships.first(),
        "attachment": lambda: Attachment.objects.filter(kind=owner.KIND, ref=owner.uid).first(),
    }
    return next(value for key, value in related.items() if short.startswith(key))()


def visit(client: Client, path: str, *, post: bool = False) -> HttpResponse:
    """The answer to a visit, in Italian; the body of a streamed one is read."""
    return client.post(path) if post else client.get(path)  # type: ignore[return-value]


def text_of(response: Any) -> str:
    if getattr(response, "streaming", False):
        return b"".join(response.streaming_content).decode("utf-8", "replace")
    kind = response.headers.get("Content-Type", "")
    if kind == "application/zip":
        with zipfile.ZipFile(io.BytesIO(response.content)) as whole:
            return "\n".join(words_of(name, whole.read(name)) for name in whole.namelist())
    if kind == "application/pdf":
        return words_of("answer.pdf", response.content)
    return str(response.content.decode("utf-8", "replace"))


def words_of(name: str, data: bytes) -> str:
    """A file's name and words; of a PDF also what it says of itself."""
    if not name.endswith(".pdf"):
        return f"{name}\n{data.decode('utf-8', 'replace')}"
    paper = PdfReader(io.BytesIO(data))
    said = [page.extract_text() for page in paper.pages]
    return "\n".join([name, *said, *map(str, (paper.metadata or {}).values())])
