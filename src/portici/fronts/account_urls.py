"""Signing in and out, a forgotten password, the second factor, the sessions: allauth's views, without its sign-up."""

from allauth.account import views
from allauth.mfa.base import views as factors
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as apps
from allauth.mfa.webauthn import views as keys
from allauth.socialaccount import views as outside
from allauth.socialaccount.providers.openid_connect import views as openid
from allauth.usersessions import views as sessions
from django.urls import include, path, re_path

from .accounts import KeyRemove, SignIn

password = [
    path("", views.password_reset, name="account_reset_password"),
    path("inviata/", views.password_reset_done, name="account_reset_password_done"),
    path("cambia/", views.password_change, name="account_change_password"),
    path("imposta/", views.password_set, name="account_set_password"),
    # A plain path would cut at the last hyphen; the key has hyphens of its own.
    re_path(
        r"^chiave/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[^/]+)/$",
        views.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("fatta/", views.password_reset_from_key_done, name="account_reset_password_from_key_done"),
]
confirmation = [
    path("", views.reauthenticate, name="account_reauthenticate"),
    path("codice/", factors.reauthenticate, name="mfa_reauthenticate"),
    path("chiave/", keys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
]
factor = [
    path("", factors.index, name="mfa_index"),
    path("app/", apps.activate_totp, name="mfa_activate_totp"),
    path("app/togli/", apps.deactivate_totp, name="mfa_deactivate_totp"),
    path("codici/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("codici/nuovi/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("codici/scarica/", codes.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("chiavi/", keys.list_webauthn, name="mfa_list_webauthn"),
    path("chiavi/nuova/", keys.add_webauthn, name="mfa_add_webauthn"),
    path("chiavi/<int:pk>/nome/", keys.edit_webauthn, name="mfa_edit_webauthn"),
    path("chiavi/<int:pk>/togli/", KeyRemove.as_view(), name="mfa_remove_webauthn"),
]
provider = [
    path("annullato/", outside.login_cancelled, name="socialaccount_login_cancelled"),
    path("errore/", outside.login_error, name="socialaccount_login_error"),
    path("<slug:provider_id>/", openid.login, name="openid_connect_login"),
    path("<slug:provider_id>/ritorno/", openid.callback, name="openid_connect_callback"),
]

urlpatterns = [
    path("", SignIn.as_view(), name="account_login"),
    path("uscita/", views.logout, name="account_logout"),
    path("inattivo/", views.account_inactive, name="account_inactive"),
    path("codice/", factors.authenticate, name="mfa_authenticate"),
    path("chiave/", keys.login_webauthn, name="mfa_login_webauthn"),
    path("password/", include(password)),
    path("conferma/", include(confirmation)),
    path("secondo-fattore/", include(factor)),
    path("sessioni/", sessions.list_usersessions, name="usersessions_list"),
    path("esterno/", include(provider)),
]
