"""What falls due, from the terminal: of the whole house, of a body, or as one account reads it."""

from __future__ import annotations

import json
from typing import Any

from django.core.management import CommandError
from django.core.management.base import CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portici.cli.output import Command as Base
from portici.deadlines import agenda, queries
from portici.deadlines.agenda import DATED, Asked, Line, Term
from portici.deadlines.models import Told
from portici.governance.covered import covered
from portici.governance.models import Body
from portici.kernel.actor import Actor, system_actor
from portici.people.queries import actor_for, open_account_of

#: A look ahead of ten years is all of it.
FARTHEST = 3660


class Command(Base):
    about = gettext_lazy(
        "What is late and what falls due in the days to come, and to whom a delay was told; --for reads as that account does, "
        "without it as the house, and what is confidential without its words."
    )
    example = "portici deadlines --days 30 --body board"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--days", type=int, default=agenda.DAYS, help=_("days to look ahead (30)"))
        parser.add_argument("--body", default="", metavar="CODE", help=_("only what is of this body"))
        parser.add_argument(
            "--for", dest="email", default="", metavar="EMAIL", help=_("as the account of this address reads")
        )
        parser.add_argument("--json", action="store_true", help=_("as JSON"))

    def handle(self, *_args: Any, **options: Any) -> None:
        if not 0 <= options["days"] <= FARTHEST:
            raise CommandError(_("--days takes 0 to %(most)s.") % {"most": FARTHEST})
        body = options["body"]
        if body and not Body.objects.filter(code=body).exists():
            codes = ", ".join(Body.objects.order_by("code").values_list("code", flat=True))
            raise CommandError(
                _("No body has the code “%(code)s”. There are: %(codes)s.") % {"code": body, "codes": codes}
            )
        asked = Asked(days=options["days"], body=body)
        lines = agenda.lines(_reader(options["email"]), asked, limit=None, terms=DATED)
        if not options["email"]:
            lines = covered(lines)
        self._say(lines, options["json"])

    def _say(self, lines: list[Line], as_json: bool) -> None:
        told = queries.told_of(lines)
        if as_json:
            rows = [_row(line, told.get(line.key, [])) for line in lines]
            self.stdout.write(json.dumps(rows, ensure_ascii=False, indent=1))
            return
        for line in lines:
            mark = _("late") if line.term is Term.LATE else ""
            why = f" ({line.why})" if line.why else ""
            name = line.label or str(line.watch.heading)
            whom = ", ".join(queries.whom(told.get(line.key, [])))
            up = " – " + _("told to: %(whom)s") % {"whom": whom} if whom else ""
            self.stdout.write(f"{line.day:%d/%m/%Y} {mark:>10}  {name}{why}: {line.act}{up}")
        late = sum(line.term is Term.LATE for line in lines)
        self.stdout.write(_("%(total)s in all, %(late)s late.") % {"total": len(lines), "late": late})


def _reader(email: str) -> Actor:
    if not email:
        return system_actor("deadlines")
    user = open_account_of(email)
    if user is None:
        raise CommandError(_("No open account has the address %(email)s.") % {"email": email})
    return actor_for(user)


def _row(line: Line, told: list[Told]) -> dict[str, Any]:
    return {
        "watch": line.watch.name,
        "kind": line.kind,
        "uid": line.ref,
        "row": line.mark,
        "day": line.day.isoformat() if line.day else None,
        "late": line.term is Term.LATE,
        "label": line.label,
        "why": line.why,
        "todo": str(line.act),
        "told": [{"to": one.tell, "on": one.on.isoformat()} for one in told],
    }
