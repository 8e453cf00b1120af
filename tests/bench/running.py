"""Pages of the office and of the portal with a long run beside them and without, over Bologna's 90 areas; and the answer to a weight that is moved.

Three processes over one store, as at work: the site, somebody who looks how far the run is, and the worker.
"""

from __future__ import annotations

import json
import shutil
import statistics
import sys
import time
from collections.abc import Iterator
from typing import Any

import django

from tests.bench.record import WORK, Beside, Measure
from tests.e2e import store

STATE = WORK / "running"
DRAWS = 100_000
VISITS = 15
#: The file that tells the worker to order no more.
ENOUGH = "enough"
#: What a person waits at most for the table under other weights: seconds.
PATIENCE = 1.0


def measures() -> Iterator[Measure]:
    """Asked in the wall's seconds: what is measured is what a run takes away from who waits for a page."""
    shutil.rmtree(STATE, ignore_errors=True)
    shutil.copytree(store.bologna().state, STATE)
    site, office, worker = (Beside("tests.bench.running", STATE) for _process in range(3))
    addresses = site.ask("addresses")
    alone = {address: _median(site, address) for address in addresses}
    worker.tell("compute")
    beside = {}
    for address in addresses:
        _wait_for_a_run(office)
        beside[address] = _median(site, address)
    _wait_for_a_run(office)
    (STATE / ENOUGH).touch()
    for address in addresses:
        (quiet, same), (busy, now) = alone[address], beside[address]
        name = f"{address} while a study is computed"
        yield Measure(name, busy, "s", "the same page with no run", quiet, "<= 2", same == now == 200)
    weights = site.ask("weights")
    seconds, status = _median(site, weights)
    name = "a weight moved, 90 areas x 1,000 draws, answered"
    yield Measure(name, seconds, "s", "what a person waits at most", PATIENCE, "<= 1", status == 200)
    for one in (site, office, worker):
        one.end()


def _wait_for_a_run(office: Beside) -> None:
    while not office.ask("drawn"):
        time.sleep(0.1)


def _median(site: Beside, address: str) -> tuple[float, int]:
    """Seconds, and how the page is answered every time; 0 when not always alike."""
    answers = [site.ask("page", address) for _visit in range(VISITS + 1)][1:]
    statuses = {answer["status"] for answer in answers}
    return statistics.median(one["seconds"] for one in answers), statuses.pop() if len(statuses) == 1 else 0


class Desk:
    """What one process is asked."""

    def __init__(self) -> None:
        from tests.bench.pages import Visits

        self.client = Visits().client

    def addresses(self, _text: str) -> list[str]:
        from portici.fronts import addresses

        edition = self._edition()
        return ["/", "/studi/", addresses.portal_url(edition), "/ufficio/", addresses.office_url(edition)]

    def weights(self, _text: str) -> str:
        from django.urls import reverse

        from portici.study.weighing import weights_of

        edition = self._edition()
        boxes = "&".join(f"w-{one.code}={number}" for number, one in enumerate(weights_of(edition), 1))
        return f"{reverse('office:edition-weights', args=[edition.uid])}?parte=tabella&{boxes}"

    def page(self, address: str) -> dict[str, Any]:
        started = time.perf_counter()
        answer = self.client.get(address, headers={"hx-request": "true"} if "parte=" in address else {})
        return {"seconds": time.perf_counter() - started, "status": answer.status_code}

    def compute(self, _text: str) -> int:
        """Compute one edition after the other until there is enough; how many."""
        from portici.study.running import run_edition

        done = 0
        while not (STATE / ENOUGH).exists():
            run_edition(uid=self._ordered())
            done += 1
        return done

    def _ordered(self) -> str:
        from dataclasses import replace

        from portici.kernel.actor import system_actor
        from portici.study import domain, sureness

        house, edition = system_actor("bench"), self._edition()
        drafted = domain.draft_edition(actor=house, study=edition.study, title="Bench", copy_of=edition)
        asked = sureness.asked_of(edition.uncertainty)
        assert asked is not None
        drafted = domain.ask_how_sure(actor=house, edition=drafted, asked=replace(asked, draws=DRAWS))
        return domain.order_run(actor=house, edition=drafted).uid

    def drawn(self, _text: str) -> int:
        """How many draws of a run that goes on are done."""
        from portici.study.models import Edition, EditionState

        edition = Edition.objects.filter(state=EditionState.RUNNING, draws_done__gt=0).first()
        return edition.draws_done if edition else 0

    def _edition(self) -> Any:
        from portici.study.models import Edition

        return Edition.objects.get(study__code="disagio-aree", number=1)


def main() -> None:
    desk = Desk()
    for line in sys.stdin:
        order, _space, text = line.strip().partition(" ")
        print(json.dumps(getattr(desk, order)(text)), flush=True)


if __name__ == "__main__":
    django.setup()
    main()
