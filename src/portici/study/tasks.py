"""The worker's side of a study."""

from __future__ import annotations

from django_tasks import task

from .running import run_edition


@task()  # type: ignore[untyped-decorator,unused-ignore] # the library has no types with one of its versions
def carry_out(uid: str) -> None:
    """Compute an edition that was ordered; queue it with `carry_out.enqueue(edition.uid)` after the commit."""
    run_edition(uid=uid)
