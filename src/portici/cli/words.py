"""What commands call the tables of a pack, and what became of their items."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from portici.imports.models import ImportRun

_TABLES = {
    "city": gettext_lazy("city"),
    "layer": gettext_lazy("layers of areas"),
    "boundary_layout": gettext_lazy("layouts of borders"),
    "indicator_table": gettext_lazy("layouts of tables of indicators"),
    "population_table": gettext_lazy("layouts of counts of people"),
    "indicator": gettext_lazy("indicators"),
    "national": gettext_lazy("comuni and their inhabitants"),
    "area": gettext_lazy("areas"),
    "organisation": gettext_lazy("organisations"),
    "membership": gettext_lazy("memberships"),
    "place": gettext_lazy("places"),
    "programme": gettext_lazy("programmes"),
    "project": gettext_lazy("projects"),
    "sheet": gettext_lazy("project sheets"),
    "relation": gettext_lazy("relations between projects"),
    "body": gettext_lazy("bodies"),
    "group": gettext_lazy("target groups"),
    "designation": gettext_lazy("designations of target areas"),
    "need": gettext_lazy("needs"),
    "opportunity": gettext_lazy("opportunities"),
    "account": gettext_lazy("accounts"),
    "activity": gettext_lazy("activities"),
    "decision": gettext_lazy("decisions"),
    "picture": gettext_lazy("pictures"),
    "document": gettext_lazy("documents"),
    "attachment": gettext_lazy("galleries and documents of records"),
    "news": gettext_lazy("news"),
    "page": gettext_lazy("pages of text"),
}
_OUTCOMES = {
    "added": pgettext_lazy("of the items of a pack", "added"),
    "amended": pgettext_lazy("of the items of a pack", "amended"),
    "unchanged": pgettext_lazy("of the items of a pack", "unchanged"),
    "there already": pgettext_lazy("of the items of a pack", "there already"),
    "missing": pgettext_lazy("of the items of a pack", "missing"),
    "refused": pgettext_lazy("of the items of a pack", "refused"),
    "fetched": pgettext_lazy("of the items of a pack", "fetched"),
    "no address": pgettext_lazy("of the items of a pack", "no address"),
}


def table(name: str) -> str:
    return str(_TABLES[name])


def outcome(name: str) -> str:
    return str(_OUTCOMES[name])


def kept(item: str) -> str:
    """An item that people changed, `need ref: field`, with its table in words."""
    name, _blank, rest = item.partition(" ")
    return f"{table(name)}: {rest}"


def counts(run: ImportRun) -> str:
    """What became of the rows of a run, on one line."""
    return _(
        "Rows %(total)s: added %(added)s, changed %(changed)s, unchanged %(unchanged)s, refused %(refused)s, "
        "with warnings %(warned)s"
    ) % {
        "total": run.total or 0,
        **{name: getattr(run, name) for name in ("added", "changed", "unchanged", "refused", "warned")},
    }
