"""The private calendar: somebody's deadlines for a calendar program, which signs in nowhere and knows only the address.

The secret in the address is all that it takes, so it is long, kept only as a digest, and revoked on the account's own page. It is read as the account
reads at that moment, what is confidential without words; no proxy may keep the answer, and no log of the house has an address in it
(`operations.watch`).
"""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from icalendar import Calendar, Event

from portici.deadlines import agenda, queries
from portici.deadlines.agenda import DATED, Asked, Line, Term
from portici.fronts import addresses
from portici.governance.covered import covered
from portici.kernel import clock
from portici.kernel.actor import Actor
from portici.people.models import User
from portici.people.queries import actor_for, open_account

#: How far a calendar looks ahead, and the most that it holds of what comes, and of what is late.
DAYS, MOST = 180, 2000


@require_safe
def feed(_request: HttpRequest, secret: str) -> HttpResponse:
    """The calendar behind a secret; 404 for one that opens nothing, whoever had it."""
    uid = queries.account_of_feed(secret)
    user = open_account(uid) if uid else None
    if user is None or not actor_for(user).in_office:
        return _private(HttpResponse(status=404, content_type="text/plain"))
    with translation.override(user.language):
        body = calendar_of(user).to_ical()
    return _private(HttpResponse(body, content_type="text/calendar; charset=utf-8"))


def calendar_of(user: User) -> Calendar:
    """The deadlines that have a day, one event each."""
    calendar = Calendar()
    calendar.add("prodid", "-//Portici//Deadlines//")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", _("Deadlines"))
    for line in covered(_lines(actor_for(user))):
        calendar.add_component(_event(line))
    return calendar


def _lines(actor: Actor) -> list[Line]:
    """What comes, then what is late: however much is late, a calendar shows what comes."""
    asked = Asked(days=DAYS)
    coming = agenda.lines(actor, asked, limit=MOST, terms=[term for term in DATED if term is not Term.LATE])
    return coming + agenda.lines(actor, asked, limit=MOST, terms=(Term.LATE,))


def _event(line: Line) -> Event:
    event = Event()
    event.add("uid", f"{line.key.replace(':', '-')}@portici")
    event.add("dtstamp", clock.now())
    if line.day is not None:
        event.add("dtstart", line.day)
        event.add("dtend", line.day + timedelta(days=1))
    event.add("summary", line.label or str(line.watch.heading))
    event.add("description", "\n".join(filter(None, [line.why, str(line.todo)])))
    event.add("url", settings.WAGTAILADMIN_BASE_URL.rstrip("/") + addresses.act_url(line))
    event.add("transp", "TRANSPARENT")
    return event


def _private(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex"
    response["Referrer-Policy"] = "no-referrer"
    return response
