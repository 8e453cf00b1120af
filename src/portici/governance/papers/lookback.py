"""What a dossier says of what was decided before: how far each decision is, which projects and money stand behind, where."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import Prefetch
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from portici.kernel.actor import Actor
from portici.kernel.money import Money
from portici.programme import queries as programme
from portici.programme.models import Activity, Project
from portici.records.links import seen
from portici.territory.models import Area

from ..following.queries import Execution, follow_up_of_last_decisions
from ..following.states import KnownFrom, StepState
from ..models import Decision
from . import blocks
from .blocks import Block
from .drawings import ToDraw
from .reading import Reader, member_of
from .words import NOTHING, euro

#: Rows on the first pages; the annexes have all.
FIRST = 6
#: Areas of a map that is read at a glance.
MOST_AREAS = 400
AMOUNTS = ("amount_programmed", "amount_committed", "amount_paid")


@dataclass
class LookBack:
    """What the body has decided so far, as far as the reader's eyes reach; what carries it out, as any member may see it."""

    reader: Reader
    actor: Actor = field(init=False)

    def __post_init__(self) -> None:
        self.actor = member_of(self.reader.body)

    @cached_property
    def activities(self) -> list[Activity]:
        """Those that carry out decisions of the body which the reader may read."""
        decided = seen(Decision, self.reader.actor).filter(body=self.reader.body).order_by().values("pk")
        links = Decision.activities.through._default_manager.filter(decision__in=decided)
        rows = seen(Activity, self.actor).filter(pk__in=links.values("activity"))
        return list(rows.prefetch_related(Prefetch("areas", queryset=seen(Area, self.actor))))

    @cached_property
    def amounts(self) -> programme.Amounts:
        """The money of their projects, from the current sheets."""
        keys = {one.project_id for one in self.activities}
        projects: list[Project] = list(programme.projects(self.actor).filter(pk__in=keys))
        return programme.amounts_by_project(self.actor, projects)

    @property
    def to_draw(self) -> ToDraw:
        """The areas of the layer in which most is done, each with the number of activities there."""
        counted = Counter(area for one in self.activities for area in one.areas.all())
        layers = Counter(area.layer_id for area in counted.elements())
        if not layers:
            return ToDraw(())
        [(layer, _number)] = layers.most_common(1)
        every = seen(Area, self.actor).filter(layer=layer).order_by("name", "pk")[:MOST_AREAS]
        return ToDraw([(area, counted[area]) for area in every])

    def decided(self, most: int | None = None) -> Iterator[Block]:
        """What became of the last decisions, newest first."""
        rows = self._rows
        head = [_("Decision"), _("Decided on"), _("What became of it"), _("Where that comes from")]
        yield from blocks.table("", head, rows[:most])
        if not rows:
            yield blocks.line(_("Nothing was decided before."))

    @property
    def is_long(self) -> bool:
        return len(self._rows) > FIRST

    @cached_property
    def _rows(self) -> list[list[str]]:
        reader = self.reader
        found = follow_up_of_last_decisions(
            reader.actor, reader.body, before=reader.meeting.day, told_to=self.actor
        )
        return [_decision_row(one) for one in found]

    def money(self, most: int | None = None) -> Iterator[Block]:
        """The projects that carry the decisions out, with what their sheets say."""
        found = self.amounts
        if not found.rows:
            yield blocks.line(_("No project carries out a decision of the body yet."))
            return
        head = [_("Project"), _("programmed"), _("committed"), _("paid"), _("as of")]
        rows = [_project_row(row) for row in found.rows[:most]]
        rows.append([_("Total"), *(_total(found, name) for name in AMOUNTS), ""])
        yield from blocks.table("", head, rows, numeric=(1, 2, 3))
        if most is not None and len(found.rows) > most:
            yield blocks.line(_("The total is of all the projects, which an annex lists."))

    @property
    def has_more_projects(self) -> bool:
        return len(self.amounts.rows) > FIRST


def _decision_row(one: Execution) -> list[str]:
    decision = one.decision
    late = " (" + _("late") + ")" if one.is_late else ""
    name = f"{decision.number}/{decision.year} {decision.title}"
    decided = date_format(decision.decided_on, "SHORT_DATE_FORMAT")
    return [name, decided, f"{one.state.label}{late}", _origins(one) or NOTHING]


def _origins(one: Execution) -> str:
    """How many steps are how far, apart by where that comes from: what was said is not mixed with what follows."""
    told = []
    for origin in KnownFrom:
        states = Counter(step.state for step in one.steps if step.origin is origin)
        counted = ", ".join(f"{StepState(state).label} {number}" for state, number in states.items())
        if counted:
            told.append(f"{origin.label}: {counted}")
    if one.conceals:
        told.append(_("not all that carries it out is open to those who read this"))
    return "; ".join(told)


def _project_row(row: programme.AmountRow) -> list[str]:
    told = [_euro(row.amounts[name]) for name in AMOUNTS]
    as_of = date_format(row.sheet.as_of, "SHORT_DATE_FORMAT") if row.sheet else NOTHING
    return [str(row.project), *told, as_of]


def _total(found: programme.Amounts, name: str) -> str:
    known = any(row.amounts[name] is not None for row in found.rows if row.is_counted)
    return _euro(found.totals[name]) if known else NOTHING


def _euro(amount: Money | None) -> str:
    return euro(amount.amount if amount is not None else None)
