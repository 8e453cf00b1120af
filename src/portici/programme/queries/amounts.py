"""The money of projects as their current sheets say it: never a total without its rows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from portici.kernel.actor import Actor
from portici.kernel.money import Money

from ..checks import AMOUNTS
from ..models import Project, Sheet
from .projects import current_sheets, projects


@dataclass(frozen=True, slots=True)
class AmountRow:
    """A project's amounts, from `sheet` (None: no published sheet). None is "not known", which is not zero.

    `is_counted` is False for a sub-project whose project is a row with amounts: they hold the sub-project's.
    """

    project: Project
    sheet: Sheet | None
    amounts: dict[str, Money | None]
    is_counted: bool

    @property
    def is_empty(self) -> bool:
        return all(amount is None for amount in self.amounts.values())


@dataclass(frozen=True, slots=True)
class Amounts:
    """The rows; for each of `checks.AMOUNTS` the sum of the counted ones, and how many of these have none."""

    rows: list[AmountRow]
    totals: dict[str, Money]
    unknown: dict[str, int]


def amounts_by_project(actor: Actor, among: Iterable[Project] | None = None) -> Amounts:
    """Amounts of the projects (all that the actor may see) from their current sheets, in the order given."""
    listed = list(projects(actor) if among is None else among)
    sheets = current_sheets(actor, listed)
    with_amounts = {pk for pk, sheet in sheets.items() if set(_amounts(sheet).values()) != {None}}
    rows = [_row(project, sheets.get(project.pk), with_amounts) for project in listed]
    counted = [row for row in rows if row.is_counted]
    return Amounts(
        rows=rows,
        totals={
            name: Money.total(amount for row in counted if (amount := row.amounts[name]) is not None)
            for name in AMOUNTS
        },
        unknown={name: sum(row.amounts[name] is None for row in counted) for name in AMOUNTS},
    )


def _row(project: Project, sheet: Sheet | None, with_amounts: set[int]) -> AmountRow:
    return AmountRow(
        project=project,
        sheet=sheet,
        amounts=_amounts(sheet),
        is_counted=project.parent_id not in with_amounts,
    )


def _amounts(sheet: Sheet | None) -> dict[str, Money | None]:
    return {name: _money(getattr(sheet, name)) if sheet else None for name in AMOUNTS}


def _money(amount: Decimal | None) -> Money | None:
    return None if amount is None else Money(amount)
