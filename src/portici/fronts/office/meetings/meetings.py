"""The office's screens for meetings: planned, convened, changed, called off; what each seat answers."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from portici.fronts.office.kit import (
    ActView,
    AddView,
    AmendView,
    Fact,
    Prefill,
    RecordList,
    RecordPage,
    RowView,
    SmallForm,
    facts_of,
    shown_with,
)
from portici.fronts.office.kit.history import keep_private
from portici.fronts.wording import moment_text
from portici.governance.meetings import domain, queries, rules
from portici.governance.meetings.filters import MeetingFilter
from portici.governance.meetings.forms import (
    ItemForm,
    MeetingAddForm,
    MeetingForm,
    ReplyForm,
    SeriesForm,
)
from portici.governance.meetings.proposals import proposals_for
from portici.governance.meetings.reach import reach_of
from portici.governance.meetings.seats import own_seats, seats_of
from portici.governance.meetings.tables import MeetingTable
from portici.governance.models import AgendaItem, Meeting, MeetingState
from portici.governance.models.meetings import CONFIDENTIAL_TO
from portici.governance.rules import may_write
from portici.kernel.actor import Actor, Role, Scope
from portici.kernel.findings import Verdict
from portici.records.forms import ReasonForm

from .companions import companions_of

MEETINGS = (_("Meetings"), "office:meetings")


def pointed_at(meeting: Meeting) -> list[Any]:
    """What a meeting's public page names: its body and the items that are not confidential."""
    open_items = AgendaItem.objects.filter(~Q(is_confidential=True), meeting=meeting)
    return [meeting.body, *open_items]


def sits_or_serves(actor: Actor, body: str) -> bool:
    """Whether the actor is of the technical office or a member of the body: for these are the answers and where to connect."""
    return actor.reads_all or body in actor.scope_uids(Scope.BODY)


def _of_meeting(actor: Actor, uid: str) -> bool:
    meeting = queries.meetings(actor).filter(uid=uid).first()
    return meeting is not None and sits_or_serves(actor, meeting.body.uid)


def _reads_conflicts(actor: Actor, uid: str) -> bool:
    """The nature of a conflict is for those who sit in the body, and for who reads all that is confidential of it."""
    if actor.has(*CONFIDENTIAL_TO):
        return True
    bodies = actor.scope_uids(Scope.BODY, {Role.BOARD_MEMBER})
    return bool(bodies) and AgendaItem.objects.filter(uid=uid, body__uid__in=bodies).exists()


shown_with("meeting", pointed_at)
keep_private("meeting", ("remote_address", "asked_by", "replies"), _of_meeting)
keep_private("agenda-item", ("recusal",), _reads_conflicts, even_from_office=True)


class Meetings(RecordList):
    kind = "meeting"
    room = "governance"
    table_class = MeetingTable
    filterset_class = MeetingFilter
    add_name = "office:meeting-add"
    add_label = _("Plan a meeting")
    template_name = "office/meetings/list.html"
    related = ("body",)


class MeetingPage(RecordPage):
    kind = "meeting"
    above = MEETINGS
    edit_name = "office:meeting-edit"
    template_name = "office/meetings/meeting.html"

    def get_facts(self) -> Any:
        one, actor = self.record, self.actor
        told = ("remote_address", "asked_by") if sits_or_serves(actor, one.body.uid) else ()
        names = ("manner", "place", *told, "urgent_because")
        chair = Fact(_("chaired by"), str(one.chair.organisation) if one.chair else "")
        return [
            *facts_of(actor, one, "body", "title"),
            Fact(_("begins"), moment_text(one.starts_at)),
            Fact(_("ends"), moment_text(one.ends_at) if one.ends_at else ""),
            *facts_of(actor, one, *names),
            chair,
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        one, actor = self.record, self.actor
        sets = bool(rules.may_set_agenda(actor, one))
        lines = queries.timed(one, queries.agenda_of(actor, one))
        context = {
            "notice": queries.notice_of(actor, one) if one.state in rules.BEFORE else None,
            "reach": reach_of(one) if one.state in rules.BEFORE and may_write(actor) else None,
            "lines": lines,
            "on_agenda": [line for line in lines if line.is_on],
            "sets": sets,
            "replies": self.replies(),
            "own": self.own_forms(),
            "decisions": list(queries.decisions_taken_in(actor, one)),
            "companions": companions_of(actor, one),
            "may": self.steps(),
        }
        return super().get_context_data(**(context | (self.papers() if sets else {}) | kwargs))

    def papers(self) -> dict[str, Any]:
        """For who composes the agenda: the form of a new item, what waits, what is due."""
        one, actor = self.record, self.actor
        form = ItemForm(actor=actor, auto_id="item-%s")
        return {
            "item_form": SmallForm(
                _("Add an item"), reverse("office:meeting-item-add", args=[one.uid]), form
            ),
            "backlog": list(queries.backlog_of(actor, one.body)),
            "proposals": proposals_for(actor, one.body) if one.state in rules.BEFORE else [],
        }

    def steps(self) -> dict[str, bool]:
        """The moves that are the actor's at this moment."""
        one, actor = self.record, self.actor
        return {
            "convene": bool(rules.may_move(actor, one, MeetingState.CONVENED)),
            "cancel": bool(rules.may_move(actor, one, MeetingState.CANCELLED)),
            "announce": bool(rules.may_announce(actor, one)),
        }

    def replies(self) -> list[Any] | None:
        if not sits_or_serves(self.actor, self.record.body.uid):
            return None
        writes = bool(may_write(self.actor)) and self.record.state == MeetingState.CONVENED
        return [(one, writes) for one in queries.replies_of(self.actor, self.record)]

    def own_forms(self) -> list[SmallForm]:
        """One form for each seat that the actor sits in, while one answers."""
        one, actor = self.record, self.actor
        if one.state != MeetingState.CONVENED:
            return []
        said = {reply.member_id: reply.answer for reply in one.replies.all()}
        return [
            SmallForm(
                str(seat.organisation),
                reverse("office:meeting-reply", args=[one.uid, seat.uid]),
                ReplyForm(actor=actor, initial={"answer": said.get(seat.pk)}, auto_id=f"reply-{seat.uid}-%s"),
            )
            for seat in own_seats(actor, one)
        ]


class MeetingAdd(AddView):
    kind = "meeting"
    above = MEETINGS
    form_class = MeetingAddForm
    title = _("Plan a meeting")
    intro = _("The agenda is composed on the page that follows; members are told when it is convened.")
    prefill = {"body": Prefill("body", "body")}

    def work(self, form: MeetingAddForm) -> Any:
        return domain.plan_meeting(actor=self.actor, **form.values)


class SeriesAdd(AddView):
    """Several meetings at even intervals; leads to the list of the body's."""

    kind = "meeting"
    above = MEETINGS
    form_class = SeriesForm
    title = _("Plan a series of meetings")
    prefill = {"body": Prefill("body", "body")}

    def work(self, form: SeriesForm) -> Any:
        series = domain.plan_series(actor=self.actor, **form.values)
        return f"{reverse('office:meetings')}?body={series.body.uid}"


class MeetingEdit(AmendView):
    kind = "meeting"
    above = MEETINGS
    form_class = MeetingForm

    def work(self, form: MeetingForm, version: int | None = None) -> Any:
        return domain.amend_meeting(
            actor=self.actor, meeting=self.record, version=version, values=form.values
        )


def _reached(meeting: Meeting) -> str:
    """How many seats the message just written goes to, and which it does not; nothing without seats."""
    reach = reach_of(meeting)
    if not reach.seats:
        return ""
    said = ngettext(
        "The message goes to %(reached)s of %(seats)s seat.",
        "The message goes to %(reached)s of %(seats)s seats.",
        reach.seats,
    ) % {"reached": len(reach.reached), "seats": reach.seats}
    if not reach.unreached:
        return said
    names = ", ".join(str(seat.organisation) for seat in reach.unreached)
    return f"{said} " + gettext("To be told otherwise: %(names)s.") % {"names": names}


class Convene(ActView):
    kind = "meeting"
    done_message = _("The members are convened.")

    def may(self) -> Verdict:
        return rules.may_move(self.actor, self.record, MeetingState.CONVENED)

    def act(self, version: int) -> Any:
        return domain.convene_meeting(actor=self.actor, meeting=self.record, version=version)

    def done(self, record: Meeting) -> str:
        return f"{super().done(record)} {_reached(record)}".strip()


class Announce(ActView):
    kind = "meeting"
    done_message = _("The members are told of the agenda as it stands.")

    def may(self) -> Verdict:
        return rules.may_announce(self.actor, self.record)

    def act(self, version: int) -> Any:
        return domain.announce_agenda(actor=self.actor, meeting=self.record, version=version)

    def done(self, record: Meeting) -> str:
        return f"{super().done(record)} {_reached(record)}".strip()


class MeetingRow(RowView):
    """A paper about a meeting."""

    kind = "meeting"
    above = MEETINGS


class Cancel(MeetingRow):
    form_class = ReasonForm
    title = _("Cancel the meeting")
    submit_label = _("Cancel the meeting")
    intro = _("Who was convened is told, with the reason; what was to be treated waits for another meeting.")

    def may(self) -> Verdict:
        return rules.may_move(self.actor, self.record, MeetingState.CANCELLED)

    def work(self, form: ReasonForm, version: int | None = None) -> Any:
        return domain.cancel_meeting(
            actor=self.actor, meeting=self.record, version=version, reason=form.cleaned_data["reason"]
        )


class ReplyView(MeetingRow):
    """What a seat answers; said again, the last answer counts."""

    form_class = ReplyForm
    title = _("Answer to the convocation")

    def may(self) -> Verdict:
        member = next((one for one in seats_of(self.record) if one.uid == self.kwargs["row"]), None)
        return may_write(self.actor) if member is None else rules.may_reply(self.actor, self.record, member)

    def rows(self) -> Any:
        return [one.member for one in queries.replies_of(self.actor, self.record)]

    def get_title(self) -> Any:
        return f"{self.title}: {self.row.organisation}" if self.row else self.title

    def get_initial(self) -> dict[str, Any]:
        said = self.record.replies.filter(member=self.row).first()
        return {"answer": said.answer} if said else {}

    def work(self, form: ReplyForm, version: int | None = None) -> Any:
        domain.reply(
            actor=self.actor, meeting=self.record, member=self.row, answer=form.cleaned_data["answer"]
        )
