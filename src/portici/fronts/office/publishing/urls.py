"""Addresses of this room in the office. Pages are written in the editors' rooms, under /redazione/."""

from django.urls import path

from . import attachments

_ROW = "<slug:kind>/<slug:uid>/allegati/<slug:row>"
urlpatterns = [
    path(
        "<slug:kind>/<slug:uid>/galleria/aggiungi/",
        attachments.PictureAttach.as_view(),
        name="picture-attach",
    ),
    path(
        "<slug:kind>/<slug:uid>/documenti/aggiungi/",
        attachments.DocumentAttach.as_view(),
        name="document-attach",
    ),
    path(f"{_ROW}/", attachments.AttachmentEdit.as_view(), name="attachment-edit"),
    path(f"{_ROW}/pubblica/", attachments.AttachmentShow.as_view(), name="attachment-show"),
    path(f"{_ROW}/ritira/", attachments.AttachmentWithhold.as_view(), name="attachment-withhold"),
    path(f"{_ROW}/togli/", attachments.Detach.as_view(), name="attachment-detach"),
    path("project/<slug:uid>/<slug:sheet>.pdf", attachments.Poster.as_view(), name="project-poster"),
]
