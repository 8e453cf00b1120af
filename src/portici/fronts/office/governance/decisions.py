"""The office's screens for decisions: what was decided, on which grounds, and what carries it out."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portici.fronts.office.following.follow_ups import steps_on
from portici.fronts.office.following.ties import chain_on
from portici.fronts.office.kit import (
    AddView,
    AmendView,
    Prefill,
    RecordList,
    RecordPage,
    RowView,
    SmallForm,
    facts_of,
    may_add,
    shown_with,
    step,
)
from portici.fronts.office.links import paper
from portici.fronts.office.publishing.attachments import attachments_on
from portici.governance import domain, queries
from portici.governance.filters import DecisionFilter
from portici.governance.forms import EXHIBITS, CarryOutForm, DecisionAddForm, DecisionForm
from portici.governance.models import Decision
from portici.governance.rules import may_write
from portici.governance.tables import DecisionTable
from portici.kernel.findings import Verdict
from portici.records import registry
from portici.records.models import Record

DECISIONS = (_("Decisions"), "office:decisions")


def pointed_at(decision: Decision) -> list[Record | None]:
    """What a decision's page names: its body, what carries it out, what it stands on."""
    grounds = [registry.kind(ground.kind).model for ground in decision.exhibits.all()]
    refs = [ground.ref for ground in decision.exhibits.all()]
    exhibits = [
        model._default_manager.filter(uid=ref).first() for model, ref in zip(grounds, refs, strict=True)
    ]
    return [decision.body, *decision.activities.all(), *exhibits]


shown_with("decision", pointed_at)


class Decisions(RecordList):
    kind = "decision"
    room = "governance"
    table_class = DecisionTable
    filterset_class = DecisionFilter
    add_name = "office:decision-add"
    add_label = _("Record a decision")
    related = ("body",)


class DecisionPage(RecordPage):
    kind = "decision"
    above = DECISIONS
    edit_name = "office:decision-edit"
    template_name = "office/governance/decision.html"

    def get_record(self) -> Any:
        record = super().get_record()
        self.grounds = queries.ground_states(self.actor, record)
        self.outcome = queries.what_became_of(self.actor, record)
        return record

    def get_facts(self) -> Any:
        names = ("body", "decided_on", "kind", "text", "grounds", "guidelines", "item", "withheld_because")
        return facts_of(self.actor, self.record, *names)

    def exhibits(self, *kinds: str) -> list[Any]:
        return [
            state.record for state in self.grounds if state.record is not None and state.record.KIND in kinds
        ]

    def get_chain(self) -> Any:
        needs = self.exhibits("need")
        areas = {found.area.pk: found.area for found in self.exhibits("need", "designation", "opportunity")}
        activity = paper("activity-add", decision=self.record, need=needs, area=list(areas.values()))
        return [
            step(_("Target area"), self.exhibits("designation"), missing=_("None among its grounds")),
            step(_("Needs"), needs, missing=_("None among its grounds")),
            step(_("Decision"), [], current=True),
            step(
                _("Activities"),
                self.outcome.activities,
                missing=_("Nothing carries it out yet"),
                add_url=activity if may_add(self.actor, "activity") else "",
                add_label=_("Open an activity that carries it out"),
            ),
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        carry, carry_url = None, ""
        action = reverse("office:decision-carry-out", args=[self.record.uid])
        if may_write(self.actor, self.record) and self.outcome.is_cut:
            carry_url = action
        elif may_write(self.actor, self.record):
            form = CarryOutForm(
                actor=self.actor,
                auto_id="carry-%s",
                initial={"activities": list(self.record.activities.all())},
            )
            carry = SmallForm(_("Say which activities carry it out"), action, form, submit=_("Save"))
        context = steps_on(self.actor, self.record) | chain_on(self.actor, self.record)
        context |= attachments_on(self.actor, self.record) | {
            "writes": bool(may_write(self.actor, self.record))
        }
        outcome = [(state.label, number, state) for state, number in self.outcome.by_state.items() if number]
        return super().get_context_data(
            grounds=self.grounds, outcome=outcome, carry=carry, carry_url=carry_url, **context, **kwargs
        )


class DecisionAdd(AddView):
    """The paper for a decision; its grounds come along from the page that it is written from
    (`?ground=need:<uid>`)."""

    kind = "decision"
    above = DECISIONS
    form_class = DecisionAddForm
    title = _("Record a decision")
    prefill = {"body": Prefill("body", "body"), "activity": Prefill("activities", "activity", many=True)}

    def get_initial(self) -> dict[str, Any]:
        exhibits: dict[str, list[Record]] = {}
        for name in self.request.GET.getlist("ground")[:20]:
            kind, _colon, uid = name.partition(":")
            record = registry.find(self.actor, kind, uid) if kind in EXHIBITS else None
            if record is not None:
                exhibits.setdefault(kind, []).append(record)
        found = [record for records in exhibits.values() for record in records]
        initial = {f"exhibit_{kind}": records for kind, records in exhibits.items()}
        return {"grounds": "\n\n".join(map(told, found))} | initial | super().get_initial()

    def work(self, form: DecisionAddForm) -> Any:
        return domain.record_decision(actor=self.actor, exhibits=form.exhibits, **form.values, **form.links)


def told(record: Record) -> str:
    """What a record says for itself as a ground: a first draft, to be corrected by who writes the
    decision."""
    words = [getattr(record, name, "") for name in ("reason", "description", "evidence")]
    source = getattr(record, "source", "")
    text = " ".join(word.strip() for word in words if isinstance(word, str) and word.strip())
    return f"{record}: {text}".rstrip(": ") + (f" ({source})" if source else "")


class DecisionEdit(AmendView):
    kind = "decision"
    above = DECISIONS
    form_class = DecisionForm

    def get_initial(self) -> dict[str, Any]:
        states = queries.ground_states(self.actor, self.record)
        found = [state.record for state in states if state.record is not None]
        exhibits = {f"exhibit_{kind}": [one for one in found if kind == one.KIND] for kind in EXHIBITS}
        self.others = [one for one in found if one.KIND not in EXHIBITS]
        return super().get_initial() | exhibits

    def work(self, form: DecisionForm, version: int | None = None) -> Any:
        return domain.amend_decision(
            actor=self.actor,
            decision=self.record,
            version=version,
            values=form.values,
            exhibits=[*form.exhibits, *self.others],
            reason=form.cleaned_data.get("reason", ""),
        )


class CarryOut(RowView):
    """Which activities carry a decision out: may change after it was published, too."""

    kind = "decision"
    above = DECISIONS
    form_class = CarryOutForm
    title = _("Say which activities carry it out")

    def may(self) -> Verdict:
        return may_write(self.actor, self.record)

    def get_initial(self) -> dict[str, Any]:
        return {"activities": list(self.record.activities.all())}

    def work(self, form: CarryOutForm, version: int | None = None) -> Any:
        return domain.carry_out(actor=self.actor, decision=self.record, version=version, **form.values)
