"""What is due: pages to publish at their moment, and those whose time is over."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from wagtail.models import Page, Revision

from portici.journal.domain import write_entry
from portici.kernel import clock
from portici.kernel.actor import Actor
from portici.kernel.findings import Refused

from ..models import ContentPage


@dataclass(frozen=True, slots=True)
class Done:
    """How many pages went out, were taken off, and could not go out."""

    published: int = 0
    expired: int = 0
    refused: int = 0


def publish_due(*, actor: Actor) -> Done:
    """Publish the scheduled pages whose moment has come, take off those that have expired.

    Each in a transaction of its own. One that may not go out (a picture whose release is over) stays back, its
    schedule taken off, with the reason in the journal. Two hosts may do this at once: each page is locked.
    """
    expired = sum(_expire(key) for key in _keys(_expired()))
    outcomes = [_publish(actor, key) for key in _keys(_scheduled())]
    return Done(outcomes.count("published"), expired, outcomes.count("refused"))


def _keys(rows: object) -> list[int]:
    return list(rows.values_list("pk", flat=True))  # type: ignore[attr-defined] # Wagtail has no types


def _expired() -> object:
    return Page.objects.filter(live=True, expire_at__lt=clock.now()).order_by("expire_at")


def _scheduled() -> object:
    return Revision.objects.filter(approved_go_live_at__lt=clock.now()).order_by("approved_go_live_at")


def _expire(key: int) -> int:
    with transaction.atomic():
        page = Page.objects.select_for_update().filter(pk=key, live=True).first()
        if page is None:
            return 0
        page.specific.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
    return 1


def _publish(actor: Actor, key: int) -> str:
    with transaction.atomic():
        revision = (
            Revision.objects.select_for_update().filter(pk=key).exclude(approved_go_live_at=None).first()
        )
        if revision is None:
            return "gone"
        try:
            with transaction.atomic():
                revision.publish(log_action="wagtail.publish.scheduled")
        except Refused as refusal:
            _hold_back(actor, revision, str(refusal))
            return "refused"
    return "published"


def _hold_back(actor: Actor, revision: Revision, reason: str) -> None:
    revision.approved_go_live_at = None
    revision.save(update_fields=["approved_go_live_at"])
    page = revision.as_object()
    kind, ref = (page.KIND, page.uid) if isinstance(page, ContentPage) else ("page", str(page.pk))
    write_entry(actor=actor, verb="publish-refused", kind=kind, ref=ref, reason=reason)
