"""Signing in and out, and a forgotten password: allauth's views, without its sign-up."""

from allauth.account import views
from django.urls import path, re_path

from .accounts import SignIn

urlpatterns = [
    path("", SignIn.as_view(), name="account_login"),
    path("uscita/", views.logout, name="account_logout"),
    path("password/", views.password_reset, name="account_reset_password"),
    path("password/inviata/", views.password_reset_done, name="account_reset_password_done"),
    path("password/cambia/", views.password_change, name="account_change_password"),
    path("password/imposta/", views.password_set, name="account_set_password"),
    path("inattivo/", views.account_inactive, name="account_inactive"),
    # A plain path would cut at the last hyphen; the key has hyphens of its own.
    re_path(
        r"^password/chiave/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[^/]+)/$",
        views.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("password/fatta/", views.password_reset_from_key_done, name="account_reset_password_from_key_done"),
]
