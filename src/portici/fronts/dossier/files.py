"""The files beside a published edition, as texts: with them anybody works it out again.

All are made of the rows that a visitor sees, which the caller hands over.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from portici.fronts.standing import PartColumn, parts_of, why_out
from portici.kernel.actor import VISITOR
from portici.kernel.exhibit import canonical
from portici.kernel.parsing import csv_text, safe_cell
from portici.records.links import seen
from portici.study import carrying, clustering, neighbours, queries
from portici.study.facts import of_edition
from portici.study.inputs import Row
from portici.study.models import AreaResult, AreaState, Edition
from portici.study.results import inputs_text, kept_clusters, kept_inputs, kept_sureness, stored, table_text
from portici.study.sureness import text_of
from portici.territory.models import Area
from portici.territory.queries import borders_of

LANGUAGES = ("it", "en")


def headings_of(edition: Edition) -> list[str]:
    return list(edition.manifest["headings"])


def results(edition: Edition, rows: Sequence[AreaResult]) -> str:
    """The scores of the areas: of all of them, this is the text that the manifest has the digest of."""
    return table_text(stored(rows), headings_of(edition))


def inputs(edition: Edition, rows: Sequence[AreaResult]) -> str:
    """The table that `portici index` reads with the specification."""
    return inputs_text(_open_inputs(rows), queries.columns_of(edition))


def _open_inputs(rows: Sequence[AreaResult]) -> list[Row]:
    """The inputs, with a number for each wider area that is not open: what lies in the same one still shows, its code not.

    What counts is the wider area that the edition keeps; what it is called today, and where the area lies today, does not.
    """
    parents = {row.parent_id for row in rows}
    shown = set(seen(Area, VISITOR).filter(pk__in=parents).values_list("pk", flat=True))
    hidden = sorted({row.parent_code for row in rows if row.parent_code and row.parent_id not in shown})
    names = {code: f"({place})" for place, code in enumerate(hidden, 1)}
    return [
        replace(row, parent_code=names.get(row.parent_code, row.parent_code)) for row in kept_inputs(rows)
    ]


def manifest(edition: Edition) -> str:
    """In which an area that a visitor does not see is not named: those that are ranked are open, or the edition is not."""
    found = dict(edition.manifest)
    if "comparable_within" in found:
        found["comparable_within"] = queries.told_within(VISITOR, edition)
    return json.dumps(found, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def imprint(edition: Edition) -> str:
    """What a decision that stands on the edition keeps the digest of."""
    return canonical(of_edition(edition))


def sureness(rows: Sequence[AreaResult]) -> str:
    """Intervals of the ranks and probabilities, with the digits that the manifest has the digest of; empty where not asked."""
    return text_of(kept_sureness(rows))


def carried(edition: Edition) -> str:
    """The share of the ranks' variance that each choice carries; empty where not asked."""
    return carrying.text_of(carrying.kept(edition.manifest))


def clusters(rows: Sequence[AreaResult]) -> str:
    """Each area among its neighbours, with the digits that the manifest has the digest of; empty where nothing is said."""
    return clustering.text_of(kept_clusters(rows))


def neighbourhood(rows: Sequence[AreaResult]) -> str:
    """Who is a neighbour of whom, with the digits that the manifest has the digest of."""
    return neighbours.pairs_text(neighbours.kept(rows))


def says_sureness(edition: Edition) -> bool:
    return bool(edition.uncertainty)


def says_choices(edition: Edition) -> bool:
    return "carried_by" in edition.manifest


def says_clusters(edition: Edition) -> bool:
    return "sha256" in edition.manifest.get("clusters", {})


def features(edition: Edition, rows: Sequence[AreaResult]) -> str:
    """The areas as GeoJSON (WGS 84), with their borders as the source gives them, their scores, and why those are out that are."""
    borders = borders_of([row.area for row in rows], "whole")
    reasons = _reasons(rows, parts_of(edition))
    listed = [
        {
            "type": "Feature",
            "geometry": borders.get(row.area_id),
            "properties": _properties(edition, row) | reasons.get(row.code, {}),
        }
        for row in rows
    ]
    return json.dumps({"type": "FeatureCollection", "features": listed}, ensure_ascii=False) + "\n"


def _properties(edition: Edition, row: AreaResult) -> dict[str, Any]:
    found = {
        "code": row.code,
        "name": row.name,
        **{name: row.parts.get(name) for name in headings_of(edition)},
        "index": row.index,
        "rank": row.rank,
        "state": row.state,
    }
    if says_sureness(edition):
        names = ("rank_low", "rank_median", "rank_high", "probability")
        found |= {name: getattr(row, name) for name in names}
    if row.quadrant:
        found |= {"quadrant": row.quadrant, "q": row.cluster_q}
    return found


def _reasons(rows: Sequence[AreaResult], parts: Sequence[PartColumn]) -> dict[str, dict[str, str]]:
    """Why each area is out that is, in every language."""
    out = [row for row in rows if row.state != AreaState.INCLUDED]
    found: dict[str, dict[str, str]] = {row.code: {} for row in out}
    for language in LANGUAGES:
        with translation.override(language):
            for row in out:
                found[row.code][f"reason_{language}"] = why_out(row, parts)
    return found


#: What the dictionary says of a column.
FACTS = ["unit", "direction", "source", "licence", "vintage", "period"]
DESCRIBED = ["file", "column", "meaning_it", "meaning_en", *FACTS]
RESULTS, INPUTS, FEATURES, SURE = "risultati.csv", "ingressi.csv", "risultati.geojson", "certezza.csv"
CHOICES, CLUSTERS, NEIGHBOURS = "scelte.csv", "addensamenti.csv", "vicini.csv"


def dictionary_text(edition: Edition) -> str:
    return csv_text(map(safe_cell, row) for row in dictionary(edition))


def dictionary(edition: Edition) -> list[Sequence[str]]:
    """A row for each column of the other files, the first row its header."""
    said = []
    for language in LANGUAGES:
        with translation.override(language):
            said.append(list(_described(edition)))
    rows = [
        (file, column, meaning, english[2], *facts)
        for (file, column, meaning, *facts), english in zip(*said, strict=True)
    ]
    return [DESCRIBED, *rows]


NONE = ("",) * len(FACTS)


def _described(edition: Edition) -> Iterable[tuple[str, ...]]:
    """File, column, its meaning in the language that is on, and its facts."""
    yield INPUTS, "code", _("code of the area in its layer"), *NONE
    yield INPUTS, "name", _("name of the area"), *NONE
    yield INPUTS, "parent", _("code of the area that it lies in"), *NONE
    yield INPUTS, "excluded", _("1 when the source excludes the area"), *NONE
    for one in edition.inputs:
        yield INPUTS, *(str(one.get(name, "")) for name in ("column", "name", *FACTS))
    for file in (RESULTS, FEATURES):
        yield from _of_results(edition, file)
    if says_sureness(edition):
        yield SURE, "code", _("code of the area in its layer"), *NONE
        for file in (SURE, FEATURES):
            yield from _of_sureness(edition, file)
    if says_choices(edition):
        yield from _of_choices()
    if says_clusters(edition):
        yield from _of_clusters()
    for language in LANGUAGES:
        yield FEATURES, f"reason_{language}", _("why the area is out, where it is"), *NONE


def _of_results(edition: Edition, file: str) -> Iterable[tuple[str, ...]]:
    yield file, "code", _("code of the area in its layer"), *NONE
    yield file, "name", _("name of the area"), *NONE
    parts = {part.code: part for part in parts_of(edition)}
    for heading in headings_of(edition):
        part = parts.get(heading)
        if part is None:
            said = _("score before it was normalised again")
        else:
            said = _("score of the domain") if part.is_domain else _("indicator brought to one scale")
            said = f"{part.label}: {said}"
        yield file, heading, said, *NONE
    yield file, "index", _("the index"), *NONE
    yield file, "rank", _("place; 1 is the most distressed"), *NONE
    states = ", ".join(state.value for state in AreaState if state != AreaState.WAITING)
    yield file, "state", _("whether the area takes part: %(states)s") % {"states": states}, *NONE


def _of_sureness(edition: Edition, file: str) -> Iterable[tuple[str, ...]]:
    yield file, "rank_low", _("lower end of the interval that holds nine places in ten"), *NONE
    yield file, "rank_median", _("median of the places"), *NONE
    yield file, "rank_high", _("upper end of the interval that holds nine places in ten"), *NONE
    among = _("share of the draws in which the area is among the %(k)s most distressed")
    yield file, "probability", among % {"k": edition.uncertainty["k"]}, *NONE


def _of_choices() -> Iterable[tuple[str, ...]]:
    choices = "normalisation, aggregation, weights, left out"
    yield CHOICES, "choice", _("what was varied: %(choices)s") % {"choices": choices}, *NONE
    yield CHOICES, "first", _("share of the ranks' variance that the choice carries alone"), *NONE
    yield CHOICES, "first_error", _("standard error of that share"), *NONE
    yield CHOICES, "total", _("share with what it does together with other choices"), *NONE
    yield CHOICES, "total_error", _("standard error of that share"), *NONE


def _of_clusters() -> Iterable[tuple[str, ...]]:
    quadrants = "high-high, low-low, high-low, low-high, none"
    said = _("distress of the area and of its neighbours, above or below the mean: %(quadrants)s")
    yield CLUSTERS, "code", _("code of the area in its layer"), *NONE
    yield CLUSTERS, "p", _("pseudo p of the local Moran, one-sided; empty without neighbours"), *NONE
    for file in (CLUSTERS, FEATURES):
        yield file, "quadrant", said % {"quadrants": quadrants}, *NONE
        yield file, "q", _("p corrected for the many areas (Benjamini and Hochberg)"), *NONE
    yield NEIGHBOURS, "code", _("code of the area in its layer"), *NONE
    yield NEIGHBOURS, "neighbour", _("code of a neighbour; empty when it has none"), *NONE
