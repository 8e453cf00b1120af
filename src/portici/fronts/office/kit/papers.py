"""Who is shown the paper for a new record. The desk decides in the end, where it holds: this only spares a
vain errand."""

from __future__ import annotations

from portici.kernel.actor import Actor, Role
from portici.kernel.findings import YES, Verdict, gettext_noop, no
from portici.records import registry

_adders: dict[str, frozenset[Role]] = {}


def added_by(kind: str, *roles: Role) -> None:
    """Say which roles can have something to write on a new paper of a kind; called where its address is
    registered."""
    _adders[kind] = frozenset(roles)


def may_add(actor: Actor, kind: str) -> Verdict:
    """Whether the paper for a new record of this kind is for the actor at all."""
    if kind not in _adders:
        return registry.kind(kind).may_edit(actor, None)
    if actor.has(*_adders[kind]):
        return YES
    return no(gettext_noop("Your role does not enter these records; ask the technical office."))


def may_edit(actor: Actor, record: object) -> bool:
    """Whether the buttons that change this record are shown."""
    return bool(registry.kind(record.KIND).may_edit(actor, record))  # type: ignore[attr-defined]
