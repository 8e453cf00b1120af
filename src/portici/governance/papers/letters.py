"""What members of a body are written about its papers: that there is one and where, and nothing of what it says."""

from __future__ import annotations

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portici.kernel import clock
from portici.outbox.domain import post
from portici.outbox.kinds import MessageKind, register

from ..meetings.letters import page_of
from ..meetings.seats import people_of, people_on
from ..models import Meeting, Minutes
from .words import at, day_of, number_of

SENT = "dossier-sent"
LAID = "minutes-laid"


def put_in() -> None:
    """Register the messages."""
    register(
        MessageKind(
            LAID,
            gettext_lazy("Minutes laid before the body"),
            gettext_lazy(
                "Telling who may sit in a body that the minutes of a meeting lie before it, and where. It says nothing of what they say; the"
                " text goes when the message has left."
            ),
        )
    )
    register(
        MessageKind(
            SENT,
            gettext_lazy("Dossier of a meeting"),
            gettext_lazy(
                "Telling who may sit in a body that the dossier of a meeting is ready, and where. It says nothing of the agenda; the text goes"
                " when the message has left."
            ),
        )
    )


def tell_members(meeting: Meeting, link: str) -> None:
    """A message to each, once for the meeting."""
    for user in people_of(meeting):
        with translation.override(user.language):
            told = {
                "body": meeting.body.name,
                "number": number_of(meeting),
                "day": day_of(meeting.starts_at),
                "time": at(meeting.starts_at),
                "link": link,
            }
            subject = _("%(body)s, meeting %(number)s: the dossier is ready") % told
            text = (
                _(
                    "The dossier of the meeting %(number)s of %(body)s, %(day)s at %(time)s, is ready.\n\nRead it here: %(link)s\n"
                )
                % told
            )
        post(
            kind=SENT,
            recipient=user.email,
            subject=subject,
            parts=[("text/plain", text)],
            key=f"dossier:{meeting.uid}:{user.uid}",
        )


def tell_laid(minutes: Minutes) -> None:
    """A message to each who may sit in the body today, once for the same text of the minutes."""
    meeting = minutes.meeting
    page = page_of(meeting)
    for user in people_on(meeting.body, clock.today()):
        with translation.override(user.language):
            told = {
                "body": meeting.body.name,
                "number": number_of(meeting),
                "day": day_of(meeting.starts_at),
            }
            subject = _("%(body)s, meeting %(number)s: the minutes are laid before the body") % told
            said = _(
                "The minutes of the meeting %(number)s of %(body)s, %(day)s, are laid before the body, which approves them in a later meeting."
            )
            lines = [said % told]
            if page:
                lines += ["", _("Read them from the meeting’s page: %(page)s") % {"page": page}]
        post(
            kind=LAID,
            recipient=user.email,
            subject=subject,
            parts=[("text/plain", "\n".join(lines) + "\n")],
            key=f"minutes:{minutes.uid}:{minutes.digest[:24]}:{user.uid}",
        )
