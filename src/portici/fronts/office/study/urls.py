"""Addresses of this room in the office."""

from django.urls import path

from portici.fronts.addresses import office_page
from portici.fronts.office.kit import OfficeUp

from . import charts, comparison, editions, proposals, specification, studies, weights

urlpatterns = [
    path("", studies.Studies.as_view(), name="studies"),
    path("nuovo/", studies.StudyAdd.as_view(), name="study-add"),
    path("edizioni/", OfficeUp.as_view(to="office:studies"), name="up-editions"),
    path("edizioni/<slug:uid>/", editions.EditionPage.as_view(), name="edition"),
    path("edizioni/<slug:uid>/metodo/", specification.EditionEdit.as_view(), name="edition-edit"),
    path("edizioni/<slug:uid>/specifica/", specification.EditionText.as_view(), name="edition-text"),
    path("edizioni/<slug:uid>/certezza/", editions.EditionSureness.as_view(), name="edition-sureness"),
    path("edizioni/<slug:uid>/grafici/<slug:name>.svg", charts.EditionChart.as_view(), name="edition-chart"),
    path(
        "edizioni/<slug:uid>/indice-pubblicato/", charts.EditionPublished.as_view(), name="edition-published"
    ),
    path("edizioni/<slug:uid>/vicini/", editions.EditionClusters.as_view(), name="edition-clusters"),
    path("edizioni/<slug:uid>/calcola/", editions.EditionOrder.as_view(), name="edition-order"),
    path("edizioni/<slug:uid>/confronto/", comparison.EditionComparison.as_view(), name="edition-comparison"),
    path("edizioni/<slug:uid>/pesi/", weights.EditionWeights.as_view(), name="edition-weights"),
    path("edizioni/<slug:uid>/ferma/", editions.EditionStop.as_view(), name="edition-stop"),
    path("edizioni/<slug:uid>/riprendi/", editions.EditionResume.as_view(), name="edition-resume"),
    path("edizioni/<slug:uid>/proposta/", proposals.ProposalAdd.as_view(), name="target-proposal-add"),
    path("proposte/", proposals.Proposals.as_view(), name="target-proposals"),
    path("proposte/<slug:uid>/", proposals.ProposalPage.as_view(), name="target-proposal"),
    path("proposte/<slug:uid>/modifica/", proposals.ProposalEdit.as_view(), name="target-proposal-edit"),
    path(
        "proposte/<slug:uid>/designa/",
        proposals.ProposalDesignate.as_view(),
        name="target-proposal-designate",
    ),
    path("proposte/<slug:uid>/mappa.geojson", proposals.ProposalMap.as_view(), name="target-proposal-map"),
    path("<slug:uid>/", studies.StudyPage.as_view(), name="study"),
    path("<slug:uid>/modifica/", studies.StudyEdit.as_view(), name="study-edit"),
    path("<slug:uid>/edizione/", studies.EditionAdd.as_view(), name="study-edition-add"),
]
office_page("study", "office:study", "office:studies")
office_page("edition", "office:edition")
office_page("target-proposal", "office:target-proposal", "office:target-proposals")
