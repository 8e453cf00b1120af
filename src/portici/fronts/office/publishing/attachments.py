"""The gallery and the documents of a record, on its page in the office; and its poster."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from portici.fronts.office.kit import OfficeView, RowView, record_or_404
from portici.fronts.posters import ITALIAN, pdf_response
from portici.fronts.templatetags.portici import said
from portici.kernel.findings import ensure
from portici.publishing import domain, queries, rules
from portici.publishing.forms import (
    AttachDocumentForm,
    AttachmentForm,
    AttachPictureForm,
    SureForm,
    WhyForm,
)
from portici.publishing.models import Attachment

_ONLY_WHAT_IS_SHOWN = _("Choose one of those that the public site shows already.")


def attachments_on(actor: Any, record: Any) -> dict[str, Any]:
    """What a record's page shows of its gallery and documents."""
    rows = queries.attachments(actor, record)
    may = bool(rules.may_attach(actor, record))
    arguments = [record.KIND, record.uid]
    return {
        "gallery": queries.gallery(rows),
        "papers": queries.documents(rows),
        "may_attach": may,
        "picture_attach_url": reverse("office:picture-attach", args=arguments) if may else "",
        "document_attach_url": reverse("office:document-attach", args=arguments) if may else "",
    }


class OnRecord(RowView):
    """A paper about what hangs from the record that the address names."""

    def found(self) -> Any:
        if self.kwargs["kind"] not in rules.WITH_ATTACHMENTS:
            raise Http404
        return record_or_404(self.actor, self.kwargs["kind"], self.kwargs["uid"])

    def admit(self) -> None:
        self.record = self.found()
        ensure(rules.may_attach(self.actor, self.record))


class AttachView(OnRecord):
    """A paper that hangs something from the record; it says beforehand whom new files are for."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        verdict = rules.may_keep_library(self.actor)
        intro = "" if verdict else format_lazy("{} {}", _ONLY_WHAT_IS_SHOWN, said(verdict.reason))
        return super().get_context_data(**kwargs) | {"intro": intro}


class PictureAttach(AttachView):
    form_class = AttachPictureForm
    title = _("Add a picture to the gallery")

    def work(self, form: AttachPictureForm, version: int | None = None) -> Any:
        with transaction.atomic():
            picture = form.values["chosen"] or domain.add_picture(
                actor=self.actor, file=form.values["file"], **form.about
            )
            domain.attach(
                actor=self.actor,
                record=self.record,
                thing=picture,
                caption=form.values["caption"],
                version=version,
            )


class DocumentAttach(AttachView):
    form_class = AttachDocumentForm
    title = _("Add a document")

    def work(self, form: AttachDocumentForm, version: int | None = None) -> Any:
        with transaction.atomic():
            document = form.values["chosen"] or domain.add_document(
                actor=self.actor, file=form.values["file"], **form.about
            )
            domain.attach(
                actor=self.actor,
                record=self.record,
                thing=document,
                caption=form.values["caption"],
                version=version,
            )


class OfRow(OnRecord):
    """A paper about one attachment of the record."""

    def admit(self) -> None:
        super().admit()
        rows = queries.attachments(self.actor, self.record)
        row = next((row for row in rows if row.uid == self.kwargs["row"]), None)
        if row is None:
            raise Http404
        self.attachment: Attachment = row

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"intro": str(self.attachment)}


class AttachmentEdit(OfRow):
    form_class = AttachmentForm
    title = _("Caption and order")

    def get_initial(self) -> dict[str, Any]:
        return {"caption": self.attachment.caption, "order": self.attachment.order}

    def work(self, form: AttachmentForm, version: int | None = None) -> Any:
        domain.amend_attachment(
            actor=self.actor,
            record=self.record,
            attachment=self.attachment,
            version=version,
            **form.values,
        )


class AttachmentShow(OfRow):
    form_class = SureForm
    title = _("Show it on the public site")
    submit_label = _("Publish")

    def work(self, form: SureForm, version: int | None = None) -> Any:
        domain.show_attachment(
            actor=self.actor, record=self.record, attachment=self.attachment, version=version
        )


class AttachmentWithhold(OfRow):
    form_class = WhyForm
    title = _("Take it off the public site")
    submit_label = _("Withdraw")

    def work(self, form: WhyForm, version: int | None = None) -> Any:
        domain.withhold_attachment(
            actor=self.actor,
            record=self.record,
            attachment=self.attachment,
            reason=form.values["reason"],
            version=version,
        )


class Detach(OfRow):
    form_class = WhyForm
    title = _("Take it off the record")
    submit_label = _("Take it off")

    def work(self, form: WhyForm, version: int | None = None) -> Any:
        domain.detach(
            actor=self.actor,
            record=self.record,
            attachment=self.attachment,
            reason=form.values["reason"],
            version=version,
        )


class Poster(OfficeView):
    """The poster or the plaque of a project, a draft's too."""

    http_method_names = ["get", "head", "options"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        project: Any = record_or_404(self.actor, "project", kwargs["uid"])
        if kwargs["sheet"] not in ITALIAN:
            raise Http404
        return pdf_response(request, self.actor, project, ITALIAN[kwargs["sheet"]])
