"""Dossier and minutes of a meeting of forty items, beside the same words printed without a house around them."""

from __future__ import annotations

import json
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from html import escape
from typing import Any

import django

from tests.bench.record import WORK, Measure, apart

ITEMS, SEATS = 40, 20
#: Seconds that both papers may take together on two cores.
ALLOWED = 10
#: How many times the bare printing the papers may take.
WHOLE = 5


def measures() -> Iterator[Measure]:
    """Seconds of processor that both papers take."""
    state = WORK / "papers"
    shutil.rmtree(state, ignore_errors=True)
    [found] = apart("tests.bench.papers", "run", state=state)
    both = found["dossier"] + found["minutes"]
    name = f"dossier and minutes of a meeting of {ITEMS} items, as PDF"
    equal = found["items"] == 2 * ITEMS
    yield Measure(name, both, "s of processor", "what is allowed", ALLOWED, "<= 1", equal)
    bare = "the same words printed bare"
    yield Measure(name, both, "s of processor", bare, found["bare"], f"<= {WHOLE}", equal)


def held() -> Any:
    """A meeting with texts, options, and a roll call of all the seats on each item; closed, so that it has its minutes."""
    from portici.governance.meetings import domain as meetings
    from portici.governance.sitting import domain as sitting
    from tests import meetings as makers
    from tests import sittings

    names = [f"Seat {number}" for number in range(SEATS)]
    found = sittings.hold({name: {} for name in names})
    found.come(*names)
    for number in range(ITEMS):
        item = makers.item(found.meeting, f"Thing {number} to decide", text="What is proposed. " * 40)
        meetings.add_option(actor=makers.SECRETARY, item=item, title="All of it", cost=1000)
        meetings.add_option(actor=makers.SECRETARY, item=item, title="Half of it", cost=500)
        found.item = item
        motion = found.put(text="It is resolved. " * 10)
        for name in names:
            found.vote(motion, name, "for", by=makers.SECRETARY)
        sitting.decide_from(actor=makers.SECRETARY, motion=found.close(motion))
        sitting.settle_item(actor=makers.SECRETARY, item=item)
    meetings.close_meeting(actor=makers.SECRETARY, meeting=found.meeting)
    return found.meeting


def run() -> dict[str, float]:
    """Seconds of each paper, of the bare words, and how many items both name."""
    from portici.fronts.boardpapers.paper import minutes_paper, open_dossier, pdf_of
    from portici.governance.models import Minutes
    from tests.meetings import SECRETARY

    meeting = held()
    minutes = Minutes.objects.select_related("meeting__body").get(meeting=meeting)
    # The libraries are loaded, and the fonts found, by whatever is printed first.
    _printed("Warm")
    texts: list[str] = []

    def written(paper: Any) -> None:
        pdf_of(paper)
        texts.append(paper.text)

    seconds = {
        "dossier": _timed(lambda: written(open_dossier(meeting, "it"))),
        "minutes": _timed(lambda: written(minutes_paper(SECRETARY, minutes))),
        "bare": _timed(lambda: [_printed(text) for text in texts]),
    }
    named = sum(text.count(f" Thing {number} to decide\n") > 0 for text in texts for number in range(ITEMS))
    return {**seconds, "items": named}


def _timed(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


def _printed(text: str) -> bytes:
    from portici.publishing.printing import pdf_of_html

    paragraphs = "".join(f"<p>{escape(line)}</p>" for line in text.splitlines() if line)
    page = f"<html lang='it'><title>Bare</title><body>{paragraphs}"
    return pdf_of_html(page, pdf_variant="pdf/ua-1", pdf_tags=True)


def main() -> Any:
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    return run()


if __name__ == "__main__":
    assert sys.argv[1:] == ["run"]
    print(json.dumps([main()]))
