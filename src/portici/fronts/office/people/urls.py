"""Addresses of this room in the office."""

from django.urls import path

from portici.fronts.office.kit import OfficeUp

from . import processing, reminders, views

urlpatterns = [
    path("", views.Accounts.as_view(), name="accounts"),
    path("nuovo/", views.AccountAdd.as_view(), name="account-add"),
    path("trattamenti/", processing.Processing.as_view(), name="processing"),
    path("io/", views.OwnAccount.as_view(), name="own-account"),
    path("io/promemoria/", reminders.OwnReminders.as_view(), name="own-reminders"),
    path("io/promemoria/calendario/", reminders.FeedMake.as_view(), name="own-feed"),
    path("io/promemoria/calendario/revoca/", reminders.FeedRevoke.as_view(), name="own-feed-revoke"),
    path("ruoli/", OfficeUp.as_view(to="office:accounts"), name="up-roles"),
    path("ruoli/<slug:uid>/", OfficeUp.as_view(to="office:accounts"), name="up-role"),
    path("ruoli/<slug:uid>/togli/", views.GrantRevoke.as_view(), name="grant-revoke"),
    path("<slug:uid>/", views.AccountPage.as_view(), name="account"),
    path("<slug:uid>/chiudi/", views.AccountClose.as_view(), name="account-close"),
    path("<slug:uid>/riapri/", views.AccountReopen.as_view(), name="account-reopen"),
    path("<slug:uid>/secondo-fattore/", views.FactorReset.as_view(), name="account-reset-factor"),
    path("<slug:uid>/sessioni/", views.SessionsEnd.as_view(), name="account-end-sessions"),
    path("<slug:uid>/ruolo/", views.GrantAdd.as_view(), name="grant-add"),
]
