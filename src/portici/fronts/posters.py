"""The poster and the plaque as answers of the portal and of the office."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from portici.citypack.queries import city
from portici.fronts.papers import paper_response
from portici.kernel.actor import Actor
from portici.programme.models import Project
from portici.publishing.obligations import DISPLAY, POSTER, Sheet
from portici.publishing.poster import may_print, pdf_of, poster_of

#: What the sheets are called in addresses.
ITALIAN = {"manifesto": POSTER, "targa": DISPLAY}


def posters_of(project: Project) -> list[tuple[str, Sheet]]:
    """The sheets that there are to print for the project, by their names in addresses."""
    return list(ITALIAN.items()) if may_print(project) else []


def pdf_response(request: HttpRequest, actor: Actor, project: Project, sheet: Sheet) -> HttpResponse:
    """The PDF; or a page that says what the machine lacks. Raises Refused when nothing obliges."""
    here = city()
    office, body = (here.office_name, here.body_name) if here else ("", "")
    poster = poster_of(actor, project)
    name = next(name for name, one in ITALIAN.items() if one is sheet)
    return paper_response(
        request, f"{project.code}-{name}.pdf", lambda: pdf_of(poster, sheet, office=office, body=body)
    )
