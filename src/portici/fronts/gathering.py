"""Where an edition's distress gathers, in words: the finding, its clusters, and an area among its neighbours."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from portici.fronts.templatetags.portici import number, percent
from portici.study.models import AreaResult, AreaState, Edition
from portici.study.neighbours import LEAST_AREAS, Rule, Standing

#: Clusters of high distress first; then of low; then the areas that stand out from those around them.
KINDS = {
    "high-high": gettext_lazy("Cluster of high distress"),
    "low-low": gettext_lazy("Cluster of low distress"),
    "high-low": gettext_lazy("More distressed than what is around it"),
    "low-high": gettext_lazy("Less distressed than what is around it"),
}
#: What else an area is: like its neighbours no more than chance explains, without neighbours, without a border.
USUAL, ISLAND, UNPLACED = "usual", "island", "unplaced"
ROUND = {
    "high-high": gettext_lazy(
        "It lies in a cluster of high distress: it and, on the whole, the areas around it are more distressed than the mean,"
        " and resemble one another more than chance explains (q %(q)s)."
    ),
    "low-low": gettext_lazy(
        "It lies in a cluster of low distress: it and, on the whole, the areas around it are less distressed than the mean,"
        " and resemble one another more than chance explains (q %(q)s)."
    ),
    "high-low": gettext_lazy(
        "It stands out: it is more distressed than the mean, the areas around it are less, and chance does not explain it"
        " (q %(q)s)."
    ),
    "low-high": gettext_lazy(
        "It stands out: it is less distressed than the mean, the areas around it are more, and chance does not explain it"
        " (q %(q)s)."
    ),
}
UNSAID = {
    Standing.TOO_FEW: gettext_lazy(
        "Nothing is said of clusters: fewer than %(least)s areas have a place and a border."
    ),
    Standing.NO_SHAPES: gettext_lazy("Nothing is said of clusters: none of the areas has a border."),
    Standing.ALONE: gettext_lazy(
        "Nothing is said of clusters: no area touches another. Choose the nearest neighbours, or a greater tolerance."
    ),
    Standing.CONSTANT: gettext_lazy("Nothing is said of clusters: all areas have the same index."),
}
#: Areas without a place among neighbours that are named.
NAMED = 20
#: Decimals of Moran's I and of a p.
DECIMALS = 3

Named = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Group:
    """Areas near one another that stand out in the same way; `q` is the smallest of theirs."""

    quadrant: str
    areas: Sequence[Named]
    q: str

    @property
    def kind(self) -> str:
        return str(KINDS[self.quadrant])


@dataclass(frozen=True, slots=True)
class Gathering:
    """The finding in a title, the sentences below it, the clusters, how it was done; `is_said` when there is a finding."""

    title: str
    sentences: Sequence[str]
    groups: Sequence[Group]
    notes: Sequence[str]
    is_said: bool


def gathering_of(
    edition: Edition, seen: QuerySet[AreaResult], url: Callable[[AreaResult], str]
) -> Gathering | None:
    """What is said of clusters, among rows that the reader may see; None when the edition did not look for any. One query."""
    told: Mapping[str, Any] = edition.manifest.get("clusters", {})
    standing = told.get("standing")
    if standing is None:
        return None
    named = [
        *told["absent"][:NAMED],
        *told["islands"][:NAMED],
        *(code for code, _why in told["invalid"][:NAMED]),
    ]
    rows = list(seen.filter(Q(cluster_q__lte=told["alpha"]) | Q(code__in=named)))
    notes = list(_unplaced(told, rows))
    if standing != Standing.SAID:
        said = str(UNSAID[Standing(standing)]) % {"least": number(LEAST_AREAS)}
        return Gathering(_("Where distress gathers"), [said], [], notes, False)
    groups = [group for kind in KINDS for group in _groups(kind, rows, told["alpha"], url)]
    title, sentence = _overall(told)
    return Gathering(title, [sentence, _found(groups)], groups, [*notes, _how(told)], True)


def around_of(row: AreaResult) -> list[str]:
    """The area among its neighbours, in plain words; nothing where the edition says nothing of clusters."""
    told: Mapping[str, Any] = row.edition.manifest.get("clusters", {})
    if told.get("standing") != Standing.SAID or row.state != AreaState.INCLUDED:
        return []
    kind = kind_of(row, told["alpha"])
    if kind == UNPLACED:
        return [_("Nothing is said of what is around it: its border is missing, or is not valid.")]
    if kind == ISLAND or row.cluster_q is None:
        return [_("Nothing is said of what is around it: no area that is compared touches it.")]
    if kind in ROUND:
        return [str(ROUND[kind]) % {"q": p_said(row.cluster_q)}]
    return [
        _("The areas around it are neither more nor less like it than chance explains (q %(q)s).")
        % {"q": p_said(row.cluster_q)}
    ]


def kind_of(row: AreaResult, alpha: float) -> str:
    """What a ranked area is among its neighbours: one of `KINDS` where chance does not explain it, else `USUAL`; `ISLAND` without
    neighbours, `UNPLACED` without a border to find them by."""
    if row.neighbours is None:
        return UNPLACED
    if row.cluster_q is None:
        return ISLAND
    return row.quadrant if row.quadrant in KINDS and row.cluster_q <= alpha else USUAL


def _overall(told: Mapping[str, Any]) -> tuple[str, str]:
    found = told["global"]
    said = {"moran": number(found["moran"], DECIMALS), "p": p_said(found["p"])}
    if found["p"] > told["alpha"]:
        return _("Distress is not seen to gather"), _(
            "Areas near one another resemble each other no more than chance explains (Moran's I %(moran)s, p %(p)s)."
        ) % said
    if found["moran"] < found["expected"]:
        return _("Areas near one another differ"), _(
            "Areas near one another differ from each other more than chance explains (Moran's I %(moran)s, p %(p)s)."
        ) % said
    return _("Distress gathers in some parts"), _(
        "Areas near one another resemble each other more than chance explains (Moran's I %(moran)s, p %(p)s)."
    ) % said


def _found(groups: Iterable[Group]) -> str:
    high = [one for one in groups if one.quadrant == "high-high"]
    if not high:
        return _("No cluster of high distress stands out.")
    count = sum(len(one.areas) for one in high)
    clusters = ngettext(
        "%(count)s cluster of high distress", "%(count)s clusters of high distress", len(high)
    ) % {"count": number(len(high))}
    areas = ngettext("%(count)s area", "%(count)s areas", count) % {"count": number(count)}
    named = "; ".join(", ".join(name for name, _url in one.areas) for one in high)
    return f"{clusters}, {areas}: {named}."


def _groups(
    kind: str, rows: Sequence[AreaResult], alpha: float, url: Callable[[AreaResult], str]
) -> Iterable[Group]:
    """The areas of a kind, those that are neighbours together; the largest group first."""
    left = {row.code: row for row in rows if kind_of(row, alpha) == kind}
    near = _mutual(left)
    found = []
    while left:
        pending, group = [next(iter(left))], []
        while pending:
            if row := left.pop(pending.pop(), None):
                group.append(row)
                pending.extend(near[row.code])
        found.append(sorted(group, key=lambda row: row.rank or 0))
    for group in sorted(found, key=lambda group: (-len(group), group[0].rank or 0)):
        qs = [row.cluster_q for row in group if row.cluster_q is not None]
        yield Group(kind, [(row.name, url(row)) for row in group], p_said(min(qs)))


def _mutual(rows: Mapping[str, AreaResult]) -> Mapping[str, set[str]]:
    """Who is near whom among the rows, in both directions: the nearest of one need not have it as its nearest."""
    near: dict[str, set[str]] = {code: set() for code in rows}
    for code, row in rows.items():
        for other in row.neighbours or ():
            if other in near:
                near[code].add(other)
                near[other].add(code)
    return near


def _unplaced(told: Mapping[str, Any], rows: Iterable[AreaResult]) -> Iterable[str]:
    """Who had no neighbours to be compared with, and why."""
    names = {row.code: row.name for row in rows}
    absent = [names[code] for code in told["absent"] if code in names]
    islands = [names[code] for code in told["islands"] if code in names]
    invalid = [names[code] for code, _why in told["invalid"] if code in names]
    if absent:
        yield _("Without a border, so not looked at: %(names)s.") % {"names": _first(absent)}
    if invalid:
        yield _("With a border that is not valid, so not looked at: %(names)s.") % {"names": _first(invalid)}
    if islands:
        yield _("Without neighbours, so nothing is said of them: %(names)s.") % {"names": _first(islands)}


def _first(names: Sequence[str]) -> str:
    """The first names; that there are others where there may be."""
    told = ", ".join(names[:NAMED])
    return _("%(names)s and others") % {"names": told} if len(names) >= NAMED else told


def _how(told: Mapping[str, Any]) -> str:
    if told["rule"] == Rule.NEAREST:
        near = ngettext(
            "Neighbours are the %(k)s nearest area.", "Neighbours are the %(k)s nearest areas.", told["k"]
        ) % {"k": number(told["k"])}
    elif told["rule"] == Rule.ROOK:
        near = _("Neighbours have a stretch of border in common.")
    else:
        near = _("Neighbours touch, be it at one point.")
    test = _(
        "Local Moran with %(permutations)s permutations; of the areas shown, at most %(alpha)s are expected to be there by chance"
        " (Benjamini and Hochberg)."
    ) % {"permutations": number(told["permutations"]), "alpha": percent(told["alpha"])}
    return f"{near} {test}"


def p_said(value: float) -> str:
    """A p, or a q, in digits that are read."""
    least = 10**-DECIMALS
    return f"< {number(least, DECIMALS)}" if value < least else number(value, DECIMALS)
