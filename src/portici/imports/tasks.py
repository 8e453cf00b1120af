"""The worker's side of an import."""

from __future__ import annotations

from django_tasks import task

from .running import run_import


@task()  # type: ignore[untyped-decorator,unused-ignore] # the library has no types with one of its versions
def carry_out(run_uid: str) -> None:
    """Carry out a run that was received; queue it with `carry_out.enqueue(run.uid)` after the commit."""
    run_import(run_uid=run_uid)
