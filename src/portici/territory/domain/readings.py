"""The desk for observations: values of indicators, many at a time, told apart from those that are there
already."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction

from portici.journal.domain import write_entry
from portici.kernel.actor import Actor
from portici.kernel.codes.parsed import error
from portici.kernel.findings import Finding, Message, ensure, ensure_valid, gettext_noop

from .. import rules
from ..bulk import CHUNK, Tally
from ..models import Indicator, Observation, ObservationStatus

_PERIOD = re.compile(r"[0-9]{4}(-(0[1-9]|1[0-2]|Q[1-4]|S[12]|[0-9]{4}))?")


@dataclass(frozen=True, slots=True)
class Reading:
    """A value to keep: finite when the status is `ok`, None otherwise. Period: 2021, 2021-03, 2021-Q1,
    2021-S1, 2016-2020."""

    indicator_id: int
    area_id: int
    period: str
    value: float | None
    status: str = ObservationStatus.OK.value
    line: int | None = None
    #: For the differences that the journal keeps.
    indicator_uid: str = ""

    def findings(self) -> list[Finding]:
        """What is wrong with it."""
        findings = []
        if not _PERIOD.fullmatch(self.period):
            accepted = Message(gettext_noop("A year, like 2021, or 2021-03, 2021-Q1, 2016-2020."))
            todo = Message(gettext_noop("Write the period that the value is of."))
            findings.append(error("observation.period", self.period, accepted, todo).at("period"))
        has_value = self.value is not None and math.isfinite(self.value)
        if self.status not in ObservationStatus.values or has_value != (self.status == ObservationStatus.OK):
            accepted = Message(
                gettext_noop("A finite number, or no number and the reason why there is none.")
            )
            todo = Message(gettext_noop("Write the number, or n.d."))
            findings.append(error("observation.value", str(self.value), accepted, todo).at("value"))
        return findings


def observe(*, actor: Actor, readings: Sequence[Reading], run_uid: str = "") -> Tally:
    """Keep values; those that are there already with the same value and status are left as they are.

    One journal entry an indicator, unless a run tells it. Raises Refused, or Invalid and keeps nothing.
    """
    ensure(rules.may_write(actor))
    ensure_valid([finding for reading in readings for finding in reading.findings()])
    with transaction.atomic():
        tally = upsert_readings(readings, run_uid=run_uid)
        if not run_uid:
            _tell(actor, tally)
    return tally


def upsert_readings(readings: Sequence[Reading], *, run_uid: str = "", write: bool = True) -> Tally:
    """Store checked readings. The last one of the same indicator, area and period counts."""
    fresh = {(reading.indicator_id, reading.area_id, reading.period): reading for reading in readings}
    known = _known(fresh.values())
    tally = Tally()
    changes: dict[str, dict[str, tuple[str, str]]] = defaultdict(dict)
    pending = []
    for key, reading in fresh.items():
        before = known.get(key)
        if before == (reading.value, reading.status):
            tally.unchanged += 1
            continue
        tally.added += before is None
        tally.changed += before is not None
        told = ("" if before is None else _text(*before), _text(reading.value, reading.status))
        changes[reading.indicator_uid][f"{reading.area_id}@{reading.period}"] = told
        pending.append(reading)
    tally.differences = [(Indicator.KIND, uid, told_) for uid, told_ in changes.items()]
    if write and pending:
        _write(pending, run_uid)
    return tally


def _known(readings: Iterable[Reading]) -> dict[tuple[int, int, str], tuple[float | None, str]]:
    listed = list(readings)
    rows = Observation.objects.filter(
        indicator_id__in={reading.indicator_id for reading in listed},
        area_id__in={reading.area_id for reading in listed},
    ).values_list("indicator_id", "area_id", "period", "value", "status")
    return {(indicator, area, period): (value, status) for indicator, area, period, value, status in rows}


def _write(readings: Iterable[Reading], run_uid: str) -> None:
    Observation.objects.bulk_create(
        (
            Observation(
                indicator_id=reading.indicator_id,
                area_id=reading.area_id,
                period=reading.period,
                value=reading.value,
                status=reading.status,
                line=reading.line,
                run_uid=run_uid,
            )
            for reading in readings
        ),
        update_conflicts=True,
        update_fields=["value", "status", "line", "run_uid"],
        unique_fields=["indicator", "area", "period"],
        batch_size=CHUNK,
    )


def _tell(actor: Actor, tally: Tally) -> None:
    for kind, uid, changes in tally.differences:
        write_entry(actor=actor, verb="observe", kind=kind, ref=uid, counts={"values": len(changes)})


def _text(value: float | None, status: str) -> str:
    return status if value is None else repr(value)
