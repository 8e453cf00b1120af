"""What `portici help` lists, and what an unknown command is answered, in the run's language."""

from __future__ import annotations

import os
import sys
from difflib import get_close_matches

from django.conf import settings
from django.core.management import ManagementUtility, get_commands, load_command_class
from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .language import chosen, speaking
from .output import Command

#: Commands of the framework that who keeps an installation uses, each with what it does.
USEFUL = {
    "showmigrations": gettext_lazy("Say which changes of the tables have been made."),
    "check": gettext_lazy("Look for mistakes in the settings."),
    "db_worker": gettext_lazy("Do the jobs that wait: imports, computations."),
    "collectstatic": gettext_lazy("Gather the files that the web server gives out."),
    "clearsessions": gettext_lazy("Clear the sessions that are over."),
    "changepassword": gettext_lazy("Give an account another password."),
    "shell": gettext_lazy("Open Python with the house's code."),
    "dbshell": gettext_lazy("Open the database's own command line."),
}


def of_the_house() -> dict[str, str]:
    """The house's own commands, each with the first sentence of what it is about."""
    found = {}
    for name, app in sorted(get_commands().items()):
        command = load_command_class(app, name) if isinstance(app, str) and app == "portici.cli" else None
        if isinstance(command, Command):
            found[name] = _first_sentence(str(command.about))
    return found


def _first_sentence(text: str) -> str:
    """
    >>> _first_sentence("Take a file: read it. Or try it."), _first_sentence("Take a file.\\n\\nIt goes on.")
    ('Take a file: read it.', 'Take a file.')
    """
    line = text.strip().partition("\n")[0]
    return f"{line.partition('. ')[0].rstrip('.')}."


def listing(program: str) -> str:
    """The house's commands, then the useful ones of the framework; the others work and are not listed."""
    width = max(map(len, [*of_the_house(), *USEFUL])) + 2
    lines = [
        _("%(program)s COMMAND [OPTIONS]; “%(program)s help COMMAND” explains one.") % {"program": program}
    ]
    for heading, commands in ((_("Commands:"), of_the_house()), (_("Of the framework (Django):"), USEFUL)):
        lines += ["", heading, *(f"  {name:<{width}}{about}" for name, about in commands.items())]
    return "\n".join(lines)


def unknown(program: str, name: str) -> str:
    """What is said of a command that there is not, with the nearest name."""
    near = get_close_matches(name, [*of_the_house(), *USEFUL], n=1) or get_close_matches(
        name, get_commands(), n=1
    )
    said = [_("Unknown command: %(name)s.") % {"name": name}]
    if near:
        said.append(_("Did you mean %(name)s?") % {"name": near[0]})
    said.append(_("“%(program)s help” lists the commands.") % {"program": program})
    return " ".join(said)


class House(ManagementUtility):
    """Django's command line, which says in the run's language what there is."""

    def main_help_text(self, commands_only: bool = False) -> str:
        if commands_only:
            return str(super().main_help_text(commands_only))
        with speaking(chosen(self.argv[1:], os.environ)):
            return listing(self.prog_name)

    def fetch_command(self, subcommand: str) -> BaseCommand:
        # Without settings Django knows why it finds no commands, and says so.
        if settings.configured and subcommand not in get_commands():
            with speaking(chosen(self.argv[1:], os.environ)):
                sys.exit(unknown(self.prog_name, subcommand))
        return super().fetch_command(subcommand)
