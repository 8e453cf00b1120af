"""What the house keeps about people, why, for how long, and what is past its term; --apply deletes that."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portici.cli.output import Command as Base
from portici.fronts.templatetags.portici import said
from portici.kernel import clock
from portici.kernel.actor import system_actor
from portici.kernel.subjects import Holder, holders
from portici.people.domain import dispose_due


class Command(Base):
    about = gettext_lazy(
        "What the house keeps about people, why, for how long, and what is past its term; --apply deletes that."
    )
    example = "portici retention --apply"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--apply", action="store_true", help=_("delete what is past its term"))

    def handle(self, *_args: Any, **options: Any) -> None:
        for holder in holders():
            self._say(holder)
        if options["apply"]:
            gone = dispose_due(actor=system_actor("retention"))
            listed = ", ".join(f"{name} {count}" for name, count in gone.items() if count)
            self.stdout.write(_("Deleted: %(listed)s.") % {"listed": listed or _("nothing")})

    def _say(self, holder: Holder) -> None:
        one = holder.holding
        self.stdout.write(f"{one.name}: {said(one.what)}")
        self.stdout.write(f"    {said(one.purpose)}. {said(one.ground)}.")
        told = {"period": said(one.period), "count": holder.due(clock.today())}
        self.stdout.write("    " + _("%(period)s. Past it today: %(count)s.") % told)
