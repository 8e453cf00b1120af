"""The office's screens for dossiers of meetings: prepared by the secretary, sent, read by members."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from portici.fronts import addresses
from portici.fronts.boardpapers.paper import dossier_paper, pdf_of
from portici.fronts.office.kit import (
    ActView,
    AddView,
    AmendView,
    OfficeView,
    Prefill,
    RecordList,
    RecordPage,
    record_or_404,
)
from portici.fronts.papers import paper_response
from portici.governance.meetings.seats import people_of
from portici.governance.papers import domain, rules
from portici.governance.papers.filters import DossierFilter
from portici.governance.papers.forms import DossierAddForm, DossierForm
from portici.governance.papers.tables import DossierTable
from portici.governance.rules import may_write

DOSSIERS = (_("Dossiers"), "office:dossiers")


class Dossiers(RecordList):
    kind = "board-dossier"
    room = "governance"
    title = _("Dossiers")
    table_class = DossierTable
    filterset_class = DossierFilter
    add_name = "office:dossier-add"
    add_label = _("Prepare a dossier")


class DossierPage(RecordPage):
    """The dossier as it would be sent today, or as it was sent."""

    kind = "board-dossier"
    above = DOSSIERS
    edit_name = "office:dossier-edit"
    template_name = "office/papers/dossier.html"

    def get_record(self) -> Any:
        record = super().get_record()
        self.paper = dossier_paper(self.actor, record, self.request.LANGUAGE_CODE)
        return record

    def get_title(self) -> Any:
        return self.paper.title

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        one = self.record
        may_send = bool(
            rules.may_amend_dossier(self.actor, one) and rules.may_begin_dossier(self.actor, one.meeting)
        )
        return super().get_context_data(
            paper=self.paper,
            may_send=may_send,
            recipients=[user.full_name for user in people_of(one.meeting)] if may_send else [],
            **kwargs,
        )


class DossierAdd(AddView):
    kind = "board-dossier"
    above = DOSSIERS
    form_class = DossierAddForm
    title = _("Prepare a dossier")
    intro = _("It is made of what the house knows, until it is sent; then it stays as it is.")
    prefill = {"meeting": Prefill("meeting", "meeting")}

    def work(self, form: DossierAddForm) -> Any:
        return domain.begin_dossier(actor=self.actor, **form.values)


class DossierEdit(AmendView):
    kind = "board-dossier"
    above = DOSSIERS
    form_class = DossierForm

    def work(self, form: DossierForm, version: int | None = None) -> Any:
        return domain.amend_dossier(
            actor=self.actor, dossier=self.record, version=version, values=form.values
        )


class Send(ActView):
    kind = "board-dossier"
    done_message = _("The dossier is sent: from this moment it stays as it is.")

    def may(self) -> Any:
        return may_write(self.actor)

    def act(self, version: int) -> Any:
        link = self.request.build_absolute_uri(addresses.office_url(self.record))
        return domain.send_dossier(actor=self.actor, dossier=self.record, link=link, version=version)


class OnPaper(OfficeView):
    """The dossier as PDF, in the language of the page."""

    def get(self, request: HttpRequest, uid: str) -> HttpResponse:
        record: Any = record_or_404(self.actor, "board-dossier", uid)
        language = request.LANGUAGE_CODE
        name = f"{record.meeting.address}-dossier-{language}.pdf"
        return paper_response(request, name, lambda: pdf_of(dossier_paper(self.actor, record, language)))
