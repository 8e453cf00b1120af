"""Print the demo's accounts: invented people, one for each role."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portici.cli.output import Command as Base
from portici.kernel.actor import Role
from portici.people.models import ROLE_LABELS, User


class Command(Base):
    about = gettext_lazy("Print the demo's accounts: invented people, one for each role.")
    example = "portici demo_accounts"

    def handle(self, *_args: Any, **_options: Any) -> None:
        accounts = (
            User.objects.filter(is_example=True, is_active=True).prefetch_related("grants").order_by("id")
        )
        if not accounts:
            self.stdout.write(_("There are no demo accounts: load a city pack with --demo."))
            return
        said = _("Demo accounts (invented people), password: %(password)s") % {
            "password": settings.DEMO_PASSWORD
        }
        self.stdout.write(f"\n{said}")
        for user in accounts:
            roles = ", ".join(str(ROLE_LABELS[Role(grant.role)]) for grant in user.grants.all())
            self.stdout.write(f"  {user.email:<42} {roles}")
