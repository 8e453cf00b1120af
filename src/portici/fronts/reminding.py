"""What the house writes about deadlines: the digest of the week, and delays told up the chain.

Both are written when they leave, as the recipient reads at that moment: what was settled meanwhile, or is closed to the account since, is in
neither. No title is in a subject, which mail servers and telephones show to whoever looks, and what is confidential is without words.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from portici.deadlines import agenda, queries
from portici.deadlines.agenda import DATED, Asked, Line, Term
from portici.deadlines.models import Told
from portici.governance.covered import covered
from portici.outbox.kinds import Letter, MessageKind, register
from portici.people.models import User
from portici.people.queries import actor_for, open_account_of
from portici.people.reminding import DELAYS, DIGEST

#: Lines of each part of a digest; the page has the others.
EACH = 10


def compose_digest(recipient: str, _data: Mapping[str, Any]) -> Letter | None:
    """The week as the account reads it; None when nothing falls due or nobody has the address."""
    user = open_account_of(recipient)
    lines = agenda.lines(actor_for(user), limit=None) if user else []
    if user is None or not lines:
        return None
    with translation.override(user.language):
        by_term = {term: [line for line in covered(lines) if line.term is term] for term in DATED}
        late, week = len(by_term[Term.LATE]), len(by_term[Term.WEEK])
        subject = _("Deadlines: %(late)s late, %(week)s this week") % {"late": late, "week": week}
        heads = {
            Term.LATE: _("Late"),
            Term.WEEK: _("This week"),
            Term.MONTH: _("The next 30 days"),
        }
        parts = [_part(heads[term], found) for term, found in by_term.items() if found]
        return _letter(user, subject, parts)


def compose_delays(recipient: str, data: Mapping[str, Any]) -> Letter | None:
    """The delays that the account is told of and that still are, with what was done about each; None when there are none."""
    user = open_account_of(recipient)
    told = set(Told.objects.filter(message=data["key"]).values_list("watch", "ref", "mark"))
    late = agenda.lines(actor_for(user), Asked(), limit=None, terms=(Term.LATE,)) if user else []
    lines = [line for line in late if (line.watch.name, line.ref, line.mark) in told]
    if user is None or not lines:
        return None
    with translation.override(user.language):
        count = len(lines)
        subject = ngettext("%(count)s delay to see to", "%(count)s delays to see to", count) % {
            "count": count
        }
        done = _done(lines[:EACH], data["key"])
        lines = covered(queries.put_off_before(lines))
        return _letter(user, subject, [_part(_("Nobody has seen to these in time"), lines, done)])


def _done(lines: list[Line], message: str) -> dict[str, str]:
    """By a line's key, who was told of it otherwise than by this message."""
    told = queries.told_of(lines)
    whom = {
        key: ", ".join(queries.whom(one for one in rows if one.message != message))
        for key, rows in told.items()
    }
    return {key: _("Told to") + f": {names}" for key, names in whom.items() if names}


def _letter(user: User, subject: str, parts: Iterable[str]) -> Letter:
    site = settings.WAGTAILADMIN_BASE_URL.rstrip("/")
    end = _("All of them: %(address)s") % {"address": site + reverse("office:work")}
    stop = _("How you are reminded: %(address)s") % {"address": site + reverse("office:own-reminders")}
    return Letter(subject, (("text/plain", "\n\n".join([user.full_name + ",", *parts, f"{end}\n{stop}"])),))


def _part(head: str, lines: list[Line], done: Mapping[str, str] = MappingProxyType({})) -> str:
    more = len(lines) - EACH
    said = [f"{head} ({len(lines)})"]
    for line in lines[:EACH]:
        said += [f"- {_said(line)}", *(f"  {one}" for one in (done.get(line.key), _put_off(line)) if one)]
    if more > 0:
        said.append(ngettext("and %(count)s more", "and %(count)s more", more) % {"count": more})
    return "\n".join(said)


def _said(line: Line) -> str:
    day = date_format(line.day, "SHORT_DATE_FORMAT") if line.day else ""
    name = line.label or str(line.watch.heading)
    what = f"{name} ({line.why})" if line.why else name
    return f"{day} {what}: {line.act}".strip()


def _put_off(line: Line) -> str:
    if line.put_off_until is None:
        return ""
    until = _("Put off until %(day)s") % {"day": date_format(line.put_off_until, "SHORT_DATE_FORMAT")}
    return f"{until}: {line.put_off_because}" if line.put_off_because else until


register(
    MessageKind(
        DIGEST,
        gettext_lazy("Digest of the week"),
        gettext_lazy(
            "Telling who asked for it what falls due. It is written when it leaves, as the account reads then, and is kept nowhere."
        ),
        compose=compose_digest,
    )
)
register(
    MessageKind(
        DELAYS,
        gettext_lazy("Delays told"),
        gettext_lazy(
            "Telling those whom the chain names that a term has passed. It is written when it leaves, as the account reads then, and is kept nowhere."
        ),
        compose=compose_delays,
    )
)
