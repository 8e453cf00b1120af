"""Who works in the editors' rooms, who hangs pictures and documents from a record, and what may go to the street."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from portici.kernel.actor import Actor, Role
from portici.kernel.findings import YES, Message, Verdict, gettext_noop, no
from portici.records import registry
from portici.records.models import Record

from . import checks

if TYPE_CHECKING:
    from .models import Attachment, ContentPage

#: Kinds that have a gallery and documents.
WITH_ATTACHMENTS = ("project", "activity", "agreement", "decision")
WRITERS = (Role.COMMUNICATION_OFFICER, Role.ADMINISTRATOR)
REVIEWERS = (Role.COORDINATOR, Role.ADMINISTRATOR)


def may_enter(actor: Actor) -> Verdict:
    """The editors' rooms: who writes, who reviews, the administrator."""
    if actor.has(*WRITERS, *REVIEWERS):
        return YES
    return no(
        gettext_noop(
            "Only the communication officer, the coordinator and the administrator work on the site's pages."
        )
    )


def may_keep_library(actor: Actor) -> Verdict:
    """To bring pictures and documents in."""
    if actor.has(*WRITERS, Role.COORDINATOR):
        return YES
    return no(
        gettext_noop("Only the communication officer and the coordinator bring pictures and documents in.")
    )


def may_attach(actor: Actor, record: Record) -> Verdict:
    """To hang pictures and documents from a record: the communication officer, and who may edit the record."""
    if record.KIND not in WITH_ATTACHMENTS:
        return no(
            gettext_noop("Only projects, activities, agreements and decisions have a gallery and documents.")
        )
    if getattr(record, "is_confidential", False):
        return no(
            gettext_noop(
                "What is confidential has no gallery and no documents: the library is read by others than its"
                " readers. Take the mark away first, with the reason."
            )
        )
    if actor.has(Role.COMMUNICATION_OFFICER, Role.COORDINATOR):
        return YES
    verdict = registry.kind(record.KIND).may_edit(actor, record)
    if verdict:
        return YES
    return no(
        gettext_noop(
            "Only the communication officer, and who may edit the record, change its gallery and documents."
        )
    )


def may_show(actor: Actor, attachment: Attachment) -> Verdict:
    """To open an attachment to the street, or take it back: the communication officer and the coordinator."""
    if actor.has(Role.COMMUNICATION_OFFICER, Role.COORDINATOR):
        return cleared(attachment.thing)
    return no(gettext_noop("Only the coordinator and the communication officer publish and withdraw."))


def cleared(thing: Any) -> Verdict:
    """Whether a picture or a document may be seen by all; a no says the first thing that is missing."""
    check = checks.on_picture if thing.KIND == "picture" else checks.on_document
    for finding in check(thing):
        return no(
            gettext_noop("“%(name)s” cannot be published. Needed: %(accepted)s"),
            name=str(thing),
            accepted=_Said(finding.accepted),
        )
    return YES


def may_go_out(page: ContentPage) -> Verdict:
    """A page goes out when every picture and document in it may."""
    for thing in [*page.pictures(), *page.documents()]:
        verdict = cleared(thing)
        if not verdict:
            return verdict
    return YES


class _Said:
    """A message within a message: put into the page's language when it is shown."""

    def __init__(self, message: Message) -> None:
        self.message = message

    def __str__(self) -> str:
        from django.utils.translation import gettext

        translated = gettext(self.message.template)
        return translated % self.message.params if self.message.params else translated
