"""Who may bring files in, and when a run can go on."""

from __future__ import annotations

from portici.kernel.actor import Actor, Role
from portici.kernel.findings import YES, Verdict, gettext_noop, no

from .models import ImportRun, RunState


def may_import(actor: Actor) -> Verdict:
    """The coordinator, and the house itself."""
    if actor.has(Role.COORDINATOR):
        return YES
    return no(gettext_noop("Only the coordinator brings files in; send the file to the technical office."))


def may_resume(actor: Actor, run: ImportRun, *, is_stale: bool) -> Verdict:
    """A run that stopped, or whose worker is gone."""
    verdict = may_import(actor)
    if not verdict:
        return verdict
    if run.state == RunState.STOPPED or is_stale:
        return YES
    if run.state in {RunState.RUNNING, RunState.WAITING}:
        return no(gettext_noop("This import is still under way; wait for it to end."))
    return no(gettext_noop("This import has ended; bring the file in again instead."))
