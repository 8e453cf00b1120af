"""Addresses of this room in the office."""

from django.urls import path

from portici.fronts.addresses import office_page
from portici.fronts.office.following.urls import urlpatterns as following
from portici.fronts.office.kit import OfficeUp

from . import bodies, counting, decisions

urlpatterns = [
    path("", decisions.Decisions.as_view(), name="decisions"),
    path("nuova/", decisions.DecisionAdd.as_view(), name="decision-add"),
    path("organi/", bodies.Bodies.as_view(), name="bodies"),
    path("organi/nuovo/", bodies.BodyAdd.as_view(), name="body-add"),
    path("organi/<slug:uid>/", bodies.BodyPage.as_view(), name="body"),
    path("organi/<slug:uid>/modifica/", bodies.BodyEdit.as_view(), name="body-edit"),
    path("organi/<slug:uid>/membri/", bodies.MemberAdd.as_view(), name="member-add"),
    path("organi/<slug:uid>/membri/<slug:row>/", bodies.MemberEdit.as_view(), name="member-edit"),
    path("organi/<slug:uid>/membri/<slug:row>/delegati/", bodies.DelegateAdd.as_view(), name="delegate-add"),
    path(
        "organi/<slug:uid>/delegati/",
        OfficeUp.as_view(to="office:body", keeps=("uid",)),
        name="body-up-delegates",
    ),
    path("organi/<slug:uid>/delegati/<slug:row>/", bodies.DelegateEdit.as_view(), name="delegate-edit"),
    path("organi/<slug:uid>/conta/", counting.VoteCount.as_view(), name="body-vote"),
    path("organi/<slug:uid>/regole/", bodies.RulesAdd.as_view(), name="body-rules-add"),
    path("organi/<slug:uid>/regole/<slug:row>/", bodies.RulesEdit.as_view(), name="body-rules-edit"),
    *following,
    path("<slug:uid>/", decisions.DecisionPage.as_view(), name="decision"),
    path("<slug:uid>/modifica/", decisions.DecisionEdit.as_view(), name="decision-edit"),
    path("<slug:uid>/attua/", decisions.CarryOut.as_view(), name="decision-carry-out"),
]
office_page("body", "office:body", "office:bodies")
office_page("decision", "office:decision", "office:decisions")
