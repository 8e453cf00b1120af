"""The desk for counts of people, many at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db import connection, transaction

from portici.journal.domain import write_entry
from portici.kernel.actor import Actor
from portici.kernel.codes.parsed import error
from portici.kernel.findings import Finding, Message, ensure, gettext_noop

from .. import rules
from ..bulk import Tally
from ..models import OPEN_AGE, Area, PopulationCount, PopulationSource, Sex
from .compute import dependents, refresh


@dataclass(frozen=True, slots=True)
class Count:
    """So many people of an age band (ends included; `age_to` None is open), a sex and a citizenship, in an
    area and year."""

    area_id: int
    year: int
    age_from: int
    age_to: int | None
    people: int
    sex: str = ""
    citizenship: str = ""
    line: int | None = None

    @property
    def last_age(self) -> int:
        return OPEN_AGE if self.age_to is None else self.age_to

    @property
    def key(self) -> tuple[int, int, int, int, str, str]:
        return self.area_id, self.year, self.age_from, self.last_age, self.sex, self.citizenship

    @property
    def cut(self) -> rules.Cut:
        return self.age_from, self.last_age, bool(self.sex), bool(self.citizenship)

    def findings(self) -> list[Finding]:
        """What is wrong with it by itself."""
        findings = []
        if not 0 <= self.age_from <= self.last_age <= OPEN_AGE or self.sex not in Sex.values:
            accepted = Message(
                gettext_noop("An age band such as 0-14 or 80 and over, and f, m or nothing for the sex.")
            )
            todo = Message(gettext_noop("Correct the ages or the sex."))
            findings.append(error("population.band", str(self.cut[:2]), accepted, todo).at("age"))
        if not 0 <= self.people < 2**31 or not 1850 <= self.year <= 2100:
            accepted = Message(
                gettext_noop("A whole number of people, zero or more, in a year of four digits.")
            )
            todo = Message(gettext_noop("Correct the number or the year."))
            findings.append(
                error("population.number", f"{self.people} / {self.year}", accepted, todo).at("people")
            )
        return findings


@dataclass(slots=True)
class Counted:
    """What became of counts: those that were not taken are beside their finding."""

    tally: Tally = field(default_factory=Tally)
    refused: list[tuple[Count, Finding]] = field(default_factory=list)


def record_population_source(
    *, actor: Actor, code: str, name: str, url: str = "", licence: str = ""
) -> PopulationSource:
    """Who counted; the same code again changes what is said of it. Raises Refused."""
    ensure(rules.may_write(actor))
    source, _made = PopulationSource.objects.update_or_create(
        code=code, defaults={"name": name, "url": url, "licence": licence}
    )
    return source


def count_people(
    *,
    actor: Actor,
    source: PopulationSource,
    counts: Sequence[Count],
    run_uid: str = "",
    write: bool = True,
) -> Counted:
    """Keep counts and compute the figures that they change.

    A count cut otherwise than those of its area and year (other bands that overlap, sex told or not) would
    count people twice and is refused, the others are taken. One journal entry, unless a run tells it. Raises
    Refused.
    """
    ensure(rules.may_write(actor))
    with transaction.atomic():
        counted, pending = _sorted_out(counts)
        if write and pending:
            _write(pending, source, run_uid)
            refresh(dependents({count.area_id for count in pending}), run_uid=run_uid)
            if not run_uid:
                tallied = counted.tally.counts()
                write_entry(actor=actor, verb="count", kind="population", ref=source.code, counts=tallied)
    return counted


def _sorted_out(counts: Sequence[Count]) -> tuple[Counted, list[Count]]:
    """What each count would do, and those that must be written."""
    known = _known(counts)
    cuts: dict[tuple[int, int], set[rules.Cut]] = defaultdict(set)
    for area, year, first, last, sex, citizenship in known:
        cuts[area, year].add((first, last, bool(sex), bool(citizenship)))
    counted = Counted()
    pending: list[Count] = []
    seen: set[tuple[int, int, int, int, str, str]] = set()
    changes: dict[int, dict[str, tuple[str, str]]] = defaultdict(dict)
    for count in counts:
        problem = _problem(count, cuts[count.area_id, count.year], seen)
        if problem:
            counted.refused.append((count, problem))
            continue
        seen.add(count.key)
        before = known.get(count.key)
        if before == count.people:
            counted.tally.unchanged += 1
            continue
        counted.tally.added += before is None
        counted.tally.changed += before is not None
        if before is not None:
            changes[count.area_id]["/".join(map(str, count.key[1:]))] = (str(before), str(count.people))
        pending.append(count)
    uids = dict(Area.objects.filter(pk__in=changes).values_list("pk", "uid"))
    counted.tally.differences = [(Area.KIND, uids[pk], told) for pk, told in changes.items()]
    return counted, pending


def _problem(
    count: Count, cuts: set[rules.Cut], seen: set[tuple[int, int, int, int, str, str]]
) -> Finding | None:
    own = count.findings()
    if own:
        return own[0]
    if count.key in seen:
        accepted = Message(gettext_noop("One row for each area, year, age band, sex and citizenship."))
        todo = Message(gettext_noop("Add the rows up, or take one of them out."))
        return error("population.twice", str(count.key[1:]), accepted, todo)
    if count.cut not in cuts:
        if not rules.fits_beside(count.cut, cuts):
            return _overlapping(count, cuts)
        cuts.add(count.cut)
    return None


def _overlapping(count: Count, cuts: set[rules.Cut]) -> Finding:
    bands = ", ".join(f"{first}–{last}" for first, last, *_detail in sorted(cuts)[:6])
    template = gettext_noop("Counts cut as those already kept of this area and year (ages %(bands)s …).")
    todo = Message(gettext_noop("Bring in only one of the two tables: together they count people twice."))
    found = f"{count.age_from}–{count.last_age}"
    return error("population.overlap", found, Message(template, {"bands": bands}), todo).at("age")


def _known(counts: Sequence[Count]) -> dict[tuple[int, int, int, int, str, str], int]:
    rows = PopulationCount.objects.filter(
        area_id__in={count.area_id for count in counts}, year__in={count.year for count in counts}
    )
    fields = ("area_id", "year", "age_from", "age_to", "sex", "citizenship", "people")
    return {
        (area, year, first, last, sex, citizenship): people
        for area, year, first, last, sex, citizenship, people in rows.order_by().values_list(*fields)
    }


def _write(counts: Sequence[Count], source: PopulationSource, run_uid: str) -> None:
    """Write them over those of the same people: a city has tens of thousands, which as models would cost ten times as much."""
    told = ("people", "source_id", "run_uid", "line")
    key = ("area_id", "year", "age_from", "age_to", "sex", "citizenship")
    question = (
        f"INSERT INTO {PopulationCount._meta.db_table} ({', '.join((*key, *told))})"  # noqa: S608 -- names of columns
        f" VALUES ({', '.join(['%s'] * len((*key, *told)))}) ON CONFLICT ({', '.join(key)})"
        f" DO UPDATE SET {', '.join(f'{name} = excluded.{name}' for name in told)}"
    )
    rows = [(*count.key, count.people, source.pk, run_uid, count.line) for count in counts]
    with connection.cursor() as cursor:
        cursor.executemany(question, rows)
