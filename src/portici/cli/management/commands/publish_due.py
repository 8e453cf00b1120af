"""Publish the pages whose moment has come and take off those that have expired; safe to run as often as one likes."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portici.cli.output import Command as Base
from portici.kernel.actor import system_actor
from portici.publishing.domain import publish_due


class Command(Base):
    about = gettext_lazy(
        "Publish the pages whose moment has come and take off those that have expired; safe to run as often as one likes."
    )
    example = "portici publish_due"

    def handle(self, *_args: Any, **_options: Any) -> None:
        done = publish_due(actor=system_actor("schedule"))
        if done.published or done.expired or done.refused:
            said = _(
                "%(published)s published, %(expired)s taken off, %(refused)s held back (see the journal)"
            )
            self.stdout.write(said % asdict(done))
