"""Needs and who is near, as pages of office and portal show them: the finding first, then a table whose figures open rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import django_tables2 as tables
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django_tables2 import RequestConfig

from portici.kernel.actor import Actor
from portici.needs.models import Need, Theme
from portici.records.models import Record
from portici.study.crossing import RADII, RADIUS, Crossing, Near, NeedRow, cross_area, cross_need
from portici.territory.models import Area

from .export import csv_response
from .templatetags.portici import number

ROW = {"data-row": "", "data-value": "1"}
NUMBER = {"td": {"class": "num"}, "th": {"class": "num"}}
#: Needs that the sentence names, and things that a row does.
MOST_NAMED = 3
#: What the rows behind a figure are: on the need's theme, or of a theme that is not stated.
ON_THEME, UNSTATED = "tema", "senza-tema"
#: Which needs the page shows: all, or those with nobody near.
NOBODY = "nessuno"
Linked = Callable[[Record], SafeString]


@dataclass(frozen=True, slots=True)
class Asked:
    """What the reader chose: metres, a theme or "", and which rows."""

    radius: int = RADIUS
    theme: str = ""
    which: str = ""

    def query(self, **others: str) -> str:
        said = {"raggio": str(self.radius), "tema": self.theme, "quali": self.which, **others}
        return urlencode({key: value for key, value in said.items() if value})


def asked_of(request: HttpRequest) -> Asked:
    """From the address; what is none of the offered counts as not said."""
    radius, theme = request.GET.get("raggio", ""), request.GET.get("tema", "")
    return Asked(
        radius=int(radius) if radius in {str(one) for one in RADII} else RADIUS,
        theme=theme if theme in Theme.values else "",
        which=request.GET.get("quali", ""),
    )


def radius_text(radius: int) -> str:
    """Metres below a kilometre, kilometres from there."""
    return f"{number(radius / 1000)} km" if radius >= 1000 else f"{number(radius)} m"


def distance_text(near: Near) -> str:
    """How far, to ten metres; what the register puts in the area without a position, in words."""
    if near.metres is None:
        return now("in the area, by the register")
    if near.metres == 0:
        return now("in the area")
    metres = max(10, round(near.metres, -1))
    return f"{number(metres)} m" if metres < 1000 else f"{number(metres / 1000, 1)} km"


def finding(crossing: Crossing, area: Area) -> str:
    """What is found, in a sentence, with the needs that have nobody."""
    total, nobody = len(crossing.rows), crossing.nobody
    words = {"area": area.name, "radius": radius_text(crossing.radius), "total": number(total)}
    if not total:
        return now("No open need is recorded in %(area)s.") % words
    if not nobody:
        return (
            ngettext(
                "The one open need in %(area)s has somebody within %(radius)s who works on its theme.",
                "All %(total)s open needs in %(area)s have somebody within %(radius)s who works on their theme.",
                total,
            )
            % words
        )
    named = "; ".join(row.need.title for row in nobody[:MOST_NAMED])
    more = len(nobody) - MOST_NAMED
    if more > 0:
        named += now(" and %(count)s more") % {"count": number(more)}
    if total == 1:
        told = now(
            "The one open need in %(area)s has nobody within %(radius)s who works on its theme: %(named)s."
        )
        return told % (words | {"named": named})
    told = ngettext(
        "%(count)s of the %(total)s open needs in %(area)s has nobody within %(radius)s who works on its theme: %(named)s.",
        "%(count)s of the %(total)s open needs in %(area)s have nobody within %(radius)s who works on their theme: %(named)s.",
        len(nobody),
    )
    return told % (words | {"count": number(len(nobody)), "named": named})


class NeedTable(tables.Table):
    """A need a row; its figures open what they count."""

    need = tables.Column(verbose_name=_("Open need"), empty_values=())
    area = tables.Column(verbose_name=_("Area"), accessor="need__area")
    theme = tables.Column(verbose_name=_("Theme"), accessor="need__get_theme_display")
    severity = tables.Column(verbose_name=_("Severity"), accessor="need__severity", attrs=NUMBER)
    on_theme = tables.Column(verbose_name=_("Near, on its theme"), empty_values=(), attrs=NUMBER)
    who = tables.Column(verbose_name=_("Who and what"), empty_values=())
    unstated = tables.Column(verbose_name=_("Near, theme not stated"), empty_values=(), attrs=NUMBER)

    def __init__(self, rows: Iterable[NeedRow], *, link: Linked, page: Callable[[Need, str], str]) -> None:
        super().__init__(rows, orderable=False)
        self.link, self.behind = link, page

    class Meta:
        row_attrs = ROW
        empty_text = _("No open need answers to this.")

    def render_need(self, record: NeedRow) -> SafeString:
        return self.link(record.need)

    def render_area(self, value: Area) -> SafeString:
        return self.link(value)

    def render_on_theme(self, record: NeedRow) -> SafeString | str:
        return self._figure(record.need, len(record.on_theme), ON_THEME) or now("nobody")

    def render_unstated(self, record: NeedRow) -> SafeString | str:
        return self._figure(record.need, len(record.unstated), UNSTATED) or "0"

    def render_who(self, record: NeedRow) -> SafeString | str:
        named = [(self.link(one.thing.record), distance_text(one)) for one in record.on_theme[:MOST_NAMED]]
        if not record.is_placed and not named:
            return now("where its area is, is not known: no border and no point")
        return format_html_join(", ", "{} ({})", named) or "–"

    def _figure(self, need: Need, count: int, which: str) -> SafeString | str:
        if not count:
            return ""
        return format_html(
            '<a href="{}" data-figure="count" data-value="{}">{}</a>',
            self.behind(need, which),
            count,
            number(count),
        )


class ThingTable(tables.Table):
    """What is near a need, the nearest first."""

    thing = tables.Column(verbose_name=_("Who or what"), empty_values=())
    kind = tables.Column(verbose_name=_("Kind"), accessor="thing__kind__label")
    themes = tables.Column(verbose_name=_("Themes"), empty_values=())
    metres = tables.Column(verbose_name=_("Straight-line distance"), empty_values=(), attrs=NUMBER)

    def __init__(self, rows: Iterable[Near], *, link: Linked) -> None:
        super().__init__(rows, orderable=False)
        self.link = link

    class Meta:
        row_attrs = ROW
        empty_text = _("Nobody and nothing within this distance.")

    def render_thing(self, record: Near) -> SafeString:
        return self.link(record.thing.record)

    def render_themes(self, record: Near) -> str:
        return themes_text(record) or now("not stated")

    def render_metres(self, record: Near) -> str:
        return distance_text(record)


def themes_text(near: Near) -> str:
    return ", ".join(sorted(str(Theme(theme).label) for theme in near.thing.themes))


class NearMixin:
    """What pages of who is near have in common: they say `actor` and `link`, and which `crossing` and rows they show."""

    request: HttpRequest
    actor: Actor
    crossing: Any

    def link(self, record: Record) -> SafeString:
        raise NotImplementedError

    def file(self) -> tuple[str, Iterable[Sequence[object]]]:
        """What the rows are called as a file, and its lines."""
        raise NotImplementedError

    @cached_property
    def asked(self) -> Asked:
        return asked_of(self.request)

    def answer(self) -> Any:
        """The same rows as a file, when the address asks for it."""
        return csv_response(*self.file()) if self.request.GET.get("formato") == "csv" else None

    def shown(self, table: tables.Table) -> dict[str, Any]:
        """A page of the table, and what both pages say of the question itself."""
        RequestConfig(self.request, paginate={"per_page": 20}).configure(table)
        return {
            "table": table,
            "asked": self.asked,
            "radius": radius_text(self.asked.radius),
            "radii": [(radius, radius_text(radius)) for radius in RADII],
            "unplaced": self.crossing.unplaced,
        }


class CrossingMixin(NearMixin):
    """A page of an area: says also `area` and `need_page`."""

    area: Area

    def need_page(self, need: Need) -> str:
        raise NotImplementedError

    @cached_property
    def crossing(self) -> Crossing:
        return cross_area(self.actor, self.area, radius=self.asked.radius, theme=self.asked.theme)

    def rows(self) -> Sequence[NeedRow]:
        return self.crossing.nobody if self.asked.which == NOBODY else self.crossing.rows

    def file(self) -> tuple[str, Iterable[Sequence[object]]]:
        return "bisogni-e-chi-e-vicino", needs_file(self.rows())

    def said(self) -> dict[str, Any]:
        asked, here = self.asked, self.request.path
        table = NeedTable(
            self.rows(),
            link=self.link,
            page=lambda need, which: f"{self.need_page(need)}?{Asked(asked.radius).query(quali=which)}",
        )
        return {
            "area": self.area,
            "finding": finding(self.crossing, self.area),
            "nobody": len(self.crossing.nobody),
            "nobody_url": f"{here}?{asked.query(quali=NOBODY)}",
            "every": len(self.crossing.rows),
            "every_url": f"{here}?{asked.query(quali='')}",
            "themes": [("", _("All")), *Theme.choices],
            **self.shown(table),
        }


class NeedMixin(NearMixin):
    """The page of one need: what is near it, on its theme or of a theme that is not stated."""

    record: Need

    @cached_property
    def crossing(self) -> Crossing:
        return cross_need(self.actor, self.record, radius=self.asked.radius)

    def rows(self) -> Sequence[Near]:
        (row,) = self.crossing.rows
        return row.unstated if self.asked.which == UNSTATED else row.on_theme

    def file(self) -> tuple[str, Iterable[Sequence[object]]]:
        return "chi-e-vicino", things_file(self.rows())

    def said(self) -> dict[str, Any]:
        return {
            "need": self.record,
            "unstated": self.asked.which == UNSTATED,
            "which": ((ON_THEME, _("on its theme")), (UNSTATED, _("theme not stated"))),
            **self.shown(ThingTable(self.rows(), link=self.link)),
        }


def needs_file(rows: Iterable[NeedRow]) -> Iterable[Sequence[object]]:
    """A line a need and thing near; a need with nobody has one line, without a thing."""
    yield [
        now("need"),
        now("area"),
        now("theme"),
        now("severity"),
        now("near"),
        now("kind"),
        now("match"),
        now("metres"),
    ]
    for row in rows:
        need = row.need
        said = (need.title, need.area.name, need.get_theme_display(), need.severity)
        matched = [(one, now("on its theme")) for one in row.on_theme]
        matched += [(one, now("theme not stated")) for one in row.unstated]
        if row.has_nobody:
            yield [*said, "", "", now("nobody on its theme"), ""]
        for one, match in matched:
            yield [*said, str(one.thing.record), one.thing.kind.label, match, metres(one)]


def things_file(rows: Iterable[Near]) -> Iterable[Sequence[object]]:
    yield [now("near"), now("kind"), now("themes"), now("metres")]
    for one in rows:
        yield [str(one.thing.record), one.thing.kind.label, themes_text(one), metres(one)]


def metres(near: Near) -> object:
    """Whole metres; nothing for what has no position."""
    return "" if near.metres is None else round(near.metres)


def title_of(area: Area) -> str:
    return capfirst(now("needs of %(area)s, and who is near") % {"area": area.name})
