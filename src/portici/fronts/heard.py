"""What was heard, in words and in figures that open their rows: shared by office and portal."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portici.kernel.actor import VISITOR, Actor
from portici.needs.heard import FEWEST, Heard, areas_heard, is_told, themes_heard
from portici.records.links import seen
from portici.territory.models import Area

from .figures import Figure
from .templatetags.portici import number


def heard_text(heard: Heard) -> str:
    """Where a need was heard, in a sentence: "Heard in 3 sessions and 1 interview, from 41 people."; "" when nowhere."""
    if not heard.times:
        return ""
    sessions = ngettext("%(count)s session", "%(count)s sessions", heard.sessions)
    interviews = ngettext("%(count)s interview", "%(count)s interviews", heard.interviews)
    counts = ((sessions, heard.sessions), (interviews, heard.interviews))
    where = _(" and ").join(text % {"count": number(count)} for text, count in counts if count)
    if not heard.people:
        return _("Heard in %(where)s.") % {"where": where}
    people = ngettext("%(count)s person", "%(count)s people", heard.people) % {"count": number(heard.people)}
    told = _("Heard in %(where)s, from %(people)s.") % {"where": where, "people": people}
    if not heard.untold:
        return told
    left_out = ngettext(
        "%(count)s with fewer than %(fewest)s people is not in the sum.",
        "%(count)s with fewer than %(fewest)s people are not in the sum.",
        heard.untold,
    )
    return f"{told} {left_out % {'count': number(heard.untold), 'fewest': FEWEST}}"


def people_text(people: int, actor: Actor = VISITOR) -> str:
    """How many took part, as this reader is told."""
    return number(people) if is_told(actor, people) else _("fewer than %(fewest)s") % {"fewest": FEWEST}


def theme_counts(request: HttpRequest, found: Any) -> list[Figure]:
    """In how many of the listenings of a list, as it is narrowed, each theme was heard; each opens those. Nothing of a list
    that is already of one theme."""
    if request.GET.get("theme"):
        return []
    return [
        Figure(one.theme.label, one.listenings, _narrower(request, theme=one.theme.value))
        for one in themes_heard(found)
    ]


def area_counts(request: HttpRequest, actor: Actor, found: Any) -> list[Figure]:
    """How many of the listenings of a list, as it is narrowed, were about each area itself; each opens those. Nothing of a list
    that is already of one. Two queries."""
    if request.GET.get("here"):
        return []
    counts = areas_heard(found)
    areas = {area.pk: area for area in seen(Area, actor).filter(pk__in=[pk for pk, _times in counts])}
    return [
        Figure(areas[pk].name, times, _narrower(request, here=areas[pk].uid))
        for pk, times in counts
        if pk in areas
    ]


def _narrower(request: HttpRequest, **more: str) -> str:
    """The list's address with what it is asked for already, from its first page on."""
    asked = request.GET.copy()
    for dropped in ("page", "sort", "formato"):
        asked.pop(dropped, None)
    asked.update(more)
    return f"{request.path}?{asked.urlencode()}"
