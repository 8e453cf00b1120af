"""Why a file could not be had: each with what was found and what to do."""

from __future__ import annotations

from portici.kernel.codes.parsed import error
from portici.kernel.findings import Finding, Message, gettext_noop

_LATER = gettext_noop("Try again later; what was had so far is kept, and the download goes on from there.")
_ASK = gettext_noop("Open the address in a browser; if it has moved, correct “download” in the list.")


class Failed(Exception):
    """This file cannot be had as things are; trying again would not help."""

    def __init__(self, finding: Finding) -> None:
        self.finding = finding
        super().__init__(finding.code)


class Passing(Exception):
    """This attempt failed; another may not. `wait`: seconds that the server asked for."""

    def __init__(self, finding: Finding, wait: float | None = None) -> None:
        self.finding = finding
        self.wait = wait
        super().__init__(finding.code)


def _problem(code: str, found: str, accepted: str, todo: str, **params: object) -> Finding:
    return error(f"fetch.{code}", found[:200], Message(accepted, params), Message(todo))


def unreachable(found: str) -> Finding:
    return _problem("unreachable", found, gettext_noop("A server that answers to the end."), _LATER)


def status(code: int) -> Finding:
    return _problem("status", str(code), gettext_noop("An answer with the file (200)."), _ASK)


def busy(code: int) -> Finding:
    return _problem(
        "busy", str(code), gettext_noop("A server that is not overloaded or out of order."), _LATER
    )


def truncated(had: int, said: int) -> Finding:
    return _problem(
        "truncated",
        f"{had} / {said}",
        gettext_noop("As many bytes as the server says that the file has."),
        _LATER,
    )


def changed() -> Finding:
    return _problem(
        "changed", "", gettext_noop("The same file from beginning to end; it changed on the way."), _LATER
    )


def lying(said: int) -> Finding:
    return _problem(
        "length",
        str(said),
        gettext_noop("A file that ends where the server says; it has more bytes than it says."),
        gettext_noop("Tell the publisher; get the file by hand and pin its SHA-256 in the list."),
    )


def too_large(limit: int) -> Finding:
    return _problem(
        "size",
        "",
        gettext_noop("A file of at most %(limit)s bytes."),
        gettext_noop(
            "Look whether the address gives the right file; a larger limit is set with --most-bytes."
        ),
        limit=limit,
    )


def too_slow(seconds: float) -> Finding:
    return _problem(
        "slow",
        "",
        gettext_noop("A file that is had within %(seconds)s seconds."),
        _LATER,
        seconds=int(seconds),
    )


def led_away(url: str) -> Finding:
    return _problem(
        "redirect",
        url,
        gettext_noop(
            "Redirects by http or https, never from https to http, to the same host or to one that was allowed."
        ),
        gettext_noop(
            "If that host is the publisher's, allow it with --host or correct “download” in the list."
        ),
    )


def a_page(content_type: str) -> Finding:
    return _problem("page", content_type, gettext_noop("A file of data; this is a page for browsers."), _ASK)


def other_sum(found: str, wanted: str) -> Finding:
    return _problem(
        "checksum",
        found,
        gettext_noop("The file with the SHA-256 %(wanted)s."),
        gettext_noop(
            "The publisher changed it: look at what changed, then take it with --update, or correct the list."
        ),
        wanted=wanted,
    )


def unwritable(found: str) -> Finding:
    return _problem(
        "folder",
        found,
        gettext_noop("A folder that can be written to, with room for the file."),
        gettext_noop("Choose another folder with --to, or make room."),
    )
