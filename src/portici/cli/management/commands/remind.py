"""The day's round of reminders: digests on the first of the week, delays told; safe to run as often as one likes."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portici.cli.output import Command as Base
from portici.kernel.actor import system_actor
from portici.people.reminding import make_round


class Command(Base):
    about = gettext_lazy(
        "The day's round of reminders: the digest of the week, delays told to whom the chain names; safe to run as often as one likes."
    )
    example = "portici remind"

    def handle(self, *_args: Any, **_options: Any) -> None:
        done = make_round(actor=system_actor("schedule"))
        if done.digests or done.delays:
            self.stdout.write(_("%(digests)s digests, %(delays)s messages about delays") % asdict(done))
