"""Addresses of this room in the portal."""

from django.urls import path

from portici.fronts.addresses import page, portal_page
from portici.fronts.portal.following import views as following
from portici.fronts.up import Up

from . import meetings, views

urlpatterns = [
    path("", views.Decisions.as_view(), name="decisions"),
    path("organi/", Up.as_view(to="portal:decisions"), name="up-bodies"),
    path("organi/<slug:uid>/", views.BodyPage.as_view(), name="body"),
    path(
        "organi/<slug:uid>/piano/",
        Up.as_view(to="portal:body", keeps=("uid",)),
        name="up-plans",
    ),
    path("organi/<slug:uid>/piano/<int:year>/", following.PlanPage.as_view(), name="plan"),
    path("indirizzi/", following.Guidelines.as_view(), name="guidelines"),
    path("indirizzi/<slug:uid>/", following.GuidelinePage.as_view(), name="guideline"),
    path("sedute/", meetings.Meetings.as_view(), name="meetings"),
    path("sedute.ics", meetings.feed, name="meetings-calendar"),
    path("sedute/<slug:address>/", meetings.MeetingPage.as_view(), name="meeting"),
    path("<slug:address>/", views.DecisionPage.as_view(), name="decision"),
]
portal_page("decision", lambda decision: page("portal:decision", decision.address))
portal_page("guideline", lambda one: page("portal:guideline", one.uid))
portal_page("meeting", lambda meeting: page("portal:meeting", meeting.address))
portal_page("body", lambda body: page("portal:body", body.uid))
