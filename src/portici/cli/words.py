"""What commands call the tables of a pack, and what became of their items."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy, pgettext_lazy

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
    "agreement": gettext_lazy("agreements"),
    "candidacy": gettext_lazy("candidacies"),
    "pledge": gettext_lazy("pledges"),
    "place": gettext_lazy("places"),
    "programme": gettext_lazy("programmes"),
    "project": gettext_lazy("projects"),
    "sheet": gettext_lazy("project sheets"),
    "relation": gettext_lazy("relations between projects"),
    "body": gettext_lazy("bodies"),
    "seat": gettext_lazy("seats in bodies"),
    "rulebook": gettext_lazy("rules of bodies"),
    "escalation": gettext_lazy("chain of who is told of delays"),
    "group": gettext_lazy("target groups"),
    "designation": gettext_lazy("designations of target areas"),
    "listening": gettext_lazy("listening sessions"),
    "need": gettext_lazy("needs"),
    "opportunity": gettext_lazy("opportunities"),
    "study": gettext_lazy("studies of areas"),
    "account": gettext_lazy("accounts"),
    "activity": gettext_lazy("activities"),
    "decision": gettext_lazy("decisions"),
    "guideline": gettext_lazy("guidelines of bodies"),
    "meeting": gettext_lazy("meetings of bodies"),
    "picture": gettext_lazy("pictures"),
    "document": gettext_lazy("documents"),
    "attachment": gettext_lazy("galleries and documents of records"),
    "news": gettext_lazy("news"),
    "page": gettext_lazy("pages of text"),
}
#: How many items of a table, in words: the unit that is counted.
_ITEMS = {
    "city": ngettext_lazy("%(count)s city", "%(count)s cities", "count"),
    "layer": ngettext_lazy("%(count)s layer", "%(count)s layers", "count"),
    "boundary_layout": ngettext_lazy("%(count)s layout of borders", "%(count)s layouts of borders", "count"),
    "indicator_table": ngettext_lazy("%(count)s layout of tables", "%(count)s layouts of tables", "count"),
    "population_table": ngettext_lazy("%(count)s layout of counts", "%(count)s layouts of counts", "count"),
    "indicator": ngettext_lazy("%(count)s indicator", "%(count)s indicators", "count"),
    "national": ngettext_lazy(
        "%(count)s province with its comuni", "%(count)s provinces with their comuni", "count"
    ),
    "area": ngettext_lazy("%(count)s area", "%(count)s areas", "count"),
    "organisation": ngettext_lazy("%(count)s organisation", "%(count)s organisations", "count"),
    "membership": ngettext_lazy("%(count)s membership", "%(count)s memberships", "count"),
    "agreement": ngettext_lazy("%(count)s agreement", "%(count)s agreements", "count"),
    "candidacy": ngettext_lazy("%(count)s candidacy", "%(count)s candidacies", "count"),
    "pledge": ngettext_lazy("%(count)s pledge", "%(count)s pledges", "count"),
    "place": ngettext_lazy("%(count)s place", "%(count)s places", "count"),
    "programme": ngettext_lazy("%(count)s programme", "%(count)s programmes", "count"),
    "project": ngettext_lazy("%(count)s project", "%(count)s projects", "count"),
    "sheet": ngettext_lazy("%(count)s project sheet", "%(count)s project sheets", "count"),
    "relation": ngettext_lazy("%(count)s relation", "%(count)s relations", "count"),
    "body": ngettext_lazy("%(count)s body", "%(count)s bodies", "count"),
    "seat": ngettext_lazy("%(count)s seat in a body", "%(count)s seats in bodies", "count"),
    "escalation": ngettext_lazy("%(count)s step of the chain", "%(count)s steps of the chain", "count"),
    "rulebook": ngettext_lazy("%(count)s set of rules", "%(count)s sets of rules", "count"),
    "group": ngettext_lazy("%(count)s target group", "%(count)s target groups", "count"),
    "designation": ngettext_lazy("%(count)s designation", "%(count)s designations", "count"),
    "listening": ngettext_lazy("%(count)s listening session", "%(count)s listening sessions", "count"),
    "need": ngettext_lazy("%(count)s need", "%(count)s needs", "count"),
    "opportunity": ngettext_lazy("%(count)s opportunity", "%(count)s opportunities", "count"),
    "study": ngettext_lazy("%(count)s study", "%(count)s studies", "count"),
    "account": ngettext_lazy("%(count)s account", "%(count)s accounts", "count"),
    "activity": ngettext_lazy("%(count)s activity", "%(count)s activities", "count"),
    "decision": ngettext_lazy("%(count)s decision", "%(count)s decisions", "count"),
    "guideline": ngettext_lazy("%(count)s guideline", "%(count)s guidelines", "count"),
    "meeting": ngettext_lazy("%(count)s meeting", "%(count)s meetings", "count"),
    "picture": ngettext_lazy("%(count)s picture", "%(count)s pictures", "count"),
    "document": ngettext_lazy("%(count)s document", "%(count)s documents", "count"),
    "attachment": ngettext_lazy("%(count)s attachment", "%(count)s attachments", "count"),
    "news": ngettext_lazy("%(count)s news item", "%(count)s news items", "count"),
    "page": ngettext_lazy("%(count)s page of text", "%(count)s pages of text", "count"),
}
_BECAME = {
    "added": gettext_lazy("added: %(items)s"),
    "amended": gettext_lazy("amended: %(items)s"),
    "unchanged": gettext_lazy("as before: %(items)s"),
    "there already": gettext_lazy("there already: %(items)s"),
}
#: What became of a file.
_OUTCOMES = {
    "there already": pgettext_lazy("of a file of a pack", "there already"),
    "missing": pgettext_lazy("of a file of a pack", "missing"),
    "refused": pgettext_lazy("of a file of a pack", "refused"),
    "fetched": pgettext_lazy("of a file of a pack", "fetched"),
    "no address": pgettext_lazy("of a file of a pack", "no address"),
}


def table(name: str) -> str:
    return str(_TABLES[name])


def items(name: str, what: str, count: int) -> str:
    """What became of how many items of a table: "added: 71 organisations"."""
    return str(_BECAME[what]) % {"items": _ITEMS[name] % {"count": count}}


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
