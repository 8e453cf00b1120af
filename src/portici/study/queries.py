"""Reading studies: their editions, and what an edition says of each area."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, QuerySet, Subquery

from portici.kernel.actor import Actor
from portici.records.links import seen
from portici.records.models import Publication
from portici.territory.models import Area

from .models import AreaResult, AreaState, Edition, EditionState, Proposal, ProposalArea, Study


def studies(actor: Actor) -> QuerySet[Study]:
    """The studies, by title."""
    found: QuerySet[Study] = seen(Study, actor).select_related("layer", "within__layer")
    return found


def study_by_code(actor: Actor, code: str) -> Study | None:
    return studies(actor).filter(code=code).first()


def editions(actor: Actor) -> QuerySet[Edition]:
    """All editions, of each study the newest first."""
    found: QuerySet[Edition] = seen(Edition, actor).select_related("study__layer", "study__within")
    return found


def editions_of(actor: Actor, study: Study) -> QuerySet[Edition]:
    """The study's editions, the newest first."""
    return editions(actor).filter(study=study).order_by("-number")


def computed_editions(actor: Actor) -> QuerySet[Edition]:
    """Those of which there are results."""
    return editions(actor).filter(state=EditionState.COMPUTED).order_by("study__code", "-number")


def computed(actor: Actor, code: str) -> QuerySet[Edition]:
    """The computed editions of the study of this code, the newest first."""
    return computed_editions(actor).filter(study__code=code)


def held_back(actor: Actor, study: Study) -> list[tuple[Edition, int]]:
    """The study's computed editions that are published and hold figures of areas that the actor does not see, the newest first, each
    with how many such areas. The study passed `visible_to`."""
    rows = AreaResult.told_by_others(actor).filter(edition=OuterRef("pk"))
    hidden = rows.values("edition").annotate(count=Count("pk")).values("count")
    found = Edition.objects.filter(
        study=study, state=EditionState.COMPUTED, publication=Publication.PUBLISHED
    ).annotate(hidden=Subquery(hidden))
    return [(one, one.hidden) for one in found.filter(hidden__gt=0).order_by("-number")]


def results_of(actor: Actor, edition: Edition) -> QuerySet[AreaResult]:
    """An edition's rows, of areas that the actor may see, in the order of the table. The edition passed `visible_to`."""
    rows = AreaResult.objects.filter(edition=edition, area__in=seen(Area, actor).values("pk"))
    return rows.select_related("area__layer").order_by("position")


def counts_by_state(rows: QuerySet[AreaResult]) -> dict[str, int]:
    """How many areas there are in each state, every state named."""
    counted: Mapping[str, int] = dict(
        rows.order_by().values_list("state").annotate(count=Count("pk")).values_list("state", "count")
    )
    return {state.value: counted.get(state.value, 0) for state in AreaState}


def in_order_of_rank(rows: QuerySet[AreaResult]) -> QuerySet[AreaResult]:
    """Those with a rank first, the most distressed at the top; then the others by name."""
    return rows.order_by(F("rank").asc(nulls_last=True), "name", "position")


def columns_of(edition: Edition) -> list[str]:
    """The names of the columns that went in, in the order of the specification."""
    return [str(facts["column"]) for facts in edition.inputs]


def facts_of_columns(edition: Edition) -> dict[str, Mapping[str, Any]]:
    """What the edition keeps of each column, by its name."""
    return {str(facts["column"]): facts for facts in edition.inputs}


def told_within(actor: Actor, edition: Edition) -> dict[str, str]:
    """The area within which alone the edition's index is comparable, as its manifest keeps it: without code and name where the actor
    does not see that area; nothing where the index is comparable throughout."""
    told: dict[str, str] = edition.manifest.get("comparable_within", {})
    if not told.get("code"):
        return told
    shown = seen(Area, actor).filter(code=told["code"], name=told["name"], layer__name=told["layer"]).exists()
    return told if shown else {**told, "code": "", "name": ""}


def proposals(actor: Actor) -> QuerySet[Proposal]:
    """All proposals of target areas, the newest first."""
    found: QuerySet[Proposal] = seen(Proposal, actor).select_related("edition__study__layer")
    return found


def proposals_of(actor: Actor, edition: Edition) -> QuerySet[Proposal]:
    return proposals(actor).filter(edition=edition)


def areas_of_proposal(actor: Actor, proposal: Proposal) -> QuerySet[ProposalArea]:
    """A proposal's areas that the actor may see, the most distressed first. The proposal passed `visible_to`."""
    rows = ProposalArea.objects.filter(proposal=proposal, area__in=seen(Area, actor).values("pk"))
    return rows.select_related("area__layer").order_by(F("place").asc(nulls_last=True), "name", "position")


def proposed(actor: Actor, area: Area) -> QuerySet[ProposalArea]:
    """What the proposals that the actor may see say of an area that passed `visible_to`, the newest first."""
    rows = ProposalArea.objects.filter(area=area, proposal__in=proposals(actor).order_by().values("pk"))
    return rows.select_related("proposal__edition__study").order_by("-proposal__computed_at", "pk")


def names_in(actor: Actor, proposals: Iterable[int]) -> tuple[dict[str, str], dict[str, str]]:
    """The names by code of the areas, and of what they lie in, of these proposals (keys), as far as the actor may see them."""
    visible = seen(Area, actor).values("pk")
    rows = ProposalArea.objects.filter(proposal__in=proposals).order_by()
    areas = dict(rows.filter(area__in=visible).values_list("code", "name"))
    groups = dict(rows.filter(group__in=visible).values_list("group__code", "group__name").distinct())
    return areas, groups


def latest_editions(actor: Actor) -> QuerySet[Edition]:
    """Of each study the computed edition with the highest number, of those that the actor may see."""
    visible = computed_editions(actor)
    newer = visible.filter(study=OuterRef("study"), number__gt=OuterRef("number")).order_by()
    return visible.exclude(Exists(newer))


def how_many_ranked(edition: Edition) -> int:
    """Of how many areas a rank is one, whoever sees them."""
    return edition.results.exclude(rank=None).count()


def latest_of_area(actor: Actor, area: Area, *, most: int) -> list[tuple[AreaResult, list[AreaResult], int]]:
    """What the latest edition of each study says of the area, of `most` studies by title: each with the edition's rows, with their scores
    alone and only where the area has a rank, and of how many areas a rank is one.

    Constant queries, however many studies there are. The area passed `visible_to`.
    """
    own = AreaResult.objects.filter(area=area, edition__in=latest_editions(actor).values("pk"))
    own = own.select_related("area__layer", "edition__study").prefetch_related("edition__indicators")
    found = list(own.order_by("edition__study__title", "pk")[:most])
    by_edition: dict[int, list[AreaResult]] = {row.edition_id: [] for row in found if row.rank is not None}
    scores = AreaResult.objects.filter(edition__in=by_edition, area__in=seen(Area, actor).values("pk"))
    # Of a row only what places and means are made of: an edition may have the areas of a nation.
    for one in scores.order_by().only("edition", "parts", "index", "rank") if by_edition else ():
        by_edition[one.edition_id].append(one)
    rows = [by_edition.get(row.edition_id, []) for row in found]
    return [
        (row, others, sum(one.rank is not None for one in others))
        for row, others in zip(found, rows, strict=True)
    ]
