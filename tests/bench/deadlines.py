"""The office's first page over 10,000 open deadlines, beside the same page over 100: of several rooms, some late, some to come, some confidential."""

from __future__ import annotations

import shutil
import statistics
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import django

from tests.bench.record import WORK, Beside, Measure, apart

ADDRESS = "/ufficio/"
FEW, MANY = 100, 10_000
VISITS = 15


def measures() -> Iterator[Measure]:
    """The page with many beside the page with few, asked in turns; both show as many lines."""
    few, many = (_store(count) for count in (FEW, MANY))
    was, now = few.ask("queries", ADDRESS), many.ask("queries", ADDRESS)
    equal = was["status"] == now["status"] == 200
    pairs = [
        (few.ask("seconds", ADDRESS)["seconds"], many.ask("seconds", ADDRESS)["seconds"])
        for _visit in range(VISITS)
    ]
    before, after = (statistics.median(side) for side in zip(*pairs, strict=True))
    few.end()
    many.end()
    reference = f"the same page with {FEW}"
    name = f"{ADDRESS} with {MANY} open deadlines"
    yield Measure(name, after, "s of processor", reference, before, "<= 1.5", equal)
    yield Measure(f"{name}: queries", now["queries"], "queries", "12", 12, "<= 1", equal)


def _store(count: int) -> Beside:
    state = WORK / f"deadlines-{count}"
    shutil.rmtree(state, ignore_errors=True)
    apart("tests.bench.deadlines", "enlarge", str(count), state=state)
    return Beside("tests.bench.deadlines", state)


def fill(count: int) -> dict[str, Any]:
    """So many open deadlines: four in ten activities, then milestones, commitments, and decisions that nothing carries out."""
    from django.core.management import call_command

    from portici.deadlines import agenda
    from portici.people.models import Grant, User
    from portici.people.queries import actor_for

    call_command("migrate", verbosity=0)
    for role in ("administrator", "coordinator"):  # both are asked of the bench's visitor
        user = User.objects.create_user(f"{role}@bench.example", "una-frase-lunga-4", full_name=role)
        Grant.objects.create(user=user, role=role, since="2020-01-01")
    _work(count * 4 // 10, count * 3 // 10)
    _agreed(count * 2 // 10)
    _decided(count // 10)
    open_ones = sum(cell.total for cell in agenda.board(actor_for(user), each=1))
    assert open_ones == count, open_ones
    return {"open": open_ones}


def _day(number: int) -> Any:
    """Two months before to a month after today, all over, so that few and many fill the page alike."""
    from portici.kernel import clock

    return clock.today() + timedelta(days=number * 37 % 90 - 60)


def _base(number: int) -> dict[str, Any]:
    from portici.kernel import clock

    moment = clock.now()
    return {
        "publication": "published", "created_at": moment, "updated_at": moment, "search_text": f"number {number} " * 20,
    }  # fmt: skip


def _work(activities: int, milestones: int) -> None:
    from portici.programme.models import Activity, Milestone, Project

    project = Project.objects.create(code="BE1.1.1.a", title="Bench", **_base(0))
    rows = Activity.objects.bulk_create(
        Activity(
            project=project, title=f"Activity number {number}", description="Words of it. " * 20, state="running",
            ends_on=_day(number), **_base(number),
        )
        for number in range(activities)
    )  # fmt: skip
    Milestone.objects.bulk_create(
        Milestone(activity=rows[number % activities], title=f"Milestone {number}", due_on=_day(number))
        for number in range(milestones)
    )


def _agreed(commitments: int) -> None:
    from portici.organisations.models import Agreement, Commitment, Organisation

    union = Organisation.objects.create(name="Bench", folded_name="bench", type="third_sector", **_base(0))
    agreement = Agreement.objects.create(title="Bench", kind="protocol", **_base(0))
    Commitment.objects.bulk_create(
        Commitment(agreement=agreement, organisation=union, text=f"Commitment {number}", due_on=_day(number))
        for number in range(commitments)
    )


def _decided(decisions: int) -> None:
    from portici.governance.models import Body, Decision

    body = Body.objects.create(name="Bench", code="bench", **_base(0))
    Decision.objects.bulk_create(
        Decision(
            body=body, year=2025, number=number + 1, address=f"bench-2025-{number + 1}", title=f"Decision {number}",
            text="Text", decided_on=_day(number % 60), is_confidential=number % 10 == 0, **_base(number),
        )
        for number in range(decisions)
    )  # fmt: skip


if __name__ == "__main__":
    django.setup()
    from tests.bench.pages import Visits, main

    main(fill, Visits, lambda: [ADDRESS])
