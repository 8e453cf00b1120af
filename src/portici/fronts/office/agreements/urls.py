"""Addresses of agreements, commitments, candidacies and pledges in the office."""

from django.urls import path

from portici.fronts.addresses import act_page, office_page

from . import agreements, candidacies, commitments, pledges

_ONE = "<slug:uid>/"
_CANDIDACY = "candidature/<slug:uid>/"
_PLEDGE = "disponibilita/<slug:uid>/"

urlpatterns = [
    path("", agreements.Agreements.as_view(), name="agreements"),
    path("nuovo/", agreements.AgreementAdd.as_view(), name="agreement-add"),
    path("impegni/", commitments.Commitments.as_view(), name="commitments"),
    path("candidature/", candidacies.Candidacies.as_view(), name="candidacies"),
    path("candidature/nuova/", candidacies.CandidacyAdd.as_view(), name="candidacy-add"),
    path(_CANDIDACY, candidacies.CandidacyPage.as_view(), name="candidacy"),
    path(f"{_CANDIDACY}modifica/", candidacies.CandidacyEdit.as_view(), name="candidacy-edit"),
    path(f"{_CANDIDACY}valuta/", candidacies.Assess.as_view(), name="candidacy-assess"),
    path(f"{_CANDIDACY}decidi/", candidacies.Decide.as_view(), name="candidacy-decide"),
    path(f"{_CANDIDACY}adesione/", candidacies.Adhere.as_view(), name="candidacy-adhere"),
    path(f"{_CANDIDACY}rinuncia/", candidacies.Renounce.as_view(), name="candidacy-renounce"),
    path("disponibilita/", pledges.Pledges.as_view(), name="pledges"),
    path("disponibilita/nuova/", pledges.PledgeAdd.as_view(), name="pledge-add"),
    path(_PLEDGE, pledges.PledgePage.as_view(), name="pledge"),
    path(f"{_PLEDGE}modifica/", pledges.PledgeEdit.as_view(), name="pledge-edit"),
    path(f"{_PLEDGE}impegno/", pledges.Commit.as_view(), name="pledge-commit"),
    path(f"{_PLEDGE}declina/", pledges.Decline.as_view(), name="pledge-decline"),
    path(f"{_PLEDGE}ritira/", pledges.TakeBack.as_view(), name="pledge-take-back"),
    path(_ONE, agreements.AgreementPage.as_view(), name="agreement"),
    path(f"{_ONE}modifica/", agreements.AgreementEdit.as_view(), name="agreement-edit"),
    path(f"{_ONE}rinnova/", agreements.Renew.as_view(), name="agreement-renew"),
    path(f"{_ONE}chiudi/", agreements.Close.as_view(), name="agreement-close"),
    path(f"{_ONE}parti/", agreements.PartyAdd.as_view(), name="agreement-party-add"),
    path(f"{_ONE}parti/<slug:row>/", agreements.PartyEdit.as_view(), name="agreement-party-edit"),
    path(f"{_ONE}parti/<slug:row>/togli/", agreements.PartyRemove.as_view(), name="agreement-party-remove"),
    path(f"{_ONE}impegni/", commitments.CommitmentAdd.as_view(), name="agreement-commitment-add"),
    path(
        f"{_ONE}impegni/<slug:row>/", commitments.CommitmentEdit.as_view(), name="agreement-commitment-edit"
    ),
    path(
        f"{_ONE}impegni/<slug:row>/fatto/",
        commitments.CommitmentDone.as_view(),
        name="agreement-commitment-done",
    ),
    path(
        f"{_ONE}impegni/<slug:row>/riapri/",
        commitments.CommitmentReopen.as_view(),
        name="agreement-commitment-reopen",
    ),
    path(
        f"{_ONE}impegni/<slug:row>/togli/",
        commitments.CommitmentRemove.as_view(),
        name="agreement-commitment-remove",
    ),
]
office_page("agreement", "office:agreement", "office:agreements")
office_page("candidacy", "office:candidacy", "office:candidacies")
office_page("pledge", "office:pledge", "office:pledges")
act_page("commitments-late", "office:agreement-commitment-done")
act_page("agreements-ending", "office:agreement-renew")
act_page("pledges-unanswered", "office:pledge-commit")
