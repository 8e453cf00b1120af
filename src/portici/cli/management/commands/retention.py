"""What the house keeps about people, why, for how long, and what is past its term; --apply deletes that."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandParser

from portici.cli.output import Command as Base
from portici.kernel import clock
from portici.kernel.actor import system_actor
from portici.kernel.subjects import holders
from portici.people.domain import dispose_due


class Command(Base):
    help = __doc__ or ""
    example = "portici retention --apply     once a day, from a timer"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--apply", action="store_true", help="delete what is past its term")

    def handle(self, *_args: Any, **options: Any) -> None:
        today = clock.today()
        for holder in holders():
            one = holder.holding
            self.stdout.write(f"{one.name}: {one.what}")
            self.stdout.write(f"    why: {one.purpose}. {one.ground}.")
            self.stdout.write(f"    how long: {one.period}. Past it today: {holder.due(today)}.")
        if options["apply"]:
            gone = dispose_due(actor=system_actor("retention"))
            self.stdout.write(
                f"Deleted: {', '.join(f'{name} {count}' for name, count in gone.items() if count) or 'nothing'}."
            )
