"""Addresses of minutes and dossiers in the office."""

from django.urls import path

from portici.fronts.addresses import office_page
from portici.fronts.office.kit import OfficeUp
from portici.fronts.office.meetings.companions import beside_meeting

from . import dossiers, minutes
from .beside import papers_of

_MINUTES, _DOSSIER = "verbali/<slug:uid>/", "dossier/<slug:uid>/"

urlpatterns = [
    path("verbali/", minutes.MinutesList.as_view(), name="minutes-list"),
    path("verbali/nuovo/", minutes.MinutesAdd.as_view(), name="minutes-add"),
    path("verbali/punti/", OfficeUp.as_view(to="office:minutes-list"), name="up-minuted"),
    path("verbali/punti/<slug:uid>/", minutes.Minuted.as_view(), name="minuted"),
    path(_MINUTES, minutes.MinutesPage.as_view(), name="minutes"),
    path(f"{_MINUTES}modifica/", minutes.MinutesEdit.as_view(), name="minutes-edit"),
    path(f"{_MINUTES}proponi/", minutes.Propose.as_view(), name="minutes-propose"),
    path(f"{_MINUTES}riprendi/", minutes.TakeBack.as_view(), name="minutes-take-back"),
    path(f"{_MINUTES}approva/", minutes.Approve.as_view(), name="minutes-approve"),
    path(f"{_MINUTES}verbale.pdf", minutes.OnPaper.as_view(), name="minutes-paper"),
    path(f"{_MINUTES}verbale.txt", minutes.AsText.as_view(), name="minutes-text"),
    path("dossier/", dossiers.Dossiers.as_view(), name="dossiers"),
    path("dossier/nuovo/", dossiers.DossierAdd.as_view(), name="dossier-add"),
    path(_DOSSIER, dossiers.DossierPage.as_view(), name="dossier"),
    path(f"{_DOSSIER}modifica/", dossiers.DossierEdit.as_view(), name="dossier-edit"),
    path(f"{_DOSSIER}invia/", dossiers.Send.as_view(), name="dossier-send"),
    path(f"{_DOSSIER}dossier.pdf", dossiers.OnPaper.as_view(), name="dossier-paper"),
]
office_page("minutes", "office:minutes", "office:minutes-list")
office_page("board-dossier", "office:dossier", "office:dossiers")
beside_meeting(papers_of)
