"""The poster and the plaque of a project that a European fund pays a part of, as PDF.

Their words are the law's and the programme's, in Italian whatever language is spoken on the screen.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.template.loader import render_to_string

from portici.kernel.actor import Actor
from portici.kernel.findings import YES, Message, Refused, Verdict, gettext_noop, no
from portici.programme import queries as programme
from portici.programme.models import Action, Period, Project

from .emblem import emblem_svg
from .obligations import FUND_NAMES, Obligation, Sheet, obligation
from .printing import pdf_of_html


@dataclass(frozen=True, slots=True)
class Poster:
    """What a poster tells of a project."""

    project: Project
    rule: Obligation
    programme_name: str
    fund_name: str
    title: str
    total: Decimal | None

    @property
    def needs_plaque(self) -> bool:
        """Whether the law asks for a durable plaque, as far as the sheet's amount tells."""
        over = self.rule.plaque_over
        return over is not None and self.total is not None and self.total > over


def may_print(project: Project) -> Verdict:
    """Whether the table of obligations has a rule for what pays the project."""
    action = _action(project)
    if action is None:
        return no(
            gettext_noop(
                "The project stands under no action of a programme: nothing tells which fund pays it."
            )
        )
    if not action.axis.fund or not action.axis.programme.period:
        return no(
            gettext_noop(
                "No European fund is said to pay the axis “%(axis)s”: write fund and period in the programme."
            ),
            axis=str(action.axis),
        )
    if obligation(action.axis.programme.period, action.axis.fund) is None:
        return no(
            gettext_noop("There is no rule for the fund “%(fund)s” in the period %(period)s."),
            fund=action.axis.get_fund_display(),
            period=action.axis.programme.period,
        )
    return YES


def poster_of(actor: Actor, project: Project) -> Poster:
    """What the poster tells, from the newest published sheet. Raises Refused."""
    verdict = may_print(project)
    if not verdict:
        raise Refused(verdict.reason or Message(""))
    axis = _action(project).axis  # type: ignore[union-attr] # may_print has just found it
    rule = obligation(axis.programme.period, axis.fund)
    assert rule is not None  # noqa: S101 -- may_print has just found it
    sheet = programme.current_sheet(actor, project)
    return Poster(
        project=project,
        rule=rule,
        programme_name=axis.programme.name,
        fund_name=str(FUND_NAMES[rule.fund]),
        title=project.title,
        total=sheet.amount_admitted or sheet.amount_programmed if sheet else None,
    )


def pdf_of(poster: Poster, sheet: Sheet, *, office: str, body: str) -> bytes:
    """The poster on the sheet's paper. Raises CannotPrint when the machine lacks what WeasyPrint stands on."""
    html = render_to_string("publishing/poster.html", _context(poster, sheet, office, body))
    return pdf_of_html(html)


def _context(poster: Poster, sheet: Sheet, office: str, body: str) -> dict[str, Any]:
    width, height = sheet.size
    emblem = base64.b64encode(emblem_svg().encode()).decode()
    # The emblem's height, so that emblem and words take the share of the sheet that the rule asks for.
    return {
        "poster": poster,
        "sheet": sheet,
        "width": width,
        "height": height,
        "band": round(height * max(poster.rule.share, 0.25)),
        "unit": round(min(width, height) / 100, 2),
        "emblem": f"data:image/svg+xml;base64,{emblem}",
        "office": office,
        "body": body,
        "is_old": poster.rule.period == Period.P2014,
    }


def _action(project: Project) -> Action | None:
    """The action that the project stands under; a sub-project's is, when it has none, its parent's."""
    return project.action or (project.parent.action if project.parent else None)
