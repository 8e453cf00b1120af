"""What grants are about, read in one go: the grant holds a uid, the page shows a name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from portici.kernel import clock
from portici.kernel.actor import Actor, Role
from portici.people.forms import SCOPE_KIND
from portici.people.models import ROLE_LABELS, Grant
from portici.records import registry


@dataclass(frozen=True, slots=True)
class Held:
    """A grant as a page tells it; `thing` is None for everywhere, or when the reader may not see it."""

    grant: Grant
    role: Any
    thing: Any
    in_force: bool
    hidden: bool = False


def held(actor: Actor, grants: Iterable[Grant]) -> list[Held]:
    """The grants with the names of what they are about; one query a kind of scope. Those in force come
    first.
    """
    listed, today = list(grants), clock.today()
    things = _things(actor, listed)
    rows = []
    for grant in listed:
        thing = things.get((grant.scope, grant.scope_uid))
        holds = grant.since <= today and (grant.until is None or grant.until >= today)
        rows.append(
            Held(grant, ROLE_LABELS[Role(grant.role)], thing, holds, bool(grant.scope_uid) and thing is None)
        )
    return sorted(rows, key=lambda row: not row.in_force)


def _things(actor: Actor, grants: list[Grant]) -> dict[tuple[str, str], Any]:
    found = {}
    for scope, kind in SCOPE_KIND.items():
        uids = {grant.scope_uid for grant in grants if grant.scope == scope.value}
        if uids:
            for record in registry.kind(kind).visible_to(actor).filter(uid__in=uids):
                found[scope.value, record.uid] = record
    return found
