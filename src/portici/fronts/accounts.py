"""Signing in. Accounts are opened by the administrator; nobody signs up alone."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.forms import LoginForm
from allauth.account.views import LoginView
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.views import RemoveWebAuthnView
from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse, translate_url
from django.utils.translation import get_language
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from portici.kernel.actor import Role
from portici.outbox.domain import post
from portici.people.models import ROLE_LABELS, User
from portici.people.queries import example_accounts

from .clients import address_of
from .factors import is_last_required
from .mails import NOTICE, parts_of


class Adapter(DefaultAccountAdapter):
    """Closes sign-up; leads to the office in the language of the page, or in the one that the account
    says.
    """

    error_messages = DefaultAccountAdapter.error_messages | {
        "too_many_login_attempts": _("Too many failed attempts. Wait five minutes, then try again."),
        "email_password_mismatch": _("The address or the password is not right."),
        "rate_limited": _("Too many attempts. Wait five minutes, then try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        here = reverse("office:work")
        user = request.user
        if get_language() == settings.LANGUAGE_CODE and isinstance(user, User):
            return translate_url(here, user.language)
        return here

    def get_client_ip(self, request: HttpRequest) -> str:
        return address_of(request)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Mail is put in the tray; the worker hands it over (see mails)."""
        mail = self.render_mail(template_prefix, email, {"email": email, **context})
        with transaction.atomic():
            post(kind=NOTICE, recipient=email, subject=mail.subject, parts=parts_of(mail))

    def send_notification_mail(
        self,
        template_prefix: str,
        user: User,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """What was changed is told to the address that the account signs in with."""
        super().send_notification_mail(template_prefix, user, context, email or user.email)

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        return reverse("portal:home")

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("office:own-account")


class SignIn(LoginView):
    """The sign-in page; in a demonstration also its invented people, and the paper filled in for one
    (`?login=`).
    """

    def get_form(self, form_class: Any = None) -> LoginForm:
        form: LoginForm = super().get_form(form_class)
        form.label_suffix = ""
        for field in form.fields.values():
            field.widget.attrs.pop("placeholder", None)
        form.fields["login"].label = _("E-mail")
        form.fields["password"].help_text = ""
        if self.chosen is not None:
            form.fields["password"].widget.render_value = True
        return form

    @property
    def chosen(self) -> User | None:
        """The invented person whom the address names."""
        asked = self.request.GET.get("login", "")
        return next((user for user in self.people if asked and user.email == asked.lower()), None)

    @property
    def people(self) -> list[User]:
        if not hasattr(self, "_people"):
            self._people = list(example_accounts()) if settings.DEMO else []
        return self._people

    def get_initial(self) -> dict[str, Any]:
        initial: dict[str, Any] = super().get_initial()
        if self.chosen is not None:
            initial |= {"login": self.chosen.email, "password": settings.DEMO_PASSWORD}
        return initial

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        people = [
            {"user": user, "roles": [ROLE_LABELS[Role(grant.role)] for grant in user.grants.all()]}
            for user in self.people
        ]
        context: dict[str, Any] = super().get_context_data(people=people, chosen=self.chosen, **kwargs)
        return context | {
            "demo_password": settings.DEMO_PASSWORD if people else "",
            "outside": _provider(),
        }


def _provider() -> dict[str, str] | None:
    """The outside identity provider, when the settings name one."""
    for app in settings.SOCIALACCOUNT_PROVIDERS.get("openid_connect", {}).get("APPS", ()):
        return {"name": app["name"], "url": reverse("openid_connect_login", args=[app["provider_id"]])}
    return None


class KeyRemove(RemoveWebAuthnView):
    """A key is taken away unless it is the last lock of an account that must have one."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated:
            key = get_object_or_404(
                Authenticator, pk=kwargs["pk"], user=request.user, type=Authenticator.Type.WEBAUTHN
            )
            if is_last_required(key):
                messages.warning(
                    request,
                    _now("Your role asks for a second factor: add another one before taking this away."),
                )
                return HttpResponseRedirect(reverse("mfa_list_webauthn"))
        answer: HttpResponse = super().dispatch(request, *args, **kwargs)
        return answer
