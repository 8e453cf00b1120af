"""Whether a port can be listened on, asked before minutes are spent on what would then not start."""

from __future__ import annotations

import argparse
import socket

from django.core.management.base import CommandError
from django.utils.translation import gettext as _


def port(text: str) -> int:
    """A port's number, for the command line. Raises ArgumentTypeError."""
    if text.isascii() and text.isdigit() and 1 <= int(text) <= 65535:
        return int(text)
    raise argparse.ArgumentTypeError(_("%(text)s: a port is a number from 1 to 65535") % {"text": text})


def ensure_free(host: str, number: int) -> None:
    """Raises CommandError when nobody can listen there, and says why."""
    try:
        family, kind, _protocol, _name, address = socket.getaddrinfo(host, number, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as one:
            one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            one.bind(address)
    except OSError as error:
        said = _("Port %(port)s on %(host)s cannot be listened on: %(problem)s.")
        todo = _(
            "Another program has it, perhaps another Portici: stop that one, or choose another port, "
            "make run PORT=%(other)s or --port %(other)s."
        )
        params = {"port": number, "host": host, "problem": error.strerror, "other": _other(number)}
        raise CommandError(f"{said % params}\n{todo % params}") from error


def _other(number: int) -> int:
    """The next port, outside those that only the administrator may take."""
    return number + 1 if 1024 <= number < 65535 else 8080
