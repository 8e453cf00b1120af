"""The worker's side of the tray."""

from __future__ import annotations

from django_tasks import task

from .dispatch import deliver_message


@task()  # type: ignore[untyped-decorator,unused-ignore] # the library has no types with one of its versions
def deliver(uid: str) -> None:
    """Hand one message to the courier; queued in the transaction that wrote it, and by each attempt for the next."""
    deliver_message(uid)
