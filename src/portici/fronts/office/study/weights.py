"""Other weights tried out: the table is redrawn as one types, and nothing is kept until one asks for it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.formats import get_format
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from portici.fronts import addresses
from portici.fronts.office.kit.forms import finding_text
from portici.fronts.office.kit.rows import OnRecord
from portici.kernel.findings import Invalid
from portici.study import domain, rules
from portici.study.forms import WeightsForm
from portici.study.results import Outcome
from portici.study.sureness import Sureness
from portici.study.weighing import Weighed, is_kept, weigh, weights_of

from .specification import unshown_of
from .studies import STUDIES

#: Areas that are shown, the most distressed first.
SHOWN = 100


class EditionWeights(OnRecord, TemplateView):
    """The weights of the domains as boxes, and the areas as they would stand."""

    kind = "edition"
    above = STUDIES
    title = _("Try other weights")
    template_name = "office/study/weights.html"

    def may(self) -> Any:
        return rules.may_amend_study(self.actor, self.record.study)

    def get_breadcrumb(self) -> list[dict[str, Any]]:
        *above, here = super().get_breadcrumb()
        return [*above, {"label": str(self.record), "url": addresses.office_url(self.record)}, here]

    def get_template_names(self) -> list[str]:
        is_part = self.request.htmx and self.request.GET.get("parte") == "tabella"  # type: ignore[attr-defined] # django-htmx puts it there
        return ["office/study/weighed.html"] if is_part else [self.template_name]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = self.form(self.request.GET)
        context = {
            "edition": self.record,
            "form": form,
            "here": reverse("office:edition-weights", args=[self.record.uid]),
            "proposed": _now("%(title)s, other weights") % {"title": self.record.title},
            "is_kept": is_kept(self.record),
            "unshown": unshown_of(self.record),
        }
        return super().get_context_data(**(context | self.tried(form) | kwargs))

    def form(self, data: Any) -> WeightsForm:
        """The boxes as they were sent; as the edition has them when none was."""
        found = weights_of(self.record)
        sent = any(name.startswith("w-") for name in data)
        mark = str(get_format("DECIMAL_SEPARATOR"))
        initial = {f"w-{one.code}": f"{one.weight:.4g}".replace(".", mark) for one in found}
        return WeightsForm(data if sent else initial, weights=found)

    def tried(self, form: WeightsForm) -> dict[str, Any]:
        """The areas under the weights of the form; what is wrong with them, in a sentence each."""
        if not form.fields:
            return {}
        if not form.is_valid():
            return {"problems": _told(form)}
        try:
            found = weigh(self.record, form.weights)
        except Invalid as answer:
            return {"problems": [finding_text(one) for one in answer.findings]}
        total = sum(form.weights.values())
        shares = [(_label(form, code), 100 * one / total) for code, one in form.weights.items()]
        return {"rows": self.moved(found), "asked": found.asked, "shares": shares}

    def moved(self, found: Weighed) -> list[tuple[Outcome, Sureness | None, float | None, int, int]]:
        """Each ranked area: how sure its place is, its place in the edition, by how many places it rose, or fell."""
        before = dict(self.record.results.values_list("code", "rank"))
        ranked = [(one, one.rank) for one in found.outcomes if one.rank is not None]
        listed = []
        for one, rank in sorted(ranked, key=lambda pair: pair[1])[:SHOWN]:
            rise = int((before.get(one.code) or rank) - rank)
            listed.append((one, found.sure.get(one.code), before.get(one.code), rise, -rise))
        return listed

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Keep the weights as the study's next edition."""
        form = self.form(request.POST)
        problems: list[str] = []
        title = request.POST.get("title", "").strip()
        if form.fields and form.is_valid():
            try:
                drafted = domain.keep_weights(
                    actor=self.actor, edition=self.record, weights=form.weights, title=title
                )
            except Invalid as answer:
                problems = [finding_text(one) for one in answer.findings]
            else:
                return HttpResponseRedirect(addresses.office_url(drafted))
        problems = problems or _told(form)
        context = self.get_context_data(form=form, problems=problems, rows=[], proposed=title, **kwargs)
        return self.render_to_response(context, status=422)


def _told(form: WeightsForm) -> list[str]:
    """What is wrong with the boxes, each with its label."""
    return [
        f"{_label(form, name.removeprefix('w-'))}: {text}"
        for name, texts in form.errors.items()
        for text in texts
    ]


def _label(form: WeightsForm, code: str) -> str:
    return str(form.fields[f"w-{code}"].label)
