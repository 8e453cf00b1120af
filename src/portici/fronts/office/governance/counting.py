"""A vote counted on screen by the rules of the day, with the reasons; nothing is kept."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from portici.engine.voting import explained
from portici.fronts import addresses
from portici.fronts.office.kit.rows import OnRecord
from portici.governance import queries, sentences
from portici.governance.counting import count_hands
from portici.governance.forms import HandsForm
from portici.kernel import clock

from .bodies import BODIES


class VoteCount(OnRecord, TemplateView):
    """How each seat votes, and what follows."""

    kind = "body"
    above = BODIES
    title = _("Count a vote")
    template_name = "office/governance/count.html"

    def get_breadcrumb(self) -> list[dict[str, Any]]:
        *above, here = super().get_breadcrumb()
        return [*above, {"label": str(self.record), "url": addresses.office_url(self.record)}, here]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        today = clock.today()
        rules = queries.rules_on(self.actor, self.record, today)
        seats = [one for one in queries.seats_on(self.actor, self.record, today) if not one.is_observer]
        form = HandsForm(self.request.GET or None, actor=self.actor, seats=seats)
        context: dict[str, Any] = {"record": self.record, "form": form, "rules": rules, "seats": seats}
        if rules is not None:
            context["from_when"] = sentences.from_when(rules)
        if rules is not None and form.is_valid():
            result = count_hands(seats, rules, form.cleaned_data["matter"], form.hands)
            context["result"] = result
            context["sentences"] = explained(result) if result else ()
            context["unsaid"] = result is None
        return super().get_context_data(**(context | kwargs))
