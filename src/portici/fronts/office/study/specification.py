"""The office's screens for an edition's specification: as a form, or as text."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from portici.fronts.office.kit import AmendView
from portici.fronts.templatetags.portici import said as in_words
from portici.kernel.faults import Faulty
from portici.kernel.findings import Finding, Invalid
from portici.study import choices, domain
from portici.study.forms import SpecificationForm, SpecificationTextForm
from portici.study.models import Edition

from .studies import STUDIES
from .words import on_paper


class EditionEdit(AmendView):
    """The index as a form, where the form can show all that the specification says."""

    kind = "edition"
    above = STUDIES
    form_class = SpecificationForm
    template_name = "office/study/specification.html"
    done_message = _("The specification is written.")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        said = self.record.specification
        if said and choices.read(said) is None:
            messages.info(
                request, _now("This specification says more than the form can show: here it is as text.")
            )
            return HttpResponseRedirect(reverse("office:edition-text", args=[self.record.uid]))
        return super().get(request, *args, **kwargs)

    def fresh_form(self) -> Any:
        """With the boxes of the paper that was sent, which it is compared with."""
        return SpecificationForm(instance=self.record, actor=self.actor, also=self.request.POST)

    def work(self, form: SpecificationForm, version: int | None = None) -> Any:
        said = form.choices
        try:
            return domain.set_specification(
                actor=self.actor,
                edition=self.record,
                title=said.title,
                specification=choices.written(said),
                version=version,
            )
        except Invalid as answer:
            raise Invalid([on_paper(one).at(form.place_of(one.field)) for one in answer.findings]) from answer


class EditionText(AmendView):
    """The specification as text."""

    kind = "edition"
    above = STUDIES
    form_class = SpecificationTextForm
    intro = _("Written in TOML; docs/indices.md explains every key. A column is named CODE@PERIOD.")
    template_name = "office/study/text.html"
    done_message = _("The specification is written.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"unshown": unshown_of(self.record)}

    def work(self, form: SpecificationTextForm, version: int | None = None) -> Any:
        values = form.values
        try:
            return domain.set_specification(
                actor=self.actor,
                edition=self.record,
                title=values["title"],
                specification=values["specification"],
                version=version,
            )
        except Faulty as answer:
            raise Invalid([_with_line(one.line, one.finding) for one in answer.faults]) from answer


def unshown_of(edition: Edition) -> list[dict[str, Any]]:
    """The lines of an edition's specification that the form has no place for, as the page says them."""
    lines = edition.specification.splitlines()
    return [
        {"line": one.line, "text": lines[one.line - 1].strip(), "part": one.part, "why": in_words(one.why)}
        for one in (choices.unshown(edition.specification) if edition.specification else ())
    ]


def _with_line(line: int, found: Finding) -> Finding:
    """The finding with its place in the text: the line, and the key."""
    place = _now("line %(line)s, %(key)s") % {"line": line, "key": found.field or "–"}
    return replace(found, found=f"{place}: {found.found}".rstrip(": "), field="specification")
