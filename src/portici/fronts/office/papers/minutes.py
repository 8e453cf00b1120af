"""The office's screens for minutes: made of the record, corrected, laid before the body, approved."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portici.fronts import addresses
from portici.fronts.boardpapers.paper import minutes_paper, pdf_of
from portici.fronts.office.kit import (
    ActView,
    AddView,
    AmendView,
    OfficeView,
    Prefill,
    RecordList,
    RecordPage,
    RowView,
    record_or_404,
    shown_with,
)
from portici.fronts.papers import paper_response
from portici.governance.meetings import domain as meetings
from portici.governance.meetings.rules import may_amend_item
from portici.governance.models import AgendaItem, Minutes, MinutesState
from portici.governance.papers import domain, rules
from portici.governance.papers.filters import MinutesFilter
from portici.governance.papers.forms import ApproveForm, MinutedForm, MinutesAddForm, MinutesForm
from portici.governance.papers.queries import minutes_of
from portici.governance.papers.tables import MinutesTable
from portici.governance.queries import decisions_on
from portici.governance.rules import may_write
from portici.governance.sitting.rules import may_correct_attendance
from portici.kernel.findings import Verdict, ensure
from portici.records.links import seen

MINUTES = (pgettext_lazy("several", "Minutes"), "office:minutes-list")


def pointed_at(minutes: Minutes) -> list[Any]:
    """What the public page of minutes names: the meeting, where they were approved, and the body."""
    return [minutes.meeting.body, minutes.meeting]


shown_with("minutes", pointed_at)


class MinutesList(RecordList):
    kind = "minutes"
    room = "governance"
    table_class = MinutesTable
    filterset_class = MinutesFilter
    add_name = "office:minutes-add"
    add_label = _("Make the minutes of a meeting")

    def get_export_name(self) -> str:
        return "verbali"


class MinutesPage(RecordPage):
    """The text as the reader may read it, and what is to be done next."""

    kind = "minutes"
    above = MINUTES
    edit_name = "office:minutes-edit"
    template_name = "office/papers/minutes.html"

    def get_title(self) -> Any:
        return self.paper.title

    def get_record(self) -> Any:
        record = super().get_record()
        self.paper = minutes_paper(self.actor, record)
        return record

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        one, actor = self.record, self.actor
        items = seen(AgendaItem, actor).filter(meeting=one.meeting)
        corrects = bool(rules.may_amend_minutes(actor, one))
        return super().get_context_data(
            paper=self.paper,
            items=list(items) if corrects else [],
            corrects_hours=bool(may_correct_attendance(actor, one.meeting)),
            may_propose=bool(rules.may_move_minutes(actor, one, MinutesState.PROPOSED)),
            may_approve=bool(rules.may_move_minutes(actor, one, MinutesState.APPROVED)),
            may_take_back=bool(rules.may_move_minutes(actor, one, MinutesState.DRAFT)),
            corrections=list(decisions_on(actor, one)),
            text_url=reverse("office:minutes-text", args=[one.uid]),
            **kwargs,
        )


class MinutesAdd(AddView):
    kind = "minutes"
    above = MINUTES
    form_class = MinutesAddForm
    title = _("Make the minutes of a meeting")
    intro = _(
        "They are made of what the meeting wrote down; what was said of each item can still be corrected."
    )
    submit_label = _("Make the minutes")
    prefill = {"meeting": Prefill("meeting", "meeting")}

    def work(self, form: MinutesAddForm) -> Any:
        return domain.draft_minutes(actor=self.actor, **form.values)


class MinutesEdit(AmendView):
    kind = "minutes"
    above = MINUTES
    form_class = MinutesForm

    def work(self, form: MinutesForm, version: int | None = None) -> Any:
        return domain.amend_minutes(
            actor=self.actor, minutes=self.record, version=version, values=form.values
        )


class Minuted(AmendView):
    """What the minutes say of an item."""

    kind = "agenda-item"
    above = MINUTES
    form_class = MinutedForm

    def admit(self) -> None:
        self.record = record_or_404(self.actor, self.kind, self.kwargs["uid"])
        ensure(may_amend_item(self.actor, self.record, {"minuted"}))

    def work(self, form: MinutedForm, version: int | None = None) -> Any:
        item = meetings.amend_item(actor=self.actor, item=self.record, version=version, values=form.values)
        minutes = minutes_of(self.actor, item.meeting) if item.meeting is not None else None
        return addresses.office_url(minutes) if minutes is not None else reverse("office:minutes-list")


class OfMinutes(ActView):
    """A button on the page of minutes; whether the step is open the desk says."""

    kind = "minutes"

    def may(self) -> Verdict:
        return may_write(self.actor)


class Propose(OfMinutes):
    done_message = _("The minutes are laid before the body: its members read them.")

    def act(self, version: int) -> Any:
        return domain.propose_minutes(actor=self.actor, minutes=self.record, version=version)


class TakeBack(OfMinutes):
    done_message = _("The minutes are a draft again.")

    def act(self, version: int) -> Any:
        return domain.take_back_minutes(actor=self.actor, minutes=self.record, version=version)


class Approve(RowView):
    kind = "minutes"
    above = MINUTES
    form_class = ApproveForm
    title = _("Approve and close the minutes")
    intro = _("From then on nothing in them is altered: what is wrong is put right by a later decision.")
    submit_label = _("Approve and close")

    def may(self) -> Verdict:
        return rules.may_move_minutes(self.actor, self.record, MinutesState.APPROVED)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"minutes": self.record}

    def work(self, form: ApproveForm, version: int | None = None) -> Any:
        return domain.approve_minutes(actor=self.actor, minutes=self.record, version=version, **form.values)


class OnPaper(OfficeView):
    """The minutes as PDF, as far as the reader may read them."""

    def get(self, request: HttpRequest, uid: str) -> HttpResponse:
        minutes: Any = record_or_404(self.actor, "minutes", uid)
        name = f"{minutes.meeting.address}-verbale.pdf"
        return paper_response(request, name, lambda: pdf_of(minutes_paper(self.actor, minutes)))


class AsText(OfficeView):
    """The very text that the digest is of."""

    def get(self, _request: HttpRequest, uid: str) -> HttpResponse:
        minutes: Any = record_or_404(self.actor, "minutes", uid)
        text = minutes_paper(self.actor, minutes).text
        return HttpResponse(text, content_type="text/plain; charset=utf-8")
