"""The files beside a published edition: with them anybody works it out again."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from portici.fronts.dossier import archive, paper
from portici.fronts.dossier.content import Dossier
from portici.fronts.dossier.listed import DataFile
from portici.fronts.papers import paper_response

from .reading import edition_at


def file_view(file: DataFile) -> Callable[..., HttpResponse]:
    """The page that downloads a file of the list."""

    @require_safe
    def download(_request: HttpRequest, code: str, number: int) -> HttpResponse:
        dossier = Dossier(edition_at(code, number))
        response = HttpResponse(file.text(dossier), content_type=f"{file.content_type}; charset=utf-8")
        name = f"{archive.name_of(dossier)}-{file.name}"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        return response

    return download


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
