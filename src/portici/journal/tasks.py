"""The worker's side of the journal."""

from __future__ import annotations

from django_tasks import task

from .sealing import seal_waiting
from .verifying import run_verification


@task()  # type: ignore[untyped-decorator,unused-ignore] # the library has no types with one of its versions
def seal() -> int:
    """Seal what waits."""
    return seal_waiting()


@task()  # type: ignore[untyped-decorator,unused-ignore] # the library has no types with one of its versions
def verify(verification_id: int) -> None:
    """Carry out a verification that was asked for; queue it with `verify.enqueue(pk)` after the commit."""
    run_verification(verification_id)
