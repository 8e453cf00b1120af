"""One file from one address: tried again with growing pauses, gone on with where it broke off, put in its place only when whole."""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from urllib.parse import urljoin

import httpx

from . import problems
from .problems import Failed, Passing
from .terms import OnBytes, Terms

_RANGE = re.compile(r"bytes (\d+)-(\d+)/(\d+|\*)")
#: Answers that another attempt may change.
_BUSY = frozenset({408, 425, 429, 500, 502, 503, 504})


@dataclass(frozen=True, slots=True)
class Had:
    """A file that was had whole."""

    sha256: str
    size: int
    etag: str


@dataclass(slots=True)
class _Half:
    """What was had of a file so far, and by which mark the server knows that it is still the same."""

    path: Path
    mark: str = ""
    total: int | None = None

    @property
    def size(self) -> int:
        return self.path.stat().st_size if self.path.exists() else 0

    @property
    def note(self) -> Path:
        return self.path.with_name(self.path.name + ".json")

    def remember(self, url: str) -> None:
        self.note.write_text(json.dumps({"url": url, "mark": self.mark, "total": self.total}), "utf-8")

    def recall(self, url: str) -> None:
        """Take up what an earlier call left, when it was of the same address and has a mark; else begin anew."""
        try:
            said = json.loads(self.note.read_text("utf-8"))
            same = said["url"] == url
            self.mark, self.total = str(said["mark"]), said["total"]
        except (OSError, ValueError, KeyError, TypeError):
            same = False
        if not same or not self.mark:
            self.forget()

    def forget(self) -> None:
        self.path.unlink(missing_ok=True)
        self.note.unlink(missing_ok=True)
        self.mark, self.total = "", None


def transfer(url: str, target: Path, *, wanted: str, terms: Terms, on_bytes: OnBytes) -> Had:
    """Put the file of `url` at `target`. `wanted` is the SHA-256 that it must have, or "". Raises Failed; `target` is then as it was."""
    half = _Half(target.with_name(target.name + ".part"))
    half.recall(url)
    started = monotonic()
    with _client(terms) as client:
        for attempt in range(1, terms.attempts + 1):
            try:
                _attempt(client, url, half, terms, on_bytes, started)
                if not wanted:
                    _ensure_end(client, url, half, terms)
                break
            except Passing as problem:
                if attempt == terms.attempts:
                    raise Failed(problem.finding) from problem
                terms.pause(terms.wait(attempt, problem.wait))
    return _in_place(half, target, wanted)


def _client(terms: Terms) -> httpx.Client:
    # No packing on the way: the lengths that are compared are the file's.
    headers = {"Accept-Encoding": "identity", "User-Agent": "Portici fetch-data"}
    return httpx.Client(timeout=terms.stall, follow_redirects=False, headers=headers)


def _attempt(
    client: httpx.Client, url: str, half: _Half, terms: Terms, on_bytes: OnBytes, started: float
) -> None:
    """Have the rest of the file. Raises Passing, Failed."""
    asked = {"Range": f"bytes={half.size}-", "If-Range": half.mark} if half.size and half.mark else {}
    with _answer(client, url, asked, terms) as answer:
        if answer.status_code == 416:
            half.forget()
            raise Passing(problems.busy(416))
        _ensure_file(answer)
        if answer.status_code == 206 and not _goes_on(answer, half):
            half.forget()
            raise Passing(problems.changed())
        if answer.status_code == 200:
            half.forget()
            half.mark, half.total = _mark(answer), _length(answer)
        if (half.total or 0) > terms.most_bytes:
            raise Failed(problems.too_large(terms.most_bytes))
        half.remember(url)
        _append(answer, half, terms, on_bytes, started)
    if half.total is not None and half.size != half.total:
        raise Passing(problems.truncated(half.size, half.total))


def _append(answer: httpx.Response, half: _Half, terms: Terms, on_bytes: OnBytes, started: float) -> None:
    size = half.size
    with half.path.open("ab") as target:
        for piece in _pieces(answer):
            size += len(piece)
            if size > terms.most_bytes:
                half.forget()
                raise Failed(problems.too_large(terms.most_bytes))
            if monotonic() - started > terms.deadline:
                raise Failed(problems.too_slow(terms.deadline))
            target.write(piece)
            on_bytes(size, half.total)
        target.flush()
        os.fsync(target.fileno())


def _pieces(answer: httpx.Response) -> Iterator[bytes]:
    try:
        yield from answer.iter_raw()
    except (httpx.HTTPError, httpx.StreamError) as error:
        raise Passing(problems.unreachable(f"{type(error).__name__}: {error}")) from error


@contextmanager
def _answer(
    client: httpx.Client, url: str, headers: dict[str, str], terms: Terms
) -> Iterator[httpx.Response]:
    """The last answer behind redirects that the terms allow. Raises Passing, Failed."""
    here = url
    for _step in range(terms.redirects + 1):
        try:
            answer = client.send(client.build_request("GET", here, headers=headers), stream=True)
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise Passing(problems.unreachable(f"{type(error).__name__}: {error}")) from error
        try:
            if not answer.is_redirect:
                yield answer
                return
            here = urljoin(here, answer.headers.get("location", ""))
            if not terms.allows(here, url):
                raise Failed(problems.led_away(here))
        finally:
            answer.close()
    raise Failed(problems.led_away(here))


def _ensure_file(answer: httpx.Response) -> None:
    code = answer.status_code
    if code in _BUSY:
        asked = answer.headers.get("retry-after", "")
        raise Passing(problems.busy(code), float(asked) if asked.isdecimal() else None)
    if code not in {200, 206}:
        raise Failed(problems.status(code))
    content_type = answer.headers.get("content-type", "")
    if content_type.partition(";")[0].strip().lower() in {"text/html", "application/xhtml+xml"}:
        raise Failed(problems.a_page(content_type))


def _goes_on(answer: httpx.Response, half: _Half) -> bool:
    """Whether the answer is the rest of what was had: it begins there, and is of the same file."""
    said = _RANGE.fullmatch(answer.headers.get("content-range", "").strip())
    if said is None or int(said[1]) != half.size:
        return False
    same = _mark(answer) in {"", half.mark}
    total = int(said[3]) if said[3] != "*" else None
    if not same or (half.total is not None and total not in {None, half.total}):
        return False
    half.total = total if half.total is None else half.total
    return True


def _mark(answer: httpx.Response) -> str:
    """By what the server knows its version of the file: a strong ETag, else the time of its last change."""
    etag = str(answer.headers.get("etag", ""))
    return etag if etag and not etag.startswith("W/") else str(answer.headers.get("last-modified", ""))


def _length(answer: httpx.Response) -> int | None:
    said = answer.headers.get("content-length", "")
    return int(said) if said.isdecimal() else None


def _ensure_end(client: httpx.Client, url: str, half: _Half, terms: Terms) -> None:
    """Ask for one byte beyond the end that the server stated: a server that gives it had said too little. Raises Failed."""
    if half.total is None:
        return
    try:
        with _answer(client, url, {"Range": f"bytes={half.size}-{half.size}"}, terms) as answer:
            said = _RANGE.fullmatch(answer.headers.get("content-range", "").strip())
            more = answer.status_code == 206 and said is not None and int(said[1]) == half.size
    except Passing:
        return
    if more:
        total = half.total
        half.forget()
        raise Failed(problems.lying(total))


def _in_place(half: _Half, target: Path, wanted: str) -> Had:
    with half.path.open("rb") as stream:
        sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
    size, mark = half.size, half.mark
    if wanted and sha256 != wanted:
        half.forget()
        raise Failed(problems.other_sum(sha256, wanted))
    half.path.replace(target)
    half.forget()
    return Had(sha256, size, mark)
