"""Addresses of this room in the portal."""

from django.urls import path

from portici.fronts.addresses import page, portal_page
from portici.fronts.dossier.annexes import register
from portici.fronts.dossier.listed import FILES
from portici.fronts.up import Up

from . import annexed, charts, dossier, files, proposals, views
from .reading import edition_url

urlpatterns = [
    path("", views.Studies.as_view(), name="studies"),
    path("<slug:code>/", views.StudyPage.as_view(), name="study"),
    path("<slug:code>/<int:number>/", views.EditionPage.as_view(), name="edition"),
    path("<slug:code>/<int:number>/aree/", views.Areas.as_view(), name="edition-areas"),
    path("<slug:code>/<int:number>/aree/<str:area_code>/", views.AreaPage.as_view(), name="edition-area"),
    path("<slug:code>/<int:number>/grafici/<slug:name>.svg", charts.picture, name="edition-chart"),
    *(path(f"<slug:code>/<int:number>/{one.name}", files.file_view(one), name=one.address) for one in FILES),
    path(
        "<slug:code>/<int:number>/proposte/",
        Up.as_view(to="portal:edition", keeps=("code", "number"), fragment="#proposte"),
        name="up-target-proposals",
    ),
    path(
        "<slug:code>/<int:number>/proposte/<slug:uid>/",
        proposals.ProposalPage.as_view(),
        name="target-proposal",
    ),
    path(
        "<slug:code>/<int:number>/proposte/<slug:uid>/aree/",
        proposals.ProposalAreas.as_view(),
        name="target-proposal-areas",
    ),
    path(
        "<slug:code>/<int:number>/proposte/<slug:uid>/mappa.geojson",
        proposals.proposal_map,
        name="target-proposal-map",
    ),
    path("<slug:code>/<int:number>/dossier/", dossier.DossierPage.as_view(), name="edition-dossier"),
    path("<slug:code>/<int:number>/dossier.pdf", files.dossier_paper, name="edition-dossier-paper"),
    path("<slug:code>/<int:number>/dossier.zip", files.dossier_archive, name="edition-dossier-archive"),
    path("<slug:code>/<int:number>/confronto/", dossier.Comparison.as_view(), name="edition-comparison"),
]
portal_page("study", lambda study: page("portal:study", study.code))
portal_page("edition", edition_url)
portal_page("target-proposal", proposals.proposal_url)
for annex in annexed.ANNEXES:
    register(annex)
