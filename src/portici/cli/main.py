"""`portici`: Django's management commands under the house's own name."""

from __future__ import annotations

import os
import sys


def main() -> None:
    """Run the command named on the command line. A setting that cannot be read ends it, and says which."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portici.config.settings")
    from django.conf import settings

    try:
        _configured = settings.INSTALLED_APPS
    except (ValueError, OSError) as error:
        sys.exit(f"portici: {error}")
    program, *words = sys.argv
    from portici.kernel.frames import with_room

    from .commands import House
    from .pipes import ending_quietly

    with ending_quietly():
        with_room(House([program.rsplit("/", 1)[-1], *named(words)]).execute)()


def named(words: list[str]) -> list[str]:
    """Commands are modules, whose names have no hyphens; people may type either.

    >>> named(["verify-journal", "--head", "a-b"])
    ['verify_journal', '--head', 'a-b']
    >>> named(["help", "new-city"]), named([])
    (['help', 'new_city'], [])
    """
    until = 2 if words[:1] == ["help"] else 1
    return [word if word.startswith("-") else word.replace("-", "_") for word in words[:until]] + words[
        until:
    ]


if __name__ == "__main__":
    main()
