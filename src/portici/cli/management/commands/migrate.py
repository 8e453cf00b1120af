"""Bring the database's tables up to the code.

As the framework's command of this name, but for a store that no step leads from: the framework would pass over the steps that it lacks, and say
that there is nothing to do.
"""

from __future__ import annotations

from typing import Any

from django.core.management.commands.migrate import Command as Migrate
from django.utils.translation import gettext_lazy

from portici.cli.output import Command as Base
from portici.cli.store import refuse_halfway


class Command(Base, Migrate):
    about = gettext_lazy("Bring the database's tables up to the code.")
    example = "portici migrate"

    def handle(self, *args: Any, **options: Any) -> None:
        refuse_halfway(options["database"])
        super().handle(*args, **options)
