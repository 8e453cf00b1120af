"""Addresses of this room in the office."""

from django.urls import path

from portici.fronts.addresses import office_page

from . import bodies, decisions

urlpatterns = [
    path("", decisions.Decisions.as_view(), name="decisions"),
    path("nuova/", decisions.DecisionAdd.as_view(), name="decision-add"),
    path("organi/", bodies.Bodies.as_view(), name="bodies"),
    path("organi/nuovo/", bodies.BodyAdd.as_view(), name="body-add"),
    path("organi/<slug:uid>/", bodies.BodyPage.as_view(), name="body"),
    path("organi/<slug:uid>/modifica/", bodies.BodyEdit.as_view(), name="body-edit"),
    path("organi/<slug:uid>/membri/", bodies.MemberAdd.as_view(), name="member-add"),
    path("organi/<slug:uid>/membri/<slug:row>/", bodies.MemberEdit.as_view(), name="member-edit"),
    path("<slug:uid>/", decisions.DecisionPage.as_view(), name="decision"),
    path("<slug:uid>/modifica/", decisions.DecisionEdit.as_view(), name="decision-edit"),
    path("<slug:uid>/attua/", decisions.CarryOut.as_view(), name="decision-carry-out"),
]
office_page("body", "office:body", "office:bodies")
office_page("decision", "office:decision", "office:decisions")
