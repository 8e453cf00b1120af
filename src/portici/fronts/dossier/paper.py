"""The dossier as PDF: the page's own sections, with a front, a table of contents and page numbers."""

from __future__ import annotations

from django.template.loader import render_to_string
from django.utils import translation

from portici.citypack.queries import city
from portici.publishing.printing import pdf_of_html

from .content import Dossier
from .keeping import kept


def html_of(dossier: Dossier, language: str) -> str:
    """The page that the PDF is made of; says no day but the edition's own, so that it is the same each time."""
    with translation.override(language):
        context = {"dossier": dossier, "record": dossier.edition, "city": city(), "on_paper": True}
        return render_to_string("study/dossier/paper.html", context | {"language": language})


def pdf_of(dossier: Dossier, language: str) -> bytes:
    """Tagged, for screen readers (PDF/UA-1). Raises CannotPrint."""
    html = html_of(dossier, language)
    return kept("pdf", {"html": html}, lambda: pdf_of_html(html, pdf_variant="pdf/ua-1", pdf_tags=True))
