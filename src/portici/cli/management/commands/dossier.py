"""The dossier of a body's meeting from the command line, as PDF."""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from portici.cli.output import Command as Base
from portici.fronts.boardpapers.paper import open_dossier, pdf_of
from portici.governance import queries
from portici.governance.models import Body, Meeting
from portici.governance.papers.queries import next_meeting
from portici.kernel.actor import system_actor
from portici.publishing.printing import CannotPrint
from portici.records.links import seen


class Command(Base):
    about = gettext_lazy(
        "Write the dossier of a meeting as PDF: what became of the last decisions, projects and money, what is to be decided.\n\n"
        "When the dossier was sent it is the one that members have, as it was then; else it is made of what the house knows. What is "
        "confidential is left out: members read it in the office."
    )
    example = "portici dossier --body board --next --out dossier.pdf"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--body", metavar="CODE", required=True, help=_("the body's code"))
        which = parser.add_mutually_exclusive_group(required=True)
        which.add_argument("--next", action="store_true", help=_("of its next meeting"))
        which.add_argument("--meeting", metavar="N/YEAR", help=_("of the meeting of this number"))
        parser.add_argument("--out", metavar="FILE", type=Path, required=True, help=_("the PDF to write"))

    def handle(self, *_args: Any, **options: Any) -> None:
        meeting = _meeting(_body(options["body"]), options["meeting"])
        try:
            data = pdf_of(open_dossier(meeting, get_language() or "it"))
        except CannotPrint as lacking:
            raise CommandError(
                _("This machine lacks the libraries that write PDFs: apt install %(needed)s")
                % {"needed": lacking}
            ) from lacking
        _written(options["out"], data)
        said = _("%(file)s: dossier of the meeting %(meeting)s.")
        self.stdout.write(said % {"file": options["out"], "meeting": meeting})


def _actor() -> Any:
    return system_actor("dossier")


def _body(code: str) -> Body:
    found: Body | None = seen(Body, _actor()).filter(code=code).first()
    if found is not None:
        return found
    known = sorted(queries.bodies(_actor()).values_list("code", flat=True))
    near = get_close_matches(code, known, n=1)
    said = _("%(code)s: no body has this code. There are: %(known)s.") % {
        "code": code,
        "known": ", ".join(known) or "–",
    }
    meant = " " + _("Did you mean %(name)s?") % {"name": near[0]} if near else ""
    raise CommandError(said + meant)


def _meeting(body: Body, named: str | None) -> Meeting:
    """The meeting of this number; without one the next."""
    if named is None:
        found = next_meeting(_actor(), body)
        if found is None:
            raise CommandError(
                _("%(body)s has no meeting to come: plan one in the office, or name another with --meeting.")
                % {"body": body}
            )
        return found
    number, _slash, year = named.partition("/")
    rows = seen(Meeting, _actor()).filter(body=body).select_related("body")
    asked = (
        rows.filter(number=int(number), year=int(year))
        if number.isdecimal() and year.isdecimal()
        else rows.none()
    )
    one: Meeting | None = asked.first()
    if one is None:
        known = ", ".join(f"{meeting.number}/{meeting.year}" for meeting in rows[:10])
        raise CommandError(
            _("%(named)s: no meeting of %(body)s has this number. The last ones are: %(known)s.")
            % {"named": named, "body": body, "known": known or "–"}
        )
    return one


def _written(file: Path, data: bytes) -> None:
    try:
        file.write_bytes(data)
    except OSError as error:
        raise CommandError(
            _("%(file)s cannot be written: %(reason)s") % {"file": file, "reason": error.strerror or error}
        ) from error
