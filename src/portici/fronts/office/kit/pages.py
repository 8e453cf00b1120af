"""The office's door, and the page of a record: its facts, its place in the chain, its state, what was done
to it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from django.views.generic.base import ContextMixin, View

from portici.fronts import addresses
from portici.fronts.up import Up
from portici.kernel.actor import Actor
from portici.kernel.findings import Message, Refused, gettext_noop
from portici.records import registry
from portici.records.models import Record

from .companions import hidden_with
from .history import history_of
from .imported import imported_into
from .tabs import tabs_of


class OfficeView(ContextMixin, View):
    """Lets in whoever holds a role; sends the others to sign in, or tells them why not."""

    title: ClassVar[Any] = ""
    #: (label, address name) of the page above.
    above: ClassVar[tuple[Any, str] | None] = None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if self.actor.is_visitor:
            return redirect_to_login(request.get_full_path())
        if not self.actor.in_office:
            raise Refused(
                Message(
                    gettext_noop("Your account has no role in the office yet: the administrator gives it.")
                )
            )
        self.admit()
        return super().dispatch(request, *args, **kwargs)

    def admit(self) -> None:
        """Raise Refused here when the page is only for some roles."""

    @property
    def actor(self) -> Actor:
        return self.request.actor  # type: ignore[attr-defined, no-any-return] # the door puts it there

    def get_title(self) -> Any:
        return self.title

    def get_breadcrumb(self) -> list[dict[str, Any]]:
        steps = [{"label": _("My work"), "url": reverse("office:work")}]
        if self.above:
            steps.append({"label": self.above[0], "url": reverse(self.above[1])})
        return [*steps, {"label": self.get_title(), "url": ""}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(title=self.get_title(), breadcrumb=self.get_breadcrumb(), **kwargs)


class OfficeUp(OfficeView, Up):
    """As `Up`, for those whom the office lets in."""


class RecordPage(OfficeView, TemplateView):
    """One record, seen by who may see it.

    `get_facts` and `get_chain` give what the page shows of it; `edit_name` is the address of the paper that
    amends it, shown
    to whom the rules let. The template of the kind fills `facts` and `related`.
    """

    kind: ClassVar[str]
    edit_name: ClassVar[str] = ""
    room: ClassVar[str] = ""
    template_name = "office/record.html"

    def get_record(self) -> Any:
        """The record of the address, with what the page shows; 404 when the actor may not see it."""
        return record_or_404(self.actor, self.kind, self.kwargs["uid"])

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.record = self.get_record()
        return super().get(request, *args, **kwargs)

    def get_title(self) -> Any:
        return str(self.record)

    def get_facts(self) -> Sequence[Any]:
        """`Fact`s, see kit.facts."""
        return ()

    def get_chain(self) -> Sequence[Any]:
        """`Step`s, see kit.chain."""
        return ()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        entry = registry.kind(self.kind)
        may_edit = entry.may_edit(self.actor, self.record)
        context = {
            "record": self.record,
            "kind": entry,
            "may_edit": may_edit,
            "edit_url": reverse(self.edit_name, args=[self.record.uid]) if self.edit_name else "",
            "may_publish": entry.may_publish(self.actor, self.record),
            "facts": self.get_facts(),
            "chain": self.get_chain(),
            "findings": list(entry.check(self.record)),
            "hidden_with": hidden_with(self.actor, self.record),
            "on_portal": addresses.portal_url(self.record),
            "history": history_of(self.record, limit=8, actor=self.actor),
            "imported": imported_into(self.actor, self.record, limit=3),
        }
        return super().get_context_data(**(context | kwargs))


class TabsMixin:
    """The lists of the room above the page; `room` names them (kit.tabs)."""

    room: ClassVar[str] = ""
    request: HttpRequest

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        tabs = tabs_of(self.room, self.request.path)
        context: dict[str, Any] = super().get_context_data(tabs=tabs, **kwargs)  # type: ignore[misc] # of the view that it is mixed into
        return context


def record_or_404(actor: Actor, kind: str, uid: str) -> Record:
    """The record, when there is one of this kind that the actor may see."""
    try:
        record = registry.find(actor, kind, uid)
    except KeyError:
        record = None
    if record is None:
        raise Http404
    return record
