"""Readers and editors at work on a site for a while; what each was answered is written down.

    python -m tests.drills.load https://10.77.0.2 --certificate FILE --readers 50 --editors 10 --seconds 30 --out report.json

A reader opens public pages, one every second or two. An editor changes a record of their own again and again, and remembers the last text
that the site answered for. Bounded in time and number; it goes only to the address given.
"""

from __future__ import annotations

import argparse
import asyncio
import html
import json
import random
import re
import ssl
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path

import httpx

PAGES = (
    "/",
    "/progetti/",
    "/progetti/BO3.3.1.b/",
    "/territorio/",
    "/rete/",
    "/decisioni/",
    "/cerca/?q=scuola",
)
WHO, PASSWORD = "ada.esempio@portici.example", "portici-demo-2026"
GROUPS = "/ufficio/bisogni/gruppi/"


@dataclass
class Report:
    """Seconds of each answer by kind, failures by kind, and per editor the record with the last text answered for."""

    read: list[float] = field(default_factory=list)
    written: list[float] = field(default_factory=list)
    failed: dict[str, int] = field(default_factory=dict)
    answered: dict[str, str] = field(default_factory=dict)
    unanswered: dict[str, str] = field(default_factory=dict)

    def fail(self, kind: str) -> None:
        self.failed[kind] = self.failed.get(kind, 0) + 1


def papers(page: str) -> dict[str, str]:
    """The fields of the page's desk form as they stand."""
    form = re.search(r'<form[^>]*class="[^"]*desk-form[^"]*".*?</form>', page, re.DOTALL)
    text = form[0] if form else page
    fields: dict[str, str] = {}
    for tag in re.findall(r"<input[^>]*>", text):
        name, value = re.search(r'name="([^"]+)"', tag), re.search(r'value="([^"]*)"', tag)
        kind = re.search(r'type="([^"]+)"', tag)
        if name and (kind is None or kind[1] not in {"checkbox", "radio", "submit"} or "checked" in tag):
            fields[name[1]] = html.unescape(value[1]) if value else ""
    for name, body in re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>(.*?)</textarea>', text, re.DOTALL):
        fields[name] = html.unescape(body).strip("\n")
    for name, body in re.findall(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', text, re.DOTALL):
        chosen = re.search(r'<option[^>]*value="([^"]*)"[^>]*selected', body)
        fields[name] = html.unescape(chosen[1]) if chosen else ""
    return fields


async def hand_in(client: httpx.AsyncClient, path: str, said: dict[str, str]) -> httpx.Response:
    """Open a paper, fill it in, hand it in."""
    page = await client.get(path)
    page.raise_for_status()
    return await client.post(
        path, data=papers(page.text) | said, headers={"Referer": str(client.base_url) + path}
    )


async def reader(client: httpx.AsyncClient, until: float, report: Report, chance: random.Random) -> None:
    while time.monotonic() < until:
        started = time.monotonic()
        try:
            answer = await client.get(chance.choice(PAGES))
            if answer.status_code == 200:
                report.read.append(time.monotonic() - started)
            else:
                report.fail(f"read {answer.status_code}")
        except httpx.HTTPError as fault:
            report.fail(f"read {type(fault).__name__}")
        await asyncio.sleep(chance.uniform(1, 2))


async def desk_of(client: httpx.AsyncClient, number: int) -> str:
    """Sign in and make the record that this editor will change; gives its address."""
    signed = await hand_in(client, "/accesso/", {"login": WHO, "password": PASSWORD})
    if signed.status_code != 302:
        raise SystemExit(f"editor {number} could not sign in: {signed.status_code}")
    made = await hand_in(client, f"{GROUPS}nuovo/", {"name": f"Gruppo di prova {number}", "description": "0"})
    if made.status_code != 302:
        raise SystemExit(f"editor {number} could not begin: {made.status_code}")
    return made.headers["location"]


async def editor(
    client: httpx.AsyncClient, number: int, path: str, until: float, report: Report, chance: random.Random
) -> None:
    uid, turn = path.rstrip("/").rsplit("/", 1)[-1], 0
    while time.monotonic() < until:
        turn += 1
        text, started = f"editor {number}, turn {turn}", time.monotonic()
        report.unanswered[uid] = text
        try:
            answer = await hand_in(client, f"{path}modifica/", {"description": text})
            if answer.status_code == 302:
                report.written.append(time.monotonic() - started)
                report.answered[uid] = text
            else:
                report.fail(f"write {answer.status_code}")
        except httpx.HTTPError as fault:
            report.fail(f"write {type(fault).__name__}")
        await asyncio.sleep(chance.uniform(1, 2))


async def work(options: argparse.Namespace) -> Report:
    report, trusted = Report(), ssl.create_default_context(cafile=options.certificate)

    def client() -> httpx.AsyncClient:
        return httpx.AsyncClient(base_url=options.address, verify=trusted, timeout=30)

    desks = [(client(), number) for number in range(options.editors)]
    paths = [await desk_of(desk, number) for desk, number in desks]
    print("ready", flush=True)
    until = time.monotonic() + options.seconds
    readers = [reader(client(), until, report, random.Random(n)) for n in range(options.readers)]
    editors = [
        editor(desk, number, path, until, report, random.Random(1000 + number))
        for (desk, number), path in zip(desks, paths, strict=True)
    ]
    await asyncio.gather(*readers, *editors)
    return report


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("address")
    parser.add_argument("--certificate", required=True)
    parser.add_argument("--readers", type=int, default=50)
    parser.add_argument("--editors", type=int, default=10)
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    report = asyncio.run(work(options))
    options.out.write_text(json.dumps(asdict(report)))


if __name__ == "__main__":
    main()
