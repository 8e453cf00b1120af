"""A register's entries taken: decisions that are missing, what they ask for, ties to earlier ones; a constant number of queries."""

from __future__ import annotations

import re
from collections import defaultdict

from django.core.exceptions import ValidationError

from portici.imports.importer import Report
from portici.kernel import clock
from portici.kernel.findings import Finding
from portici.kernel.text import fold
from portici.records import domain as records
from portici.records.models import Publication

from ..domain.decisions import address_of
from ..following.queries import OVERTAKEN
from ..models import Decision, DecisionTie, FollowUp, Statement
from . import findings as found
from .reading import Entry

Key = tuple[int, int, int]
_REFERENCE = re.compile(r"(?:n\.?\s*)?([0-9]{1,5})\s*/\s*([12][0-9]{3})", re.IGNORECASE)


class Batch:
    """The entries of a register with the decisions that they are about, those that are there and those to be made."""

    def __init__(self, entries: list[Entry], report: Report) -> None:
        self.entries = entries
        self.report = report
        bodies = {entry.body.pk: entry.body for entry in entries}
        self.bodies = [bodies[pk] for pk in sorted(bodies)]
        self.decisions: dict[Key, Decision] = {}
        self.there: set[Key] = set()
        self.by_address: dict[str, Decision] = {}
        self.gone: dict[str, str] = {}

    def take(self, *, write: bool) -> None:
        if write:
            for body in self.bodies:
                # Numbers of a body are given by one at a time.
                records.locked(body)
        self._load()
        self.entries = [entry for entry in self.entries if self._is_sound(entry)]
        self._same_numbers()
        self._earlier_ones()
        self._make(write)
        self._ask(write)
        self._tie(write)

    def _load(self) -> None:
        for row in Decision.objects.filter(body__in=self.bodies):
            key = (row.body_id, row.year, row.number)
            self.decisions[key] = row
            self.there.add(key)
        self.by_address = {row.address: row for row in Decision.objects.all()}
        ties = DecisionTie.objects.filter(kind__in=OVERTAKEN).select_related("later", "earlier")
        self.gone = {tie.earlier.address: tie.later.address for tie in ties}

    def _is_sound(self, entry: Entry) -> bool:
        """Whether the fields' own rules let the decision be stored."""
        try:
            _decision(entry).clean_fields(exclude=("body",))
            if entry.asked:
                _follow_up(entry, Decision()).clean_fields(exclude=("decision",))
        except ValidationError as error:
            self._refuse(entry, records.as_findings(_decision(entry), error))
            return False
        return True

    def _same_numbers(self) -> None:
        """One decision a number: rows with its title are what else it asks for, others are refused."""
        first: dict[Key, Entry] = {}
        kept = []
        for entry in self.entries:
            known = self.decisions.get(entry.key) if entry.key in self.there else None
            if known is not None and fold(known.title) != entry.title:
                self._refuse(entry, [found.taken_in_store(known.address, entry.number_said)])
            elif first.setdefault(entry.key, entry).title != entry.title:
                self._refuse(entry, [found.taken_in_file(first[entry.key].row.line, entry.number_said)])
            else:
                kept.append(entry)
        self.entries = kept

    def _earlier_ones(self) -> None:
        """Refuse rows that name an earlier decision that is not there; what a refused row was to make is not there either."""
        while True:
            for entry in self.entries:
                if entry.key not in self.decisions:
                    decision = _decision(entry)
                    self.decisions[entry.key] = self.by_address[decision.address] = decision
            gone = dict(self.gone)
            bad = [(entry, told) for entry in self.entries if (told := self._untied(entry, gone))]
            if not bad:
                return
            for entry, told in bad:
                self._refuse(entry, told)
                self.entries.remove(entry)
            left = {entry.key for entry in self.entries} | self.there
            for key in self.decisions.keys() - left:
                self.by_address.pop(self.decisions.pop(key).address)

    def _untied(self, entry: Entry, gone: dict[str, str]) -> list[Finding]:
        """What stands against the entry's ties; those that hold are added to `gone`."""
        told, own = [], self.decisions[entry.key]
        for name, text in entry.ties.items():
            earlier = self._named(entry, text)
            if earlier is None:
                told.append(found.not_there(name, text))
            elif _place(earlier) >= _place(own):
                told.append(found.not_earlier(name, text))
            elif gone.get(earlier.address, own.address) != own.address:
                told.append(found.no_force(name, text, gone[earlier.address]))
            elif DecisionTie.Kind(name) in OVERTAKEN:
                gone[earlier.address] = own.address
        return told

    def _named(self, entry: Entry, text: str) -> Decision | None:
        """The decision of the same body that "12/2019" names, or the one of an address."""
        match = _REFERENCE.fullmatch(text)
        if match is None:
            return self.by_address.get(text.casefold())
        return self.decisions.get((entry.body.pk, int(match[2]), int(match[1])))

    def _make(self, write: bool) -> None:
        made: dict[Key, Decision] = {}
        for entry in self.entries:
            if entry.key in self.there or entry.key in made:
                continue
            decision = made[entry.key] = self.decisions[entry.key]
            records.stamp(decision, new=True)
            self.report.added += 1
            told = records.told(decision).items()
            changes = {name: ("", text) for name, text in told if text}
            self.report.differences.append((Decision.KIND, decision.uid, changes))
        if write:
            Decision.objects.bulk_create(made.values())

    def _ask(self, write: bool) -> None:
        """What the decisions ask for, unless they ask for it already; the state of the register as it was said."""
        asked: dict[int, set[str]] = defaultdict(set)
        for pk, what in FollowUp.objects.filter(decision__body__in=self.bodies).values_list(
            "decision", "what"
        ):
            asked[pk].add(what)
        in_file: set[tuple[Key, str]] = set()
        rows: list[FollowUp] = []
        said: list[Statement] = []
        for entry in self.entries:
            what = entry.asked.get("what", "")
            decision, is_old = self.decisions[entry.key], entry.key in self.there
            known = not what or (entry.key, what) in in_file or (is_old and what in asked[decision.pk])
            if not known:
                in_file.add((entry.key, what))
                rows.append(_follow_up(entry, decision))
                if entry.said:
                    state, text, moment = entry.said
                    said.append(Statement(follow_up=rows[-1], state=state, text=text, said_at=moment))
                if is_old:
                    self.report.changed += 1
                    changes = {"follow_ups": ("", what)}
                    self.report.differences.append((Decision.KIND, decision.uid, changes))
            elif is_old:
                self.report.unchanged += 1
        if write:
            FollowUp.objects.bulk_create(rows)
            Statement.objects.bulk_create(said)
            links = Decision.activities.through
            carried = {(row.decision.pk, row.activity.pk) for row in rows if row.activity is not None}
            links._default_manager.bulk_create(
                [links(decision_id=decision, activity_id=activity) for decision, activity in sorted(carried)],
                ignore_conflicts=True,
            )

    def _tie(self, write: bool) -> None:
        ties: dict[tuple[str, str], DecisionTie] = {}
        for entry in self.entries:
            for name, text in entry.ties.items():
                later, earlier = self.decisions[entry.key], self._named(entry, text)
                if earlier is not None:
                    pair = (later.address, earlier.address)
                    ties[pair] = DecisionTie(later=later, earlier=earlier, kind=DecisionTie.Kind(name))
        if write:
            DecisionTie.objects.bulk_create(ties.values(), ignore_conflicts=True)

    def _refuse(self, entry: Entry, told: list[Finding]) -> None:
        self.report.tell(entry.row, told)


def _decision(entry: Entry) -> Decision:
    year = entry.decided_on.year
    return Decision(
        body=entry.body,
        number=entry.number,
        year=year,
        decided_on=entry.decided_on,
        address=address_of(entry.body, year, entry.number),
        publication=Publication.PUBLISHED if entry.published else Publication.DRAFT,
        published_at=clock.now() if entry.published else None,
        created_at=clock.now(),
        updated_at=clock.now(),
        **entry.values,
    )


def _follow_up(entry: Entry, decision: Decision) -> FollowUp:
    return FollowUp(decision=decision, **entry.asked)


def _place(decision: Decision) -> tuple[object, int]:
    """Where a decision stands among those of all bodies, by its day; of one day by its number."""
    return decision.decided_on, decision.number
