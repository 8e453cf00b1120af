"""Signing in. Accounts are opened by the administrator; nobody signs up alone."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.forms import LoginForm
from allauth.account.views import LoginView
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse, translate_url
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from portici.kernel.actor import Role
from portici.people.models import ROLE_LABELS, User
from portici.people.queries import example_accounts


class Adapter(DefaultAccountAdapter):
    """Closes sign-up; leads to the office in the language of the page, or in the one that the account
    says.
    """

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        here = reverse("office:work")
        user = request.user
        if get_language() == settings.LANGUAGE_CODE and isinstance(user, User):
            return translate_url(here, user.language)
        return here

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
        return context | {"demo_password": settings.DEMO_PASSWORD if people else ""}
