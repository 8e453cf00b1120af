"""Whom delays are told to, step by step."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from portici.deadlines import domain, queries, registry, rules
from portici.deadlines.models import Teller
from portici.fronts.office.kit import DeskView, OfficeView
from portici.kernel.findings import ensure
from portici.records.forms import ActorForm

EVERYTHING = gettext_lazy("Whatever is late")


class Chain(OfficeView, TemplateView):
    """The steps as they are stated: everybody in the office may read by whom a delay is heard of."""

    template_name = "office/chain_of_delays.html"
    title = gettext_lazy("Whom delays are told to")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        names = {watch.name: watch.heading for watch in registry.watches()}
        steps = [{"step": step, "of": names.get(step.watch, EVERYTHING)} for step in queries.chain()]
        return super().get_context_data(steps=steps, may_state=rules.may_state_chain(self.actor), **kwargs)


def _watches() -> list[tuple[str, Any]]:
    return [("", EVERYTHING), *((watch.name, watch.heading) for watch in registry.watches())]


class StepForm(ActorForm):
    """One step of the chain."""

    watch = forms.ChoiceField(
        label=gettext_lazy("Of what"),
        choices=_watches,
        required=False,
        help_text=gettext_lazy("Steps of one thing take the place of those of whatever is late."),
    )
    days = forms.IntegerField(
        label=gettext_lazy("After so many days"),
        min_value=0,
        max_value=365,
        help_text=gettext_lazy("0: on the day after its term."),
    )
    tell = forms.ChoiceField(label=gettext_lazy("Whom to tell"), choices=Teller.choices)


class StepAdd(DeskView):
    """The paper for a step."""

    form_class = StepForm
    title = gettext_lazy("New step")
    above = (gettext_lazy("Whom delays are told to"), "office:deadline-chain")

    def admit(self) -> None:
        ensure(rules.may_state_chain(self.actor))

    def work(self, form: StepForm) -> str:
        domain.add_step(actor=self.actor, **form.values)
        return reverse("office:deadline-chain")


class StepRemove(OfficeView):
    """The button that takes a step off."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, uid: str) -> HttpResponse:
        ensure(rules.may_state_chain(self.actor))
        step = queries.step_by_uid(uid)
        if step is None:
            raise Http404
        domain.remove_step(actor=self.actor, step=step)
        messages.success(request, _("The step is taken off; what was told stays told."))
        return HttpResponseRedirect(reverse("office:deadline-chain"))
