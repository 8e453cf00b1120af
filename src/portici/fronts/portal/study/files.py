"""The files beside a published edition: with them anybody works it out again."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portici.fronts.standing import parts_of
from portici.kernel.actor import VISITOR
from portici.kernel.parsing import safe_cell
from portici.study import carrying, clustering, neighbours, queries
from portici.study.models import Edition
from portici.study.results import inputs_text, kept_clusters, kept_inputs, kept_sureness, stored, table_text
from portici.study.sureness import text_of
from portici.territory.queries import borders_of

from .reading import edition_at


@require_safe
def results(_request: HttpRequest, code: str, number: int) -> HttpResponse:
    """The scores of the areas: of all of them, this is the text that the manifest has the digest of."""
    edition = edition_at(code, number)
    rows = queries.results_of(VISITOR, edition)
    return _file(edition, table_text(stored(rows), _headings(edition)), "risultati.csv", "text/csv")


@require_safe
def inputs(_request: HttpRequest, code: str, number: int) -> HttpResponse:
    """The table that `portici index` reads with the specification."""
    edition = edition_at(code, number)
    kept = kept_inputs(queries.results_of(VISITOR, edition))
    return _file(edition, inputs_text(kept, queries.columns_of(edition)), "ingressi.csv", "text/csv")


@require_safe
def specification(_request: HttpRequest, code: str, number: int) -> HttpResponse:
    edition = edition_at(code, number)
    return _file(edition, edition.specification, "specifica.toml", "application/toml")


@require_safe
def manifest(_request: HttpRequest, code: str, number: int) -> HttpResponse:
    edition = edition_at(code, number)
    text = json.dumps(_open_manifest(edition), ensure_ascii=False, indent=2, sort_keys=True) + "\n"
    return _file(edition, text, "manifesto.json", "application/json")


@require_safe
def features(_request: HttpRequest, code: str, number: int) -> HttpResponse:
    """The areas as GeoJSON, with their borders as the source gives them and their scores."""
    edition = edition_at(code, number)
    rows = list(queries.results_of(VISITOR, edition))
    borders = borders_of([row.area for row in rows], "whole")
    listed = [
        {
            "type": "Feature",
            "geometry": borders.get(row.area_id),
            "properties": {
                "code": row.code,
                "name": row.name,
                **{name: row.parts.get(name) for name in _headings(edition)},
                "index": row.index,
                "rank": row.rank,
                "state": row.state,
                **({"quadrant": row.quadrant, "q": row.cluster_q} if row.quadrant else {}),
            },
        }
        for row in rows
    ]
    text = json.dumps({"type": "FeatureCollection", "features": listed}, ensure_ascii=False) + "\n"
    return _file(edition, text, "risultati.geojson", "application/geo+json")


@require_safe
def how_sure(_request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Intervals of the ranks and probabilities, with the digits that the manifest has the digest of; empty where not asked."""
    edition = edition_at(code, number)
    rows = queries.results_of(VISITOR, edition)
    return _file(edition, text_of(kept_sureness(rows)), "certezza.csv", "text/csv")


@require_safe
def carried(_request: HttpRequest, code: str, number: int) -> HttpResponse:
    """The share of the ranks' variance that each choice carries; empty where not asked."""
    edition = edition_at(code, number)
    return _file(edition, carrying.text_of(carrying.kept(edition.manifest)), "scelte.csv", "text/csv")


@require_safe
def clusters(_request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Each area among its neighbours, with the digits that the manifest has the digest of; empty where nothing is said."""
    edition = edition_at(code, number)
    rows = kept_clusters(queries.results_of(VISITOR, edition))
    return _file(edition, clustering.text_of(rows), "addensamenti.csv", "text/csv")


@require_safe
def neighbourhood(_request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Who is a neighbour of whom, as far as a visitor sees them."""
    edition = edition_at(code, number)
    found = neighbours.kept(queries.results_of(VISITOR, edition))
    seen = {one: [other for other in others if other in found] for one, others in found.items()}
    return _file(edition, neighbours.pairs_text(seen), "vicini.csv", "text/csv")


def _open_manifest(edition: Edition) -> dict[str, Any]:
    """The manifest, in which areas that a visitor does not see are not named."""
    told = edition.manifest.get("clusters")
    if told is None:
        return dict(edition.manifest)
    seen = set(queries.results_of(VISITOR, edition).values_list("code", flat=True))
    open_ones = {name: [code for code in told[name] if code in seen] for name in ("absent", "islands")}
    open_ones["invalid"] = [one for one in told["invalid"] if one[0] in seen]
    return {**edition.manifest, "clusters": told | open_ones}


@require_safe
def dictionary(_request: HttpRequest, code: str, number: int) -> HttpResponse:
    """What each column of the other files is."""
    edition = edition_at(code, number)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["file", "column", "meaning", "unit", "period", "direction", "source", "licence"])
    for row in _described(edition):
        writer.writerow([safe_cell(str(cell)) for cell in row])
    return _file(edition, text.getvalue(), "dizionario.csv", "text/csv")


def _described(edition: Edition) -> Iterable[Sequence[Any]]:
    both = ("ingressi.csv", "risultati.csv")
    for name in both:
        yield name, "code", _("code of the area in its layer"), "", "", "", "", ""
        yield name, "name", _("name of the area"), "", "", "", "", ""
    yield both[0], "parent", _("code of the area that it lies in"), "", "", "", "", ""
    yield both[0], "excluded", _("1 when the source excludes the area"), "", "", "", "", ""
    for one in edition.inputs:
        said = [one[name] for name in ("column", "name", "unit", "period", "direction", "source", "licence")]
        yield both[0], *said
    for part in parts_of(edition):
        score = _("score of the domain") if part.is_domain else _("indicator brought to one scale")
        yield both[1], part.code, f"{part.label}: {score}", "", "", "", "", ""
    yield both[1], "index", _("the index"), "", "", "", "", ""
    yield both[1], "rank", _("place; 1 is the most distressed"), "", "", "", "", ""
    if edition.uncertainty:
        yield from _of_sureness(edition)
    if "carried_by" in edition.manifest:
        yield from _of_choices()
    if "sha256" in edition.manifest.get("clusters", {}):
        yield from _of_clusters()
    states = "included, excluded, left-out, incomplete"
    yield (
        both[1],
        "state",
        _("whether the area takes part: %(states)s") % {"states": states},
        "",
        "",
        "",
        "",
        "",
    )


def _of_sureness(edition: Edition) -> Iterable[Sequence[Any]]:
    name, blank = "certezza.csv", ("", "", "", "", "")
    yield name, "code", _("code of the area in its layer"), *blank
    yield name, "rank_low", _("lower end of the interval that holds nine places in ten"), *blank
    yield name, "rank_median", _("median of the places"), *blank
    yield name, "rank_high", _("upper end of the interval that holds nine places in ten"), *blank
    among = _("share of the draws in which the area is among the %(k)s most distressed")
    yield name, "probability", among % {"k": edition.uncertainty["k"]}, *blank


def _of_choices() -> Iterable[Sequence[Any]]:
    name, blank = "scelte.csv", ("", "", "", "", "")
    choices = "normalisation, aggregation, weights, left out"
    yield name, "choice", _("what was varied: %(choices)s") % {"choices": choices}, *blank
    yield name, "first", _("share of the ranks' variance that the choice carries alone"), *blank
    yield name, "first_error", _("standard error of that share"), *blank
    yield name, "total", _("share with what it does together with other choices"), *blank
    yield name, "total_error", _("standard error of that share"), *blank


def _of_clusters() -> Iterable[Sequence[Any]]:
    name, blank = "addensamenti.csv", ("", "", "", "", "")
    quadrants = "high-high, low-low, high-low, low-high, none"
    yield name, "code", _("code of the area in its layer"), *blank
    said = _("distress of the area and of its neighbours, above or below the mean: %(quadrants)s")
    yield name, "quadrant", said % {"quadrants": quadrants}, *blank
    yield name, "p", _("pseudo p of the local Moran, one-sided; empty without neighbours"), *blank
    yield name, "q", _("p corrected for the many areas (Benjamini and Hochberg)"), *blank
    yield "vicini.csv", "code", _("code of the area in its layer"), *blank
    yield "vicini.csv", "neighbour", _("code of a neighbour; empty when it has none"), *blank


def _headings(edition: Edition) -> list[str]:
    return list(edition.manifest["headings"])


def _file(edition: Edition, text: str, name: str, kind: str) -> HttpResponse:
    response = HttpResponse(text, content_type=f"{kind}; charset=utf-8")
    whole = f"{edition.study.code}-{edition.number}-{name}"
    response["Content-Disposition"] = f'attachment; filename="{whole}"'
    return response
