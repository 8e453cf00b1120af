"""Writing a batch of organisations at once: the same number of queries whatever the rows.

What a person changed by hand is not overwritten by a file: the row is told with a warning instead.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from portici.imports.importer import Report, Row
from portici.journal.models import Change
from portici.kernel import clock
from portici.kernel.codes.parsed import warning
from portici.kernel.findings import Finding, Message, gettext_noop
from portici.kernel.text import fold
from portici.records import domain as records
from portici.records.models import Publication
from portici.territory import positions

from ..domain.keeping import codes_text
from ..models import NameKey, Organisation, OrganisationCode, Seat
from ..names import keys

#: Verbs of the journal behind which there is a person's hand.
BY_HAND = ("amend", "amend-seat", "add-seat")
WRITTEN = ("name", "short_name", "type", "legal_form", "description", "website", "email", "pec", "phone")
SEAT_WRITTEN = ("address", "postcode", "town", "area", "lon", "lat")


@dataclass(slots=True)
class Wish:
    """What a row wants of an organisation that is there: fields, facts, codes and its main seat."""

    row: Row
    organisation: Organisation
    values: Mapping[str, Any]
    facts: Mapping[str, str] = field(default_factory=dict)
    codes: Sequence[tuple[str, str]] = ()
    seat: Mapping[str, Any] | None = None
    #: The organisation was only announced by another row of the file: filling it in counts as adding it.
    fills: bool = False


class Writer:
    """Collects what a batch adds and changes, and writes it in `flush`."""

    def __init__(self, *, report: Report, write: bool, publish: bool) -> None:
        self.report = report
        self.write = write
        self.publication = Publication.PUBLISHED if publish else Publication.DRAFT
        self.new: list[Organisation] = []
        self.wishes: list[Wish] = []
        self.codes: list[OrganisationCode] = []
        self.seats: list[Seat] = []
        self.main_seats: dict[str, Seat] = {}
        self.held: set[tuple[int, str, str]] = set()
        self.parents: dict[int, str] = {}
        self.changed: dict[int, Organisation] = {}
        self.changed_seats: dict[int, Seat] = {}
        self.renamed: list[Organisation] = []

    def add(
        self,
        values: Mapping[str, Any],
        *,
        codes: Sequence[tuple[str, str]] = (),
        seat: Mapping[str, Any] | None = None,
        facts: Mapping[str, str] | None = None,
    ) -> Organisation:
        """A new organisation, to be written by `flush`; counted by the caller."""
        organisation = Organisation(
            **values, facts=dict(facts or {}), codes_text=codes_text(codes), publication=self.publication
        )
        organisation.folded_name = fold(organisation.name)[:300]
        if self.publication == Publication.PUBLISHED:
            organisation.published_at = clock.now()
        records.stamp(organisation, new=True)
        self.new.append(organisation)
        self.codes += [OrganisationCode(organisation=organisation, scheme=s, value=v) for s, v in codes]
        if seat and any(seat.values()):
            self.main_seats[organisation.uid] = Seat(organisation=organisation, **seat)
            self.seats.append(self.main_seats[organisation.uid])
        return organisation

    def wish(self, wish: Wish) -> None:
        """A change of an organisation that is there, weighed and written by `flush`."""
        self.wishes.append(wish)

    def flush(self) -> None:
        """Weigh the wishes, count and tell them, write everything."""
        self._load()
        differing = [wish for wish in self.wishes if any(self._differences(wish))]
        by_hand = _by_hand(wish.organisation.uid for wish in differing)
        self.parents = _names(wish.organisation.parent_id for wish in differing if "parent" in wish.values)
        for wish in self.wishes:
            self._grant(wish, *self._differences(wish), by_hand.get(wish.organisation.uid, set()))
        for organisation in self.new:
            told = {"name": ("", organisation.name), "codes": ("", organisation.codes_text)}
            self.report.differences.append((Organisation.KIND, organisation.uid, told))
        if self.write:
            self._write_new()
            self._write_changed()

    def _load(self) -> None:
        """The main seats, and the codes where rows bring codes, of the organisations that are there."""
        uids = {wish.organisation.pk: wish.organisation.uid for wish in self.wishes if wish.organisation.pk}
        for seat in Seat.objects.filter(organisation__in=uids, is_main=True).select_related("area"):
            self.main_seats.setdefault(uids[seat.organisation_id], seat)
        coded = [wish.organisation.pk for wish in self.wishes if wish.codes and wish.organisation.pk]
        if coded:
            rows = OrganisationCode.objects.filter(organisation__in=coded)
            self.held.update(rows.values_list("organisation_id", "scheme", "value"))

    def _differences(self, wish: Wish) -> tuple[dict[str, Any], dict[str, Any]]:
        """The fields and the seat's fields in which the row differs from what is there."""
        organisation = wish.organisation
        fields = {name: value for name, value in wish.values.items() if _differs(organisation, name, value)}
        facts = {**organisation.facts, **wish.facts}
        if wish.fills:
            facts.pop(ANNOUNCED, None)
        if facts != organisation.facts:
            fields["facts"] = facts
        return fields, _seat_differences(self.main_seats.get(organisation.uid), wish.seat or {})

    def _grant(self, wish: Wish, fields: dict[str, Any], seat: dict[str, Any], by_hand: set[str]) -> None:
        kept = (by_hand & fields.keys()) | ({"seat"} if seat and by_hand & SEAT_BY_HAND else set())
        if kept:
            self.report.tell(wish.row, [_kept_by_hand(sorted(kept))])
            fields = {name: value for name, value in fields.items() if name not in kept}
            seat = {} if "seat" in kept else seat
        new_codes = self._new_codes(wish)
        if not fields and not seat and not new_codes:
            self.report.unchanged += not wish.fills
            self.report.added += wish.fills
            return
        self.report.added += wish.fills
        self.report.changed += not wish.fills
        told = self._apply_fields(wish.organisation, fields) | self._apply_seat(wish.organisation, seat)
        if new_codes:
            told["codes"] = ("", ", ".join(f"{code.scheme}:{code.value}" for code in new_codes))
        self._mark(wish.organisation, told, renamed="name" in fields)

    def _new_codes(self, wish: Wish) -> list[OrganisationCode]:
        one = wish.organisation
        rows = [
            OrganisationCode(organisation=one, scheme=scheme, value=value)
            for scheme, value in wish.codes
            if one.pk and (one.pk, scheme, value) not in self.held
        ]
        self.held.update((one.pk, row.scheme, row.value) for row in rows)
        self.codes += rows
        words = dict.fromkeys([*one.codes_text.split(), *(row.value for row in rows)])
        one.codes_text = " ".join(words)[:300]
        return rows

    def _apply_fields(self, organisation: Organisation, fields: dict[str, Any]) -> dict[str, tuple[str, str]]:
        told = {}
        for name, value in fields.items():
            if name == "parent":
                before = self.parents.get(organisation.parent_id or 0, "")
            else:
                before = _as_text(getattr(organisation, name))
            told[name] = (before, _as_text(value))
            setattr(organisation, name, value)
        return told

    def _apply_seat(self, organisation: Organisation, seat: dict[str, Any]) -> dict[str, tuple[str, str]]:
        if not seat:
            return {}
        row = self.main_seats.get(organisation.uid)
        if row is None:
            row = self.main_seats[organisation.uid] = Seat(organisation=organisation)
            self.seats.append(row)
        told = {}
        for name, value in seat.items():
            told[f"seat.{name}"] = (_as_text(getattr(row, name)), _as_text(value))
            setattr(row, name, value)
        if row.pk:
            self.changed_seats[row.pk] = row
        return told

    def _mark(self, organisation: Organisation, told: dict[str, tuple[str, str]], *, renamed: bool) -> None:
        """The record as changed: version, times, words; told once a row."""
        organisation.folded_name = fold(organisation.name)[:300]
        if organisation.pk:
            if organisation.pk not in self.changed:
                organisation.version += 1
            self.changed[organisation.pk] = organisation
        if renamed and organisation.pk:
            self.renamed.append(organisation)
        records.stamp(organisation)
        self.report.differences.append((Organisation.KIND, organisation.uid, told))

    def _write_new(self) -> None:
        """Those without a parent, or whose parent is there, first; then what is part of them."""
        waiting, tied = self.new, []
        while waiting:
            ready = [one for one in waiting if one.parent is None or one.parent.pk]
            if not ready:  # parts of one another: written apart, tied afterwards
                tied.append((waiting[0], waiting[0].parent))
                waiting[0].parent = None
                continue
            Organisation.objects.bulk_create(ready)
            waiting = [one for one in waiting if not one.pk]
        for one, parent in tied:
            one.parent = parent
        _update(Organisation, [one for one, _parent in tied], ["parent"])
        _write_keys(self.new)

    def _write_changed(self) -> None:
        _update(Organisation, self.changed.values(), ORGANISATION_FIELDS)
        OrganisationCode.objects.bulk_create(self.codes)
        Seat.objects.bulk_create(self.seats)
        _update(Seat, self.changed_seats.values(), SEAT_WRITTEN)
        positions.points_placed(Seat, [*self.seats, *self.changed_seats.values()])
        if self.renamed:
            NameKey.objects.filter(organisation__in=[one.pk for one in self.renamed]).delete()
            _write_keys(self.renamed)


#: The fact that says that another row announced the organisation, and its own row has not come yet.
ANNOUNCED = "announced"
SEAT_BY_HAND = frozenset(f"seat.{name}" for name in SEAT_WRITTEN)
ORGANISATION_FIELDS = (
    *(*WRITTEN, "parent", "facts"),
    *("folded_name", "codes_text", "search_text", "version", "updated_at"),
)


def _differs(organisation: Organisation, name: str, value: Any) -> bool:
    """Whether the field is another; of the parent only the key is compared, so that it is not fetched."""
    if name != "parent":
        return bool(getattr(organisation, name) != value)
    if value is None or value.pk:
        return bool(organisation.parent_id != (value.pk if value else None))
    return True


def _seat_differences(seat: Seat | None, wanted: Mapping[str, Any]) -> dict[str, Any]:
    """What the row says of the seat and is not there; a smaller area within the row's own stays."""
    said = {name: value for name, value in wanted.items() if value not in ("", None)}
    if seat is None:
        return said
    differing = {name: value for name, value in said.items() if getattr(seat, name) != value}
    area = differing.get("area")
    if area is not None and seat.area and area.path and seat.area.path.startswith(area.path):
        del differing["area"]
    return differing


def _names(pks: Iterable[int | None]) -> dict[int, str]:
    wanted = {pk for pk in pks if pk}
    if not wanted:
        return {}
    return dict(Organisation.objects.filter(pk__in=wanted).values_list("pk", "name"))


def _by_hand(uids: Iterable[str]) -> dict[str, set[str]]:
    """For each organisation the fields that a person changed."""
    wanted = list(uids)
    if not wanted:
        return {}
    rows = Change.objects.filter(
        entry__kind=Organisation.KIND, entry__ref__in=wanted, entry__verb__in=BY_HAND, entry__run_uid=""
    )
    found: dict[str, set[str]] = {}
    for uid, name in rows.values_list("entry__ref", "field"):
        found.setdefault(uid, set()).add(name)
    return found


def _update(model: type[Organisation] | type[Seat], rows: Iterable[Any], fields: Sequence[str]) -> None:
    """Write rows that are there, in one statement: an upsert is many times faster than `bulk_update` here."""
    listed = list(rows)
    if listed:
        model._default_manager.bulk_create(
            listed, update_conflicts=True, unique_fields=["id"], update_fields=list(fields)
        )


def _write_keys(organisations: Iterable[Organisation]) -> None:
    NameKey.objects.bulk_create(
        NameKey(organisation=one, key=key) for one in organisations for key in keys(one.folded_name)
    )


def _as_text(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name}: {text}" for name, text in sorted(value.items()))
    return "" if value is None else str(value)


def _kept_by_hand(fields: list[str]) -> Finding:
    accepted = Message(
        gettext_noop("Somebody changed this by hand; it stays as it is: %(fields)s."),
        {"fields": ", ".join(fields)},
    )
    todo = Message(gettext_noop("Compare the two, and correct the record if the file is right."))
    return warning("organisation.by_hand", ", ".join(fields), accepted, todo)
