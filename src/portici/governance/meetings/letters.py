"""What members are written of a meeting: that it is convened, has changed or is cancelled.

Of confidential items the mail says only that they are there: their words lie neither in the tray, which the administrator reads, nor in
the members' mailboxes.
"""

from __future__ import annotations

from collections.abc import Callable

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portici.kernel import clock
from portici.outbox.kinds import MessageKind, Part, register

from ..models import AgendaItem, Meeting
from . import calendars

CONVENED, AMENDED, CANCELLED = "meeting-convened", "meeting-amended", "meeting-cancelled"
#: To who was convened and may not sit any more.
RELEASED = "meeting-released"
#: Where a meeting's page is, from its record; the fronts, which know it, say so.
_pages: list[Callable[[Meeting], str]] = []


def page_is(address: Callable[[Meeting], str]) -> None:
    """Say how the page that a letter leads to is called."""
    _pages[:] = [address]


def page_of(meeting: Meeting) -> str:
    """The address of a meeting's page; "" where nobody said it."""
    return _pages[0](meeting) if _pages else ""


def method_of(kind: str) -> str:
    """What the entry for the calendar asks of it."""
    return calendars.CANCEL if kind in {CANCELLED, RELEASED} else calendars.REQUEST


def subject(meeting: Meeting, kind: str) -> str:
    """“Convocation: Board 3/2026, 20 March 2026 10:00”; nothing of the agenda."""
    template = {
        CONVENED: _("Convocation: %(meeting)s, %(when)s"),
        AMENDED: _("Changed: %(meeting)s, %(when)s"),
        CANCELLED: _("Cancelled: %(meeting)s, %(when)s"),
        RELEASED: _("Convocation withdrawn: %(meeting)s, %(when)s"),
    }[kind]
    return template % {"meeting": meeting, "when": _when(meeting)}


def letter(
    meeting: Meeting, kind: str, items: list[AgendaItem], *, email: str, name: str, language: str, reason: str
) -> tuple[str, tuple[Part, ...]]:
    """The subject, and the parts: the text, and the entry for the calendar with its method."""
    method = method_of(kind)
    with translation.override(language):
        called_off = method == calendars.CANCEL
        text = _called_off(meeting, kind, reason) if called_off else _convened(meeting, kind, items)
        headed = subject(meeting, kind)
    entry = calendars.invitation(meeting, method, email=email, name=name)
    return headed, (("text/plain", text), (f"text/calendar; method={method}", entry))


def _convened(meeting: Meeting, kind: str, items: list[AgendaItem]) -> str:
    begun = (
        _("You are convened to the meeting %(meeting)s.")
        if kind == CONVENED
        else _("The meeting %(meeting)s, to which you are convened, has changed. This is how it stands.")
    )
    facts = [
        (_("When"), _when(meeting)),
        (_("Held"), meeting.get_manner_display()),
        (_("Place"), meeting.place),
        (_("To take part from afar"), meeting.remote_address),
        (_("Reason of urgency"), meeting.urgent_because),
    ]
    lines = [begun % {"meeting": meeting}, meeting.title, ""]
    lines += [f"{label}: {value}" for label, value in facts if value]
    lines += ["", _("Agenda"), *_agenda(items)]
    page = page_of(meeting)
    if page:
        lines += ["", _("Answer, and read the papers, here: %(page)s") % {"page": page}]
    return "\n".join(lines) + "\n"


def _agenda(items: list[AgendaItem]) -> list[str]:
    covered = _("confidential item, to be read on the meeting’s page")
    told = [f"{item.position}. {covered if item.is_confidential else item.title}" for item in items]
    return told or [_("No item yet.")]


def _called_off(meeting: Meeting, kind: str, reason: str) -> str:
    template = (
        _("The meeting %(meeting)s, %(when)s, does not take place.")
        if kind == CANCELLED
        else _(
            "Your convocation to the meeting %(meeting)s, %(when)s, is withdrawn: you do not sit for a seat that day."
        )
    )
    lines = [template % {"meeting": meeting, "when": _when(meeting)}]
    if reason:
        lines.append(_("Reason: %(reason)s") % {"reason": reason})
    return "\n".join(lines) + "\n"


def _when(meeting: Meeting) -> str:
    return date_format(meeting.starts_at.astimezone(clock.OFFICE_ZONE), "DATETIME_FORMAT")


def put_in() -> None:
    """Register what members are written."""
    for name, label in (
        (CONVENED, gettext_lazy("Convocation of a meeting")),
        (AMENDED, gettext_lazy("Change of a meeting")),
        (CANCELLED, gettext_lazy("Cancellation of a meeting")),
        (RELEASED, gettext_lazy("Convocation withdrawn")),
    ):
        purpose = gettext_lazy("Calling who sits in a body to its meetings, with the entry for the calendar.")
        register(MessageKind(name, label, purpose))
