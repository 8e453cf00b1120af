"""The files beside a published edition: with them anybody works it out again."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from portici.fronts.dossier import archive, files, paper
from portici.fronts.dossier.content import Dossier
from portici.fronts.papers import paper_response
from portici.kernel.actor import VISITOR
from portici.study import queries
from portici.study.models import AreaResult, Edition

from .reading import edition_at


@require_safe
def results(_request: HttpRequest, code: str, number: int) -> HttpResponse:
    edition = edition_at(code, number)
    return _file(edition, files.results(edition, _rows(edition)), files.RESULTS, "text/csv")


@require_safe
def inputs(_request: HttpRequest, code: str, number: int) -> HttpResponse:
    edition = edition_at(code, number)
    return _file(edition, files.inputs(edition, _rows(edition)), files.INPUTS, "text/csv")


@require_safe
def specification(_request: HttpRequest, code: str, number: int) -> HttpResponse:
    edition = edition_at(code, number)
    return _file(edition, edition.specification, archive.SPECIFICATION, "application/toml")


@require_safe
def manifest(_request: HttpRequest, code: str, number: int) -> HttpResponse:
    edition = edition_at(code, number)
    return _file(edition, files.manifest(edition), archive.MANIFEST, "application/json")


@require_safe
def imprint(_request: HttpRequest, code: str, number: int) -> HttpResponse:
    edition = edition_at(code, number)
    return _file(edition, files.imprint(edition), archive.IMPRINT, "application/json")


@require_safe
def features(_request: HttpRequest, code: str, number: int) -> HttpResponse:
    edition = edition_at(code, number)
    return _file(edition, files.features(edition, _rows(edition)), files.FEATURES, "application/geo+json")


@require_safe
def how_sure(_request: HttpRequest, code: str, number: int) -> HttpResponse:
    edition = edition_at(code, number)
    return _file(edition, files.sureness(edition, _rows(edition)), files.SURE, "text/csv")


@require_safe
def carried(_request: HttpRequest, code: str, number: int) -> HttpResponse:
    edition = edition_at(code, number)
    return _file(edition, files.carried(edition), files.CHOICES, "text/csv")


@require_safe
def clusters(_request: HttpRequest, code: str, number: int) -> HttpResponse:
    edition = edition_at(code, number)
    return _file(edition, files.clusters(_rows(edition)), files.CLUSTERS, "text/csv")


@require_safe
def neighbourhood(_request: HttpRequest, code: str, number: int) -> HttpResponse:
    edition = edition_at(code, number)
    return _file(edition, files.neighbourhood(_rows(edition)), files.NEIGHBOURS, "text/csv")


@require_safe
def dictionary(_request: HttpRequest, code: str, number: int) -> HttpResponse:
    edition = edition_at(code, number)
    return _file(edition, archive.csv_text(files.dictionary(edition)), archive.DICTIONARY, "text/csv")


@require_safe
def dossier_paper(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """The dossier as PDF, in the language of the address."""
    dossier, language = Dossier(edition_at(code, number)), request.LANGUAGE_CODE
    name = f"{archive.name_of(dossier)}-dossier-{language}.pdf"
    return paper_response(request, name, lambda: paper.pdf_of(dossier, language))


@require_safe
def dossier_archive(_request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Everything in one file, the same in every language."""
    dossier = Dossier(edition_at(code, number))
    response = HttpResponse(archive.zipped(dossier), content_type="application/zip")
    name = f"{archive.name_of(dossier)}-dossier.zip"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _rows(edition: Edition) -> list[AreaResult]:
    return list(queries.results_of(VISITOR, edition).select_related("area__layer", "edition__study"))


def _file(edition: Edition, text: str, name: str, kind: str) -> HttpResponse:
    response = HttpResponse(text, content_type=f"{kind}; charset=utf-8")
    whole = f"{edition.study.code}-{edition.number}-{name}"
    response["Content-Disposition"] = f'attachment; filename="{whole}"'
    return response
