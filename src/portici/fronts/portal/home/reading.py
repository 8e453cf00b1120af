"""What the home page gathers from all rooms, with a visitor's eyes, in a constant number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import npgettext_lazy

from portici.fronts.figures import Figure, tally
from portici.fronts.portal.governance.reading import decisions
from portici.fronts.portal.organisations.reading import network
from portici.fronts.portal.programme.reading import activities, counted, projects, totals
from portici.fronts.portal.territory.links import at_work
from portici.fronts.portal.territory.reading import visible
from portici.fronts.templatetags.portici import money
from portici.kernel.actor import VISITOR
from portici.needs import queries as needs
from portici.programme.models import Activity, ActivityState, Project
from portici.territory.models import Area, AreaPart, LayerKind, Place

#: Layers whose areas people call by name, in the order in which the home page offers them.
OFFERED = (
    LayerKind.TARGET,
    LayerKind.QUARTIERE,
    LayerKind.DISTRICT,
    LayerKind.COMUNE,
)
MOST_OFFERED = 80


def chain() -> list[tuple[Any, Figure]]:
    """The links of the chain, each with how many there are and the way to them."""
    paid = totals(counted(visible(Project)))["amount_paid"]
    steps = [
        (
            _("Area"),
            npgettext_lazy("figure", "target area", "target areas", "count"),
            _rows(needs.designations_in_force(VISITOR)),
            "targets",
            "?state=now",
        ),
        (
            _("Need"),
            npgettext_lazy("figure", "need recorded", "needs recorded", "count"),
            _rows(needs.needs(VISITOR)),
            "needs",
            "",
        ),
        (
            _("Decision"),
            npgettext_lazy("figure", "decision taken", "decisions taken", "count"),
            _rows(decisions()),
            "decisions",
            "",
        ),
        (
            _("Activity"),
            npgettext_lazy("figure", "activity", "activities", "count"),
            _rows(visible(Activity)),
            "activities",
            "",
        ),
        (
            _("Partners"),
            npgettext_lazy("figure", "organisation at work", "organisations at work", "count"),
            _rows(network().filter(at_work())),
            "organisations",
            "?acting=1",
        ),
    ]
    found = [
        (step, tally(label, rows, f"{reverse(f'portal:{name}')}{query}"))
        for step, label, rows, name, query in steps
    ]
    if paid is not None:
        url = f"{reverse('portal:projects')}?importo=erogato&livello=progetto"
        found.append((_("Money"), Figure(_("paid so far"), paid, url, how="sum", text=money(paid))))
    return found


def _rows(rows: Any) -> int:
    return int(rows.order_by().prefetch_related(None).select_related(None).count())


def areas_with_activities() -> list[tuple[Any, list[Area]]]:
    """Areas in which something was done, in them or in what lies in them, by layer."""
    reached = _reached()
    rows = visible(Area).filter(pk__in=reached, layer__kind__in=OFFERED).order_by("layer__order", "name")
    groups: dict[str, list[Area]] = defaultdict(list)
    for area in rows[:MOST_OFFERED]:
        groups[area.layer.kind].append(area)
    return [(groups[kind][0].layer.name, groups[kind]) for kind in OFFERED if kind in groups]


def _reached() -> set[int]:
    """Primary keys of the areas with an activity, of what holds them, and of what drawn areas lie in."""
    done = visible(Activity).order_by()
    links = Activity.areas.through._default_manager.filter(activity__in=done.values("pk"))
    used = visible(Place).filter(pk__in=done.exclude(place=None).values("place"))
    touched = visible(Area).filter(Q(pk__in=links.values("area")) | Q(pk__in=used.order_by().values("area")))
    held = dict(touched.order_by().values_list("pk", "path"))
    keys = {key for path in held.values() for key in _keys(path)}
    parts: dict[int, list[set[int]]] = defaultdict(list)
    for whole, path in AreaPart.objects.filter(whole__in=list(held)).values_list("whole", "part__path"):
        parts[whole].append(_keys(path))
    return keys | {key for above in parts.values() for key in set.intersection(*above)}


def _keys(path: str) -> set[int]:
    return {int(key) for key in path.split("/") if key}


def under_way(most: int) -> list[Activity]:
    """Activities under way, those that end first before the others."""
    return list(activities().filter(state=ActivityState.RUNNING).order_by("ends_on", "title", "pk")[:most])


def latest_decisions(most: int) -> list[Any]:
    return list(decisions().order_by("-decided_on", "-number", "pk")[:most])


def family(most: int) -> list[tuple[Any, list[Project]]]:
    """The projects (not their sub-projects) by axis."""
    rows = counted(projects()).order_by("action__axis__programme__code", "action__axis__code", "code_key")
    return _by_axis(rows[:most])


def _by_axis(rows: Iterable[Project]) -> list[tuple[Any, list[Project]]]:
    groups: dict[str, list[Project]] = {}
    for project in rows:
        axis = str(project.action.axis) if project.action else ""
        groups.setdefault(axis, []).append(project)
    return list(groups.items())
