"""Addresses of minutes in the portal."""

from django.urls import path

from portici.fronts.addresses import page, portal_page

from . import views

urlpatterns = [
    path("<slug:address>/verbale/", views.MinutesPage.as_view(), name="minutes"),
    path("<slug:address>/verbale/verbale.pdf", views.paper, name="minutes-paper"),
    path("<slug:address>/verbale/verbale.txt", views.text, name="minutes-text"),
]
portal_page("minutes", lambda minutes: page("portal:minutes", minutes.meeting.address))
