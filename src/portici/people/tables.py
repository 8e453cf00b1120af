"""The list of accounts."""

from __future__ import annotations

import django_tables2 as tables
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from portici.kernel import clock
from portici.kernel.actor import Role
from portici.records.badges import badge

from .models import ROLE_LABELS, User


class AccountTable(tables.Table):
    full_name = tables.Column(linkify=("office:account", {"uid": tables.A("uid")}))
    roles = tables.Column(verbose_name=_("Roles"), empty_values=(), orderable=False)
    state = tables.Column(verbose_name=_("State"), accessor="is_active")

    class Meta:
        model = User
        fields = ["full_name", "email", "roles", "state"]
        empty_text = _("No account with these features.")

    def render_roles(self, record: User) -> str:
        return ", ".join(roles_today(record)) or "–"

    def value_roles(self, record: User) -> str:
        return ", ".join(roles_today(record))

    def render_state(self, record: User) -> SafeString:
        return badge(self.value_state(record), "success" if record.is_active else "neutral")

    def value_state(self, record: User) -> str:
        return _now("Open") if record.is_active else _now("Closed")


def roles_today(user: User) -> list[str]:
    """The names of the roles in force, each once; from the grants already read."""
    today = clock.today()
    held = [
        str(ROLE_LABELS[Role(grant.role)])
        for grant in user.grants.all()
        if grant.since <= today and (grant.until is None or grant.until >= today)
    ]
    return list(dict.fromkeys(held))
