"""Addresses of this room in the office."""

from django.urls import path

from portici.fronts.addresses import act_page, office_page
from portici.fronts.office.kit import OfficeUp

from . import designations, groups, listenings, near, needs, opportunities

_LISTENING = "ascolti/<slug:uid>/"
_EXCERPT = f"{_LISTENING}brani/<slug:row>/"

urlpatterns = [
    path("", needs.Needs.as_view(), name="needs"),
    path("nuovo/", needs.NeedAdd.as_view(), name="need-add"),
    path("aree-bersaglio/", designations.Designations.as_view(), name="designations"),
    path("aree-bersaglio/nuova/", designations.DesignationAdd.as_view(), name="designation-add"),
    path("aree-bersaglio/<slug:uid>/", designations.DesignationPage.as_view(), name="designation"),
    path(
        "aree-bersaglio/<slug:uid>/modifica/", designations.DesignationEdit.as_view(), name="designation-edit"
    ),
    path("aree-bersaglio/<slug:uid>/fine/", designations.DesignationEnd.as_view(), name="designation-end"),
    path("opportunita/", opportunities.Opportunities.as_view(), name="opportunities"),
    path("opportunita/nuova/", opportunities.OpportunityAdd.as_view(), name="opportunity-add"),
    path("opportunita/<slug:uid>/", opportunities.OpportunityPage.as_view(), name="opportunity"),
    path(
        "opportunita/<slug:uid>/modifica/", opportunities.OpportunityEdit.as_view(), name="opportunity-edit"
    ),
    path("gruppi/", groups.TargetGroups.as_view(), name="target-groups"),
    path("gruppi/nuovo/", groups.TargetGroupAdd.as_view(), name="target-group-add"),
    path("gruppi/<slug:uid>/", groups.TargetGroupPage.as_view(), name="target-group"),
    path("gruppi/<slug:uid>/modifica/", groups.TargetGroupEdit.as_view(), name="target-group-edit"),
    path("vicino/<slug:uid>/", near.AreaNear.as_view(), name="area-near"),
    path("vicino/", OfficeUp.as_view(to="office:needs"), name="up-near"),
    path("ascolti/", listenings.Listenings.as_view(), name="listenings"),
    path("ascolti/nuovo/", listenings.ListeningAdd.as_view(), name="listening-add"),
    path(_LISTENING, listenings.ListeningPage.as_view(), name="listening"),
    path(f"{_LISTENING}modifica/", listenings.ListeningEdit.as_view(), name="listening-edit"),
    path(
        f"{_LISTENING}brani/",
        OfficeUp.as_view(to="office:listening", keeps=("uid",)),
        name="listening-up-excerpts",
    ),
    path(f"{_LISTENING}brani/nuovo/", listenings.ExcerptAdd.as_view(), name="listening-excerpt-add"),
    path(
        _EXCERPT,
        OfficeUp.as_view(to="office:listening", keeps=("uid",)),
        name="listening-up-excerpt",
    ),
    path(f"{_EXCERPT}modifica/", listenings.ExcerptEdit.as_view(), name="listening-excerpt-edit"),
    path(f"{_EXCERPT}consenso/", listenings.ExcerptConsent.as_view(), name="listening-excerpt-consent"),
    path(f"{_EXCERPT}ritira/", listenings.ConsentWithdraw.as_view(), name="listening-excerpt-withdraw"),
    path(f"{_EXCERPT}cancella/", listenings.WordsErase.as_view(), name="listening-excerpt-erase"),
    path(f"{_EXCERPT}togli/", listenings.ExcerptRemove.as_view(), name="listening-excerpt-remove"),
    path("<slug:uid>/", needs.NeedPage.as_view(), name="need"),
    path("<slug:uid>/modifica/", needs.NeedEdit.as_view(), name="need-edit"),
    path("<slug:uid>/vicino/", near.NeedNear.as_view(), name="need-near"),
    path("<slug:uid>/chiudi/", needs.NeedClose.as_view(), name="need-close"),
    path("<slug:uid>/riapri/", needs.NeedReopen.as_view(), name="need-reopen"),
]
office_page("need", "office:need", "office:needs")
office_page("designation", "office:designation", "office:designations")
office_page("opportunity", "office:opportunity", "office:opportunities")
office_page("target-group", "office:target-group", "office:target-groups")
office_page("listening", "office:listening", "office:listenings")
act_page("opportunities-past", "office:opportunity-edit")
