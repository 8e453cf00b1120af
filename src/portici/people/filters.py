"""What the list of accounts can be narrowed by."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from .models import Grant, User
from .queries import in_force


class AccountFilter(django_filters.FilterSet):
    """Words of the name or the address, a role held today, open or closed."""

    q = django_filters.CharFilter(method="filter_words", label=_("Name or e-mail"))
    role = django_filters.ChoiceFilter(
        method="filter_role", label=_("Role"), choices=Grant._meta.get_field("role").choices
    )
    state = django_filters.ChoiceFilter(
        method="filter_state",
        label=_("State"),
        choices=[("open", _("Open")), ("closed", _("Closed")), ("bare", _("Without a role"))],
    )

    class Meta:
        model = User
        fields: list[str] = []

    def filter_words(self, users: Any, _name: str, text: str) -> Any:
        return users.matching(text)

    def filter_role(self, users: Any, _name: str, role: str) -> Any:
        return users.filter(Exists(_grants().filter(role=role)))

    def filter_state(self, users: Any, _name: str, state: str) -> Any:
        if state == "bare":
            return users.filter(is_active=True).exclude(Exists(_grants()))
        return users.filter(is_active=state == "open")


def _grants() -> Any:
    """The grants in force of the account of the row."""
    return in_force(Grant.objects.filter(user=OuterRef("pk")))
