"""The office's screens for what a body has to treat: on an agenda in its order, or waiting for one."""

from __future__ import annotations

from typing import Any

from django.db.models import F
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portici.fronts import addresses
from portici.fronts.office.kit import (
    ActView,
    AddView,
    AmendView,
    Prefill,
    RecordList,
    RecordPage,
    RowView,
    SmallForm,
    facts_of,
    visible,
)
from portici.fronts.office.kit.forms import seen_version
from portici.fronts.office.kit.rows import row_or_404, told_next
from portici.governance.meetings import domain, queries, rules
from portici.governance.meetings.filters import AgendaItemFilter
from portici.governance.meetings.forms import CarryForm, ItemAddForm, ItemForm, OptionForm
from portici.governance.meetings.tables import AgendaItemTable
from portici.governance.models import ItemState
from portici.governance.rules import may_write
from portici.governance.sitting import domain as sitting
from portici.governance.sitting.queries import motions_of
from portici.governance.sitting.rules import may_follow
from portici.kernel.findings import Verdict
from portici.records.forms import ReasonForm

from .meetings import MeetingRow

ITEMS = (_("Things to treat"), "office:agenda-items")


class AgendaItems(RecordList):
    kind = "agenda-item"
    room = "governance"
    table_class = AgendaItemTable
    filterset_class = AgendaItemFilter
    title = _("Things to treat")
    add_name = "office:agenda-item-add"
    add_label = _("Add something to treat")

    def get_queryset(self) -> Any:
        """What waits for a meeting first, then the agendas of the last meetings, each in its order."""
        newest = F("meeting__starts_at").desc(nulls_first=True)
        return super().get_queryset().order_by(newest, "position", "pk")

    def get_filterset_kwargs(self, filterset_class: Any) -> dict[str, Any]:
        """Until something is asked for, what is still to be treated; “all” in the filter shows the rest."""
        options = super().get_filterset_kwargs(filterset_class)
        if filterset_class.base_filters.keys() & self.request.GET.keys():
            return options
        data = self.request.GET.copy()
        data["state"] = ItemState.PENDING.value
        return options | {"data": data}


class ItemPage(RecordPage):
    kind = "agenda-item"
    above = ITEMS
    edit_name = "office:agenda-item-edit"
    template_name = "office/meetings/item.html"

    def get_facts(self) -> Any:
        names = ("body", "meeting", "kind", "minutes_planned", "rapporteur", "text", "confidential_because")
        return facts_of(self.actor, self.record, *names, "minuted")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        one, actor = self.record, self.actor
        sets = bool(rules.may_set_agenda(actor, one.meeting))
        add = None
        if sets:
            form = OptionForm(actor=actor, auto_id="option-%s")
            add = SmallForm(
                _("Add an option"), reverse("office:agenda-item-option-add", args=[one.uid]), form
            )
        context = {
            "may_edit": rules.may_set_agenda(actor, one.meeting),
            "sets": sets,
            "pending": bool(rules.may_take_off(actor, one, one.meeting)) and one.state == ItemState.PENDING,
            "may_open": bool(rules.may_open_item(actor, one)),
            "options": list(one.options.all()),
            "motions": self.motions(),
            "option_form": add,
            "before": next(iter(visible(actor, [one.continues])), None),
            "after": next(iter(visible(actor, [getattr(one, "continued_by", None)])), None),
        }
        return super().get_context_data(**(context | kwargs))

    def motions(self) -> list[Any]:
        """What was put forward on it, with what became of it: for who may follow the meeting."""
        one, actor = self.record, self.actor
        return motions_of(actor, one) if one.meeting and may_follow(actor, one.meeting) else []


class ItemAdd(AddView):
    """Something to treat that waits for a meeting."""

    kind = "agenda-item"
    above = ITEMS
    form_class = ItemAddForm
    title = _("Add something to treat")
    intro = _("It waits until it is put on the agenda of a meeting.")
    prefill = {"body": Prefill("body", "body")}

    def work(self, form: ItemAddForm) -> Any:
        return domain.add_item(actor=self.actor, **form.values)


class ItemEdit(AmendView):
    kind = "agenda-item"
    above = ITEMS
    form_class = ItemForm

    def work(self, form: ItemForm, version: int | None = None) -> Any:
        return domain.amend_item(actor=self.actor, item=self.record, version=version, values=form.values)


class ItemRow(RowView):
    """A paper about an item."""

    kind = "agenda-item"
    above = ITEMS

    def may(self) -> Verdict:
        return rules.may_set_agenda(self.actor, self.record.meeting)


class Open(RowView):
    """What was treated in confidence, opened to all."""

    kind = "agenda-item"
    above = ITEMS
    form_class = ReasonForm
    title = _("Lift the confidentiality of the item")
    intro = _("What was decided on it stays confidential until the mark is taken from the decision too.")
    submit_label = _("Lift confidentiality")
    template_name = "office/meetings/lift.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the items that this one continues or is continued by: each keeps its own mark."""
        one = self.record
        near = visible(self.actor, [one.continues, getattr(one, "continued_by", None)])
        return super().get_context_data(still=[item for item in near if item.is_confidential], **kwargs)

    def may(self) -> Verdict:
        return rules.may_open_item(self.actor, self.record)

    def work(self, form: ReasonForm, version: int | None = None) -> Any:
        return domain.lift_confidentiality(actor=self.actor, item=self.record, version=version, **form.values)


class TakenOff(ItemRow):
    """A paper that takes the item from its agenda."""

    def may(self) -> Verdict:
        return rules.may_take_off(self.actor, self.record, self.record.meeting)


class Drop(TakenOff):
    form_class = ReasonForm
    title = _("Take the item off")
    submit_label = _("Take it off")

    def work(self, form: ReasonForm, version: int | None = None) -> Any:
        reason = form.cleaned_data["reason"]
        return domain.drop_item(actor=self.actor, item=self.record, version=version, reason=reason)


class Carry(TakenOff):
    form_class = CarryForm
    title = _("Put the item off")
    submit_label = _("Put it off")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"item": self.record}

    def work(self, form: CarryForm, version: int | None = None) -> Any:
        to = form.cleaned_data["to"]
        return domain.carry_over(actor=self.actor, item=self.record, to=to, version=version)


class OptionAdd(ItemRow):
    form_class = OptionForm
    title = _("Add an option")

    def work(self, form: OptionForm, version: int | None = None) -> Any:
        domain.add_option(actor=self.actor, item=self.record, version=version, **form.values)


class OptionEdit(ItemRow):
    form_class = OptionForm
    title = _("Change the option")

    def rows(self) -> Any:
        return self.record.options.all()

    def get_initial(self) -> dict[str, Any]:
        return {name: getattr(self.row, name) for name in ("title", "text", "cost")}

    def work(self, form: OptionForm, version: int | None = None) -> Any:
        domain.amend_option(actor=self.actor, option=self.row, version=version, values=form.values)


class OptionRemove(ActView):
    kind = "agenda-item"
    done_message = _("The option is taken away.")

    def may(self) -> Verdict:
        return rules.may_set_agenda(self.actor, self.record.meeting)

    def rows(self) -> Any:
        return self.record.options.all()

    def act(self, version: int) -> None:
        domain.remove_option(actor=self.actor, option=self.row, version=version)


class Decide(ActView):
    """A numbered decision of a motion that was adopted, also when the meeting is over."""

    kind = "agenda-item"

    def may(self) -> Verdict:
        return may_write(self.actor)

    def act(self, version: int) -> Any:
        motion = row_or_404(self.record.motions.all(), self.request.POST.get("motion", ""))
        return sitting.decide_from(actor=self.actor, motion=motion)


class MeetingItemAdd(MeetingRow):
    """A new item, last on the agenda of the meeting that the address names."""

    form_class = ItemForm
    title = _("Add an item")

    def may(self) -> Verdict:
        return rules.may_set_agenda(self.actor, self.record)

    def work(self, form: ItemForm, version: int | None = None) -> Any:
        domain.add_item(actor=self.actor, body=self.record.body, meeting=self.record, **form.values)


class OnAgenda(ActView):
    """A button of the agenda; the page comes back at the item that it was about."""

    kind = "meeting"

    def may(self) -> Verdict:
        return rules.may_set_agenda(self.actor, self.record)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        item = told_next(request, lambda: self.act(seen_version(request)))
        place = f"#punto-{item.uid}" if item else "#agenda-title"
        return HttpResponseRedirect(f"{addresses.office_url(self.record)}{place}")


class ItemMove(OnAgenda):
    """Earlier or later by one place, as the button says (`by`)."""

    def act(self, version: int) -> Any:
        asked = self.request.POST
        item = row_or_404(queries.agenda_of(self.actor, self.record), asked.get("item", ""))
        by = -1 if asked.get("by") == "earlier" else 1
        return domain.move_item(actor=self.actor, item=item, by=by, version=version)


class ItemPut(OnAgenda):
    """What waits, last on the agenda."""

    def act(self, version: int) -> Any:
        waiting = queries.backlog_of(self.actor, self.record.body)
        item = row_or_404(waiting, self.request.POST.get("item", ""))
        return domain.put_on_agenda(actor=self.actor, item=item, meeting=self.record, version=version)


class TakeUp(OnAgenda):
    """What is due, last on the agenda."""

    def act(self, version: int) -> Any:
        about = self.request.POST.get("about", "")
        return domain.take_up(actor=self.actor, meeting=self.record, about=about)
