"""The office's screens for editions: the index as a form or as text, the run, what came out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portici.fronts import addresses
from portici.fronts.gathering import gathering_of
from portici.fronts.hanging import hanging_of
from portici.fronts.office.kit import ActView, AmendView, RecordPage, facts_of, may_edit, shown_with
from portici.fronts.standing import near_of, parts_of, why_out
from portici.governance.queries import adoptions_of
from portici.kernel.findings import Finding, Invalid
from portici.kernel.marks import is_gone
from portici.records.badges import tone_of
from portici.study import domain, inputs, queries, rules, sureness, trying
from portici.study.forms import NeighboursForm, SurenessForm
from portici.study.models import AreaResult, AreaState, Edition, EditionState
from portici.study.running import kept_findings
from portici.study.tasks import carry_out
from portici.study.weighing import weights_of

from .charts import shown
from .comparison import comparison_url
from .proposals import proposals_section
from .studies import STUDIES
from .words import on_paper

shown_with("edition", lambda edition: [edition.study, *edition.indicators.all()])
#: Rows of the results' table on a page.
EACH = 100


class EditionPage(RecordPage):
    """What an edition is made of, what stands in the way of its run, how far the run is, what came out."""

    kind = "edition"
    above = STUDIES
    template_name = "office/study/edition.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.htmx and request.GET.get("parte") == "stato":  # type: ignore[attr-defined] # django-htmx puts it there
            self.record = self.get_record()
            return self.how_far(request)
        return super().get(request, *args, **kwargs)

    def how_far(self, request: HttpRequest) -> HttpResponse:
        """The progress alone; when the run has come to rest the page is read again."""
        context = progress_of(self.record)
        response = self.response_class(
            request=request, template=["office/study/progress.html"], context=context
        )
        if not context["moving"]:
            response["HX-Refresh"] = "true"
        return response

    def get_breadcrumb(self) -> list[dict[str, Any]]:
        *above, here = super().get_breadcrumb()
        study = self.record.study
        return [*above, {"label": str(study), "url": reverse("office:study", args=[study.uid])}, here]

    def get_facts(self) -> Any:
        return facts_of(self.actor, self.record, "study", "number", "computed_at", "results_digest")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        edition = self.record
        context = super().get_context_data(**(progress_of(edition) | kwargs))
        is_open = bool(may_edit(self.actor, edition))
        if edition.state != EditionState.COMPUTED:
            # What stands in the way of the run comes before what stands in the way of publication.
            context["findings"] = self.in_the_way()
        return (
            context
            | self.results()
            | shown(self.request, self.actor, edition)
            | {
                "state_tone": tone_of(edition.state),
                "parts": parts_of(edition),
                "form_url": reverse("office:edition-edit", args=[edition.uid]) if is_open else "",
                "sureness_url": reverse("office:edition-sureness", args=[edition.uid]) if is_open else "",
                "clusters_url": reverse("office:edition-clusters", args=[edition.uid]) if is_open else "",
                "text_url": reverse("office:edition-text", args=[edition.uid]) if is_open else "",
                "may_order": bool(edition.specification) and bool(rules.may_order(self.actor, edition)),
                "may_stop": bool(rules.may_stop(self.actor, edition)),
                "may_resume": bool(rules.may_resume(self.actor, edition)),
                "asked": sureness.asked_of(edition.uncertainty),
                "next_url": self.next_url(),
                "published_url": self.published_url(),
                "weights_url": self.weights_url(),
                "within": queries.told_within(self.actor, edition),
                "comparison_url": comparison_url(self.actor, edition),
                "proposals": proposals_section(self.actor, edition),
                "adopted": adoptions_of(self.actor, edition),
            }
        )

    def next_url(self) -> str:
        """The paper of the next edition, copied from this one once it is computed, for whom it is."""
        study = self.record.study
        if self.record.state != EditionState.COMPUTED or not may_edit(self.actor, study):
            return ""
        return f"{reverse('office:study-edition-add', args=[study.uid])}?da={self.record.uid}"

    def weights_url(self) -> str:
        """Where other weights are tried out, for whom it is and where the form can show them."""
        edition = self.record
        is_shown = edition.state == EditionState.COMPUTED and may_edit(self.actor, edition.study)
        if not is_shown or not weights_of(edition):
            return ""
        return reverse("office:edition-weights", args=[edition.uid])

    def published_url(self) -> str:
        """The paper on which the city's own index is named, for whom it is."""
        edition = self.record
        is_open = rules.may_name_published_index(self.actor, edition)
        return reverse("office:edition-published", args=[edition.uid]) if is_open else ""

    def in_the_way(self) -> Sequence[Finding]:
        """What a draft's figures say against its run; of a refused one, what stopped it."""
        edition = self.record
        if edition.state == EditionState.REFUSED:
            return kept_findings(edition)
        if edition.state != EditionState.DRAFTED or not edition.specification:
            return ()
        labels = {part.code: part.label for part in parts_of(edition)}
        try:
            found = trying.try_out(self.actor, edition.study, edition.specification).findings
        except Invalid as answer:
            found = answer.findings
        names = dict(inputs.areas_of(self.actor, edition.study).values_list("code", "name"))
        return [_of_part(on_paper(one, names), labels) for one in found]

    def results(self) -> dict[str, Any]:
        """The areas by rank, those without one after them, each with its reasons where it is out."""
        edition = self.record
        if edition.state != EditionState.COMPUTED:
            return {}
        rows = queries.in_order_of_rank(queries.results_of(self.actor, edition))
        page = Paginator(rows, EACH).get_page(self.request.GET.get("page"))
        parts = parts_of(edition)
        tops = [part for part in parts if part.level == "index"]
        return {
            "page_obj": page,
            "tops": tops,
            "rows": [(row, [row.parts.get(part.code) for part in tops]) for row in page.object_list],
            "counts": queries.counts_by_state(queries.results_of(self.actor, edition)),
            "out": [(row, why_out(row, parts)) for row in _out(rows)],
            "gathering": gathering_of(edition, rows, lambda row: addresses.office_url(row.area)),
            "hanging": hanging_of(edition),
            "near": near_of(rows, lambda area: reverse("office:area-near", args=[area.uid])),
        }


def _of_part(found: Finding, labels: Mapping[str, str]) -> Finding:
    """The finding with the name of the indicator or domain that it is about."""
    label = labels.get(found.field.partition(".")[0], "")
    return replace(found, found=f"{label}: {found.found}".rstrip(": ")) if label else found


def _out(rows: Any) -> list[AreaResult]:
    """The areas without a place."""
    return list(rows.exclude(state=AreaState.INCLUDED).select_related("edition", "area__layer"))


class EditionSureness(AmendView):
    """What the run varies, to see how sure the ranking is."""

    kind = "edition"
    above = STUDIES
    form_class = SurenessForm
    title = _("How sure the ranking is")
    intro = _(
        "The run draws other choices that one could have made with as good reasons, and counts where each area comes out."
        " Errors that differ by indicator are varied on the command line, weights drawn within a width and other scales and means"
        " from Python alone (docs/uncertainty.md)."
    )

    def work(self, form: SurenessForm, version: int | None = None) -> Any:
        return domain.ask_how_sure(actor=self.actor, edition=self.record, asked=form.asked, version=version)


class EditionClusters(AmendView):
    """Who counts as a neighbour, to see where distress gathers."""

    kind = "edition"
    above = STUDIES
    form_class = NeighboursForm
    title = _("Where distress gathers")
    intro = _(
        "The run compares each area with its neighbours: are distressed areas beside one another more often than chance"
        " explains? Who counts as a neighbour is a choice, and is written in the manifest."
    )

    def work(self, form: NeighboursForm, version: int | None = None) -> Any:
        return domain.ask_clusters(actor=self.actor, edition=self.record, asked=form.asked, version=version)


class EditionOrder(ActView):
    """The button that has an edition computed."""

    kind = "edition"
    done_message = _("The figures are taken as they stand; the index is being computed.")

    def may(self) -> Any:
        return rules.may_order(self.actor, self.record)

    def act(self, version: int) -> Any:
        edition = domain.order_run(actor=self.actor, edition=self.record, version=version)
        carry_out.enqueue(edition.uid)
        return edition


class EditionStop(ActView):
    """The button that stops a run."""

    kind = "edition"
    done_message = _("The run is stopped; what it has drawn is kept.")

    def may(self) -> Any:
        return rules.may_stop(self.actor, self.record)

    def act(self, version: int) -> Any:
        return domain.stop_run(actor=self.actor, edition=self.record, version=version)


class EditionResume(ActView):
    """The button that has a stopped run go on."""

    kind = "edition"
    done_message = _("It goes on from where it stopped.")

    def may(self) -> Any:
        return rules.may_resume(self.actor, self.record)

    def act(self, version: int) -> Any:
        edition = domain.resume_run(actor=self.actor, edition=self.record, version=version)
        carry_out.enqueue(edition.uid)
        return edition


def progress_of(edition: Edition) -> dict[str, Any]:
    """How far a run is; `moving` while somebody is to go on with it without being asked."""
    gone = edition.state == EditionState.RUNNING and is_gone(edition.worker, edition.seen_at)
    moving = edition.state in {EditionState.ORDERED, EditionState.RUNNING} and not gone
    asked = sureness.asked_of(edition.uncertainty)
    return {"edition": edition, "moving": moving, "left_alone": gone, "draws": asked.draws if asked else 0}
