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


def may_see_imports(actor: Actor) -> Verdict:
    """Those who read all: an import shows rows that are not published."""
    if actor.reads_all:
        return YES
    return no(gettext_noop("The imports are shown to the technical office only."))


def may_take_for_real(actor: Actor, run: ImportRun) -> Verdict:
    """After a trial that reached its end."""
    verdict = may_import(actor)
    if not verdict:
        return verdict
    if not run.dry_run:
        return no(gettext_noop("This import was no trial: its rows are taken already."))
    if run.state != RunState.DONE:
        return no(gettext_noop("Only a trial that reached its end can be taken for real."))
    if not run.takes_something:
        return no(gettext_noop("There is nothing to take: no row of this file would be added or changed."))
    return YES


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
