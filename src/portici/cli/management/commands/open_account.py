"""Open an account from the command line: the first administrator's, or one for who lost theirs.

The password is asked for, or read from the first line of the standard input. An account that is there already gets the role besides.
"""

from __future__ import annotations

import sys
from getpass import getpass
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import CommandError, CommandParser
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portici.cli.output import Command as Base
from portici.cli.output import said_by
from portici.kernel.actor import Role, system_actor
from portici.kernel.findings import DeskError
from portici.people import domain
from portici.people.models import User

ACTOR = system_actor("open_account")
#: A role on a scope of its own (an area, an organisation) is granted in the office, where the scope is chosen.
ROLES = sorted(role.value for role in Role)


class Command(Base):
    about = gettext_lazy(
        "Open an account from the command line: the first administrator's, or one for who lost theirs. The password is asked for, or"
        " read from the first line of the standard input. An account that is there already gets the role besides."
    )
    example = 'portici open-account anna@example.org --name "Anna Esempio" --role administrator'

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--name", required=True, help=_("full name"))
        parser.add_argument("--role", choices=ROLES, default=Role.ADMINISTRATOR.value)

    def handle(self, *_args: Any, **options: Any) -> None:
        known = User.objects.filter(email__iexact=options["email"]).first()
        password = None if known else self._password(options["email"])
        try:
            with transaction.atomic():
                user = known or domain.open_account(
                    actor=ACTOR, email=options["email"], full_name=options["name"], password=password
                )
                domain.grant_role(actor=ACTOR, user=user, role=Role(options["role"]))
        except DeskError as error:
            raise CommandError(said_by(error)) from error
        self.stdout.write(f"{user.email}: {options['role']}.")

    def _password(self, email: str) -> str:
        said = (
            getpass(_("Password of %(email)s: ") % {"email": email})
            if sys.stdin.isatty()
            else sys.stdin.readline().rstrip("\n")
        )
        try:
            validate_password(said, User(email=email))
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        return said
