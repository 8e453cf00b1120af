"""PDFs as answers; a machine that cannot write one says what it lacks."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from portici.kernel.findings import Message, gettext_noop
from portici.publishing.printing import CannotPrint


def paper_response(request: HttpRequest, name: str, written: Callable[[], bytes]) -> HttpResponse:
    """What `written` gives, to be shown in the browser as the PDF of that name; or a page that says what the machine lacks."""
    try:
        data = written()
    except CannotPrint as lacking:
        reason = Message(
            gettext_noop(
                "This machine lacks the libraries that write PDFs. The administrator installs them with: apt install %(needed)s"
            ),
            {"needed": str(lacking)},
        )
        return render(request, "refused.html", {"reason": reason}, status=503)
    response = HttpResponse(data, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return response
