"""Who may write about organisations: the coordinator everything; an organisation's own contact a few things
of its own.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from portici.kernel.actor import Actor, Role, Scope
from portici.kernel.findings import YES, Verdict, gettext_noop, no

from .models import OldAddress, Organisation

CONTACT_ROLES = frozenset({Role.PARTNER_CONTACT, Role.SCHOOL_CONTACT})
#: What an organisation's own contact may change, besides the people to call.
OWN_FIELDS = frozenset({"description", "website"})


def may_record(actor: Actor) -> Verdict:
    """The coordinator."""
    if actor.has(Role.COORDINATOR):
        return YES
    return no(gettext_noop("Only the coordinator records organisations; ask the technical office."))


def may_edit(actor: Actor, organisation: Organisation) -> Verdict:
    """The coordinator; the organisation's own contact, for the fields in OWN_FIELDS. Not what was merged
    away.
    """
    if organisation.merged_into_id is not None:
        return no(gettext_noop("This organisation was merged into another; write there."))
    if actor.has(Role.COORDINATOR) or is_own(actor, organisation):
        return YES
    return no(gettext_noop("Only the coordinator and the organisation's own contact may change this."))


def may_amend(actor: Actor, organisation: Organisation, fields: Collection[str]) -> Verdict:
    """Whether the actor may change these fields."""
    verdict = may_edit(actor, organisation)
    others = sorted(set(fields) - OWN_FIELDS)
    if not verdict or actor.has(Role.COORDINATOR) or not others:
        return verdict
    return no(
        gettext_noop("An organisation's contact changes its description and website; not: %(fields)s."),
        fields=", ".join(others),
    )


def may_edit_all(actor: Actor, organisation: Organisation) -> Verdict:
    """Codes, seats, memberships: the coordinator."""
    if organisation.merged_into_id is not None:
        return no(gettext_noop("This organisation was merged into another; write there."))
    return may_record(actor)


def may_publish(actor: Actor, organisation: Organisation) -> Verdict:
    return may_edit_all(actor, organisation)


def may_keep_contacts(actor: Actor, organisation: Organisation) -> Verdict:
    """People to call: the coordinator and the organisation's own contact."""
    return may_edit(actor, organisation)


def may_see_contacts(actor: Actor, organisation: Organisation) -> Verdict:
    """People to call: the technical office and the organisation's own contact, nobody else."""
    if actor.reads_all or is_own(actor, organisation):
        return YES
    return no(gettext_noop("The people to call are shown to the technical office only."))


def may_merge(actor: Actor, kept: Organisation, merged: Organisation | None = None) -> Verdict:
    """The coordinator, two different organisations that both still stand; the second may not be chosen yet."""
    if not actor.has(Role.COORDINATOR):
        return no(gettext_noop("Only the coordinator merges organisations; ask the technical office."))
    if merged is not None and kept.pk == merged.pk:
        return no(gettext_noop("An organisation cannot be merged into itself."))
    if any(one is not None and one.merged_into_id is not None for one in (kept, merged)):
        return no(gettext_noop("One of the two was merged already; open the one that it became."))
    return YES


def standing(organisation: Organisation) -> Organisation:
    """Who stands for an organisation: itself, or the one that it was merged into, as its address leads on.

    Every desk that takes an organisation takes this one. The store is asked: the caller may have read the row before a merging.
    """
    return Organisation.objects.filter(merged_from=organisation.pk).first() or organisation


def all_standing(values: Mapping[str, Any]) -> dict[str, Any]:
    """What a desk was given by name, each organisation in it, or in a list of it, as `standing`; a list names one once."""
    return {name: _standing_in(value) for name, value in values.items()}


def _standing_in(value: Any) -> Any:
    if isinstance(value, Organisation):
        return standing(value)
    if isinstance(value, list | tuple) and any(isinstance(one, Organisation) for one in value):
        return list(dict.fromkeys(_standing_in(one) for one in value))
    return value


def own_keys(actor: Actor) -> frozenset[int]:
    """The keys of all organisations that are a contact's own, for many rows at once."""
    uids = actor.scope_uids(Scope.ORGANISATION, CONTACT_ROLES)
    if not uids:
        return frozenset()
    merged = OldAddress.objects.filter(uid__in=uids).values_list("organisation", flat=True)
    return frozenset(Organisation.objects.filter(uid__in=uids).values_list("pk", flat=True)) | frozenset(
        merged
    )


def is_own(actor: Actor, organisation: Organisation) -> bool:
    """Whether a contact's grant is about this organisation, or about one merged into it."""
    uids = actor.scope_uids(Scope.ORGANISATION, CONTACT_ROLES)
    if organisation.uid in uids:
        return True
    return bool(uids) and OldAddress.objects.filter(organisation=organisation, uid__in=uids).exists()
