"""Addresses of agreements and commitments in the portal."""

from django.urls import path

from portici.fronts.addresses import page, portal_page

from . import views

urlpatterns = [
    path("", views.Agreements.as_view(), name="agreements"),
    path("impegni/", views.Commitments.as_view(), name="commitments"),
    path("<slug:uid>/", views.AgreementPage.as_view(), name="agreement"),
]
portal_page("agreement", lambda one: page("portal:agreement", one.uid))
