"""The chain of seals on the screen: where its head is, what waits, what the verifications found; a button for another one."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portici.fronts.office.kit import DeskView
from portici.fronts.templatetags.portici import said
from portici.journal.faults import Fault
from portici.journal.forms import VerificationForm
from portici.journal.models import Entry, Verification, VerificationState
from portici.journal.queries import chain_state, verifications
from portici.journal.rules import may_verify
from portici.journal.tasks import verify
from portici.journal.verifying import ask_verification
from portici.kernel import clock
from portici.kernel.actor import Actor
from portici.kernel.findings import ensure
from portici.people.queries import names_of

#: After this long without a sign, nobody is at a verification any more.
SILENCE = timedelta(minutes=10)
#: Entries that wait longer than this wait for a worker that is not there.
PATIENCE = timedelta(minutes=10)
SHOWN = 10


class Chain(DeskView):
    """For the auditor and the administrator. The work is the worker's; the page follows it."""

    above = (_("Journal"), "office:journal")
    title = _("Seals of the journal")
    template_name = "office/journal/chain.html"
    form_class = VerificationForm
    submit_label = _("Verify now")
    done_message = _("The verification was asked for; the page shows how far it is.")

    def admit(self) -> None:
        ensure(may_verify(self.actor))

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.htmx and request.GET.get("parte") == "stato":  # type: ignore[attr-defined] # django-htmx puts it there
            return self.how_far(request)
        return super().get(request, *args, **kwargs)

    def how_far(self, request: HttpRequest) -> HttpResponse:
        """The progress alone; when it has come to rest the page is read again."""
        context = under_way(self.actor)
        response = self.response_class(
            request=request, template=["office/journal/progress.html"], context=context
        )
        if not context["moving"]:
            response["HX-Refresh"] = "true"
        return response

    def work(self, form: VerificationForm) -> str:
        row = ask_verification(actor=self.actor, expected_head=form.cleaned_data["expected_head"])
        verify.enqueue(row.pk)
        return reverse("office:chain")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        state = chain_state()
        late = state.waiting_since is not None and clock.now() - state.waiting_since > PATIENCE
        rows = list(verifications(self.actor)[:SHOWN])
        names = names_of({row.actor_uid for row in rows})
        told = [(row, names.get(row.actor_uid, "") or row.actor_label) for row in rows]
        last = next((row for row in rows if row.finished_at and row.state != VerificationState.STOPPED), None)
        context = under_way(self.actor) | {
            "chain": state,
            "late": late,
            "told": told,
            "last": last,
            "faults": _fault_lines(last),
        }
        return super().get_context_data(**(context | kwargs))


def under_way(actor: Actor) -> dict[str, Any]:
    """The verification that is waiting or at work, unless nobody is at it any more."""
    states = [VerificationState.WAITING, VerificationState.RUNNING]
    row = verifications(actor).filter(state__in=states).first()
    moving = row is not None and clock.now() - (row.seen_at or row.created_at) < SILENCE
    return {"run": row, "moving": moving, "left_alone": row is not None and not moving}


def _fault_lines(row: Verification | None) -> list[tuple[str, Entry | None]]:
    """Each fault in words, with the entry that it is about when it is still there."""
    faults = [Fault.read(kept) for kept in row.faults] if row else []
    entries = Entry.objects.in_bulk({fault.entry_id for fault in faults})
    return [(said(fault.message), entries.get(fault.entry_id)) for fault in faults]
