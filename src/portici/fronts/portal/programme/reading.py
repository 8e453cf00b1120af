"""What the portal reads of the programme, as a visitor; references to withheld records read as none."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import F, OuterRef, Prefetch, Q, QuerySet, Subquery, Sum
from django.http import Http404
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portici.fronts.portal.territory.reading import shown, visible
from portici.kernel.actor import VISITOR
from portici.needs.models import Need
from portici.organisations.models import Organisation
from portici.programme import queries
from portici.programme.models import Activity, Project, Sheet

#: The four amounts of a sheet: name in addresses, field, label as the sheet has it.
AMOUNTS: tuple[tuple[str, str, str | Promise], ...] = (
    ("programmato", "amount_programmed", _("Amount programmed")),
    ("ammesso", "amount_admitted", _("Amount admitted to funding")),
    ("vincolante", "amount_committed", _("Legally binding amount")),
    ("erogato", "amount_paid", _("Amount paid")),
)
AMOUNT_FIELDS = {name: field for name, field, _label in AMOUNTS}


def newest_sheets() -> QuerySet[Sheet]:
    """The newest published sheet of each project, with its implementer."""
    return queries.current_sheet_rows(VISITOR)


def newest_value(field: str) -> Subquery:
    """A field of a project's newest published sheet, to sort projects by."""
    sheets = visible(Sheet).filter(project=OuterRef("pk")).order_by("-as_of", "-pk")
    return Subquery(sheets.values(field)[:1])


def projects() -> QuerySet[Project]:
    """Published projects, each with its newest sheet in `newest` (a list of one, or empty)."""
    sheets = newest_sheets().prefetch_related(None)
    return queries.projects(VISITOR).prefetch_related(
        Prefetch("sheets", queryset=shown(sheets, "implementer"), to_attr="newest")
    )


def sheet_of(project: Project) -> Sheet | None:
    """The newest sheet that `projects()` brought along."""
    newest: list[Sheet] = getattr(project, "newest", [])
    return newest[0] if newest else None


def project_at(code: str) -> Project:
    """The project of an address, however its code is spelt; Http404 when a visitor sees none."""
    project = queries.project_by_code(VISITOR, code)
    if project is None:
        raise Http404
    return project


def counted(rows: QuerySet[Project]) -> QuerySet[Project]:
    """Of these projects, the ones whose amounts make a total: a sub-project's are part of its project's."""
    return rows.filter(Q(parent=None))


def totals(rows: QuerySet[Project]) -> dict[str, Decimal | None]:
    """The sum of each amount over the newest sheets of these projects; None where none has it."""
    sheets = newest_sheets().filter(project__in=rows.order_by().values("pk"))
    sums: dict[str, Decimal | None] = sheets.aggregate(
        **{field: Sum(field) for _name, field, _label in AMOUNTS}
    )
    return sums


@dataclass(frozen=True, slots=True)
class Version:
    """A dated sheet with its place among those of the same day, where it stands, where the page kept of it is saved from."""

    sheet: Sheet
    ordinal: int
    url: str
    snapshot_url: str


def versions_of(project: Project) -> list[Version]:
    """All published sheets of the project, newest first. Of two of one day the second is numbered."""
    found: list[Version] = []
    days: dict[str, int] = {}
    for sheet in queries.sheets_of(VISITOR, project):
        day = sheet.as_of.isoformat()
        ordinal = days[day] = days.get(day, 0) + 1
        args = [project.code, day] if ordinal == 1 else [project.code, day, ordinal]
        snapshot_url = reverse("portal:snapshot", args=args) if hasattr(sheet, "snapshot") else ""
        found.append(Version(sheet, ordinal, reverse("portal:sheet-version", args=args), snapshot_url))
    return found


def activities() -> QuerySet[Activity]:
    """Published activities with whatever a list row names, as far as a visitor may see it."""
    names = ("project", "responsible", "partners", "place", "areas", "depends_on")
    rows = shown(visible(Activity), *names).prefetch_related("milestones")
    return rows.order_by(F("starts_on").asc(nulls_last=True), "title", "pk")


def doing(project: Project) -> QuerySet[Activity]:
    """The activities of a project and of its sub-projects."""
    return visible(Activity).filter(Q(project=project) | Q(project__parent=project))


def activity_at(uid: str) -> Activity:
    """The activity of an address, with all that it stands with; Http404 when a visitor sees none."""
    activity = (
        activities().filter(uid=uid).prefetch_related(Prefetch("needs", queryset=visible(Need))).first()
    )
    if activity is None:
        raise Http404
    return activity


def organisations_of(project: Project, sheet: Sheet | None) -> QuerySet[Organisation]:
    """Who carries the project: the sheet's implementer, those who answer for its activities, partners."""
    done = doing(project).order_by()
    joined = Activity.partners.through._default_manager.filter(activity__in=done.values("pk"))
    involved = Q(pk__in=done.exclude(responsible=None).values("responsible"))
    involved |= Q(pk__in=joined.values("organisation"))
    if sheet and sheet.implementer_id:
        involved |= Q(pk=sheet.implementer_id)
    return visible(Organisation).filter(involved)
