"""HTML to PDF, the one way: with WeasyPrint, and nothing fetched from anywhere."""

from __future__ import annotations

from typing import Any

#: What the machine must have for WeasyPrint to write PDFs, as Debian's packages.
NEEDED = "libpango-1.0-0 libpangoft2-1.0-0"


class CannotPrint(Exception):
    """The machine lacks the libraries that write PDFs; the message says which to install."""


def pdf_of_html(html: str, **options: Any) -> bytes:
    """The page as PDF; `options` are those of WeasyPrint's `write_pdf`.

    Raises CannotPrint when the machine lacks what WeasyPrint stands on.
    """
    try:
        from weasyprint import HTML
        from weasyprint.urls import URLFetcher
    except OSError as missing:
        raise CannotPrint(NEEDED) from missing
    # What the page holds within itself is read; nothing is fetched from anywhere.
    within = URLFetcher(allowed_protocols=("data",), fail_on_errors=True)
    written: bytes = HTML(string=html, url_fetcher=within).write_pdf(**options)
    return written
