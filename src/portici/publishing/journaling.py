"""What is done in the editors' rooms is told in the house's journal too, in the same transaction.

Wagtail keeps a log of its own of everything that it does to pages, pictures and documents, whichever button, review or
schedule did it; each line of that log becomes an entry.
"""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models.signals import post_save
from wagtail.models import ModelLogEntry, PageLogEntry

from portici.journal.domain import FieldChange, write_entry
from portici.kernel.actor import Actor, system_actor
from portici.people.queries import actor_for

from .models import ContentPage, LibraryDocument, Picture

#: What is not a deed: drafts saved by themselves while one types.
UNTOLD = {"wagtail.comments.create", "wagtail.comments.edit", "wagtail.comments.delete"}


def connect() -> None:
    post_save.connect(tell, sender=PageLogEntry, dispatch_uid="publishing-journal-pages")
    post_save.connect(tell, sender=ModelLogEntry, dispatch_uid="publishing-journal-library")


def tell(sender: Any, instance: Any, created: bool, **options: Any) -> None:  # noqa: ARG001 -- a signal's arguments
    """One entry of the journal for one line of Wagtail's log."""
    if not created or instance.action in UNTOLD:
        return
    kind, ref = _about(instance)
    if not kind:
        return
    changes = {"title": FieldChange("", instance.label)}
    if instance.revision_id:
        changes["revision"] = FieldChange("", str(instance.revision_id))
    with transaction.atomic():
        write_entry(
            actor=_who(instance), verb=_verb(instance.action), kind=kind, ref=ref, changes=changes,
            reason=_reason(instance),
        )  # fmt: skip


def _about(line: Any) -> tuple[str, str]:
    """The kind and the reference of what the line is about; of other things than the site's nothing is told."""
    model = line.content_type.model_class() if line.content_type_id else None
    if model is None or not issubclass(model, ContentPage | Picture | LibraryDocument):
        return "", ""
    key = line.page_id if isinstance(line, PageLogEntry) else line.object_id
    uid = model._default_manager.filter(pk=key).values_list("uid", flat=True).first()
    return model.KIND, uid or str(key)


def _who(line: Any) -> Actor:
    return actor_for(line.user) if line.user_id else system_actor("publishing")


def _verb(action: str) -> str:
    """ "wagtail.publish.schedule" is told as "publish-schedule"."""
    return action.removeprefix("wagtail.").replace(".", "-").replace("_", "-")


def _reason(line: Any) -> str:
    data = line.data if isinstance(line.data, dict) else {}
    return str(data.get("comment") or "")
