"""What needs me: the office's first page on Monday, its lists, and what is put off."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.generic import TemplateView

from portici.deadlines import agenda, domain, queries, registry, rules
from portici.deadlines.agenda import Line, Term
from portici.deadlines.columns import Whose
from portici.deadlines.registry import Due, Watch
from portici.fronts import addresses
from portici.fronts.office.kit import DeskView, OfficeView
from portici.kernel import clock
from portici.kernel.actor import Actor
from portici.kernel.findings import ensure
from portici.people.models import ROLE_LABELS
from portici.records.forms import ActorForm

#: Lines of each part of the page.
EACH = 5
PAGE = 50
TERMS = {
    Term.LATE: gettext_lazy("Late"),
    Term.WEEK: gettext_lazy("This week"),
    Term.MONTH: gettext_lazy("The next 30 days"),
    Term.WAITING: gettext_lazy("Waiting for an answer"),
    Term.PUT_OFF: pgettext_lazy("of deadlines", "Put off"),
}
OWNERS = {
    Whose.MINE: gettext_lazy("Mine"),
    Whose.OFFICE: gettext_lazy("My office's"),
    Whose.AREAS: gettext_lazy("My areas'"),
}
#: What addresses call them.
TERM_WORDS = {"in-ritardo": Term.LATE, "settimana": Term.WEEK, "mese": Term.MONTH, "in-attesa": Term.WAITING, "rinviate": Term.PUT_OFF}  # fmt: skip
OWNER_WORDS = {"mie": Whose.MINE, "ufficio": Whose.OFFICE, "aree": Whose.AREAS}


@dataclass(frozen=True, slots=True)
class Shown:
    """A line with its addresses, and to whom its delay was told."""

    line: Line
    url: str
    act_url: str
    put_off_url: str
    take_up_url: str
    told: Sequence[str] = ()

    @property
    def name(self) -> str:
        return self.line.label or str(self.line.watch.heading)


def shown(lines: Iterable[Line]) -> list[Shown]:
    """Lines as pages show them; one query for all that was told."""
    listed = list(lines)
    told = queries.told_of(listed)
    return [
        Shown(
            line,
            addresses.line_url(line),
            addresses.act_url(line),
            desk_url("put-off", line),
            desk_url("take-up", line),
            queries.whom(told.get(line.key, ())),
        )
        for line in listed
    ]


def desk_url(desk: str, line: Line) -> str:
    """The address of a desk for one deadline."""
    address = addresses.page(f"office:{desk}", line.watch.name, line.ref)
    return f"{address}?riga={line.mark}" if line.mark else address


class MyWork(OfficeView, TemplateView):
    """What is late, what falls due this week and in the next 30 days, what waits: mine, my office's, my areas'."""

    template_name = "office/work.html"
    title = gettext_lazy("What needs me")

    def get_breadcrumb(self) -> list[dict[str, Any]]:
        return []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        cells = agenda.board(self.actor, each=EACH)
        lines = iter(shown(line for cell in cells for line in cell.lines))
        parts = [
            {
                "term": cell.term,
                "whose": OWNERS[cell.whose],
                "total": cell.total,
                "lines": [next(lines) for _line in cell.lines],
                "url": cell_url(cell.term, cell.whose),
            }
            for cell in cells
        ]
        roles = sorted({ROLE_LABELS[grant.role] for grant in self.actor.grants}, key=str)
        return super().get_context_data(
            sections=_sections(parts),
            watches=registry.watches_for(self.actor),
            roles=roles,
            may_put_off=rules.may_put_off(self.actor),
            **kwargs,
        )


def cell_url(term: Term, whose: Whose) -> str:
    words = {value: word for word, value in TERM_WORDS.items()}
    owners = {value: word for word, value in OWNER_WORDS.items()}
    return addresses.page("office:deadlines", words[term], owners[whose])


def _sections(parts: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The parts term by term; a term with nothing in it says so, but what is put off is not missed."""
    sections = []
    for term, label in TERMS.items():
        within = [part for part in parts if part["term"] is term]
        if within or term is not Term.PUT_OFF:
            total = sum(part["total"] for part in within)
            sections.append({"name": term.name.lower(), "label": label, "parts": within, "total": total})
    return sections


class Lines(Sequence[Line]):
    """A part of the page, read a page at a time."""

    def __init__(self, actor: Actor, term: Term, whose: Whose) -> None:
        self.actor, self.term, self.whose = actor, term, whose

    def __len__(self) -> int:
        return agenda.count(self.actor, self.term, self.whose)

    def __getitem__(self, part: Any) -> Any:
        limit = part.stop - part.start
        return agenda.cell(self.actor, self.term, self.whose, first=part.start, limit=limit)


class CellPage(OfficeView, TemplateView):
    """All lines of a part of the page."""

    template_name = "office/deadlines.html"

    def admit(self) -> None:
        try:
            self.term = TERM_WORDS[self.kwargs["term"]]
            self.whose = OWNER_WORDS[self.kwargs["whose"]]
        except KeyError:
            raise Http404 from None

    def get_title(self) -> Any:
        return f"{TERMS[self.term]}: {OWNERS[self.whose]}"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        lines = Lines(self.actor, self.term, self.whose)
        page = Paginator(lines, PAGE).get_page(self.request.GET.get("page"))
        return super().get_context_data(
            lines=shown(page.object_list),
            total=page.paginator.count,
            page_obj=page,
            may_put_off=rules.may_put_off(self.actor),
            **kwargs,
        )


class Waiting(Sequence[Due]):
    """What a watch finds, read a page at a time."""

    def __init__(self, watch: Watch, actor: Actor) -> None:
        self.watch, self.actor = watch, actor

    def __len__(self) -> int:
        return self.watch.count(self.actor)

    def __getitem__(self, part: Any) -> Any:
        return self.watch.first(self.actor, part.stop)[part]


class WatchPage(OfficeView, TemplateView):
    """All that one watch finds, what is put off among it; then what comes, as far as the first page of Monday looks ahead."""

    template_name = "office/watch.html"

    def admit(self) -> None:
        self.watch = watch_or_404(self.actor, self.kwargs["name"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page = Paginator(Waiting(self.watch, self.actor), PAGE).get_page(self.request.GET.get("page"))
        put_off = queries.snoozes_of(self.watch.name)
        due = [{"due": one, "put_off": put_off.get((ref_of(one), one.row))} for one in page.object_list]
        ahead = self.watch.coming(self.actor, clock.today() + timedelta(days=agenda.DAYS), PAGE + 1)
        return super().get_context_data(
            watch=self.watch,
            total=page.paginator.count,
            due=due,
            coming=[{"due": one, "put_off": put_off.get((ref_of(one), one.row))} for one in ahead[:PAGE]],
            comes_more=len(ahead) > PAGE,
            days=agenda.DAYS,
            page_obj=page,
            **kwargs,
        )

    def get_title(self) -> Any:
        return self.watch.heading


def ref_of(due: Due) -> str:
    """How the agenda refers to the record."""
    return str(getattr(due.record, "uid", due.record.pk))


def watch_or_404(actor: Actor, name: str) -> Watch:
    """The watch, when it concerns the actor."""
    found = next((watch for watch in registry.watches_for(actor) if watch.name == name), None)
    if found is None:
        raise Http404
    return found


class PutOffForm(ActorForm):
    """Until when, and why."""

    until = forms.DateField(
        label=gettext_lazy("Until"), help_text=gettext_lazy("On this day it is shown again.")
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=300,
        help_text=gettext_lazy("Whoever sees the deadline reads it."),
    )


class OnLine(OfficeView):
    """A desk for one deadline, which the actor must find."""

    def admit(self) -> None:
        ensure(rules.may_put_off(self.actor))
        watch = watch_or_404(self.actor, self.kwargs["name"])
        found = agenda.find(self.actor, watch, self.kwargs["ref"], self.request.GET.get("riga", ""))
        if found is None:
            raise Http404
        self.line = found


class PutOff(OnLine, DeskView):
    """The paper that puts a deadline off."""

    form_class = PutOffForm
    submit_label = gettext_lazy("Put it off")
    done_message = gettext_lazy("Put off: it is back on its day.")
    template_name = "office/put_off.html"

    def get_initial(self) -> dict[str, Any]:
        """What was said when it was put off before."""
        line = self.line
        if line.put_off_until is None:
            return {}
        return {"until": line.put_off_until, "reason": line.put_off_because}

    def get_title(self) -> Any:
        return _("Put off: %(name)s") % {"name": self.line.label or self.line.watch.heading}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(cancel_url=reverse("office:work"), **kwargs) | {
            "intro": _("For the whole office, with your name and the reason. It is shown again on its day."),
            "take_up_url": desk_url("take-up", self.line) if self.line.put_off_until else "",
        }

    def work(self, form: PutOffForm) -> str:
        domain.put_off(actor=self.actor, line=self.line, **form.values)
        return reverse("office:work")


class TakeUp(OnLine):
    """The button that shows again what was put off."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        domain.take_up(actor=self.actor, line=self.line)
        messages.success(request, _("It is shown again."))
        return HttpResponseRedirect(reverse("office:work"))
