"""Addresses of this room in the portal."""

from django.urls import path

from portici.fronts.addresses import page, portal_page
from portici.fronts.dossier.annexes import register
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
    path("<slug:code>/<int:number>/risultati.csv", files.results, name="edition-results"),
    path("<slug:code>/<int:number>/risultati.geojson", files.features, name="edition-features"),
    path("<slug:code>/<int:number>/ingressi.csv", files.inputs, name="edition-inputs"),
    path("<slug:code>/<int:number>/specifica.toml", files.specification, name="edition-specification"),
    path("<slug:code>/<int:number>/manifesto.json", files.manifest, name="edition-manifest"),
    path("<slug:code>/<int:number>/certezza.csv", files.how_sure, name="edition-sureness"),
    path("<slug:code>/<int:number>/scelte.csv", files.carried, name="edition-carried"),
    path("<slug:code>/<int:number>/addensamenti.csv", files.clusters, name="edition-clusters"),
    path("<slug:code>/<int:number>/vicini.csv", files.neighbourhood, name="edition-neighbours"),
    path("<slug:code>/<int:number>/dizionario.csv", files.dictionary, name="edition-dictionary"),
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
    path("<slug:code>/<int:number>/impronta.json", files.imprint, name="edition-imprint"),
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
