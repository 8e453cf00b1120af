"""`portici`: Django's management commands under the house's own name."""

from __future__ import annotations

import os
import sys


def main() -> None:
    """Run the command named on the command line; `verify-journal` and `verify_journal` are one."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portici.config.settings")
    from django.core.management import execute_from_command_line

    name, *words = sys.argv
    if words and not words[0].startswith("-"):
        words[0] = words[0].replace("-", "_")
    execute_from_command_line([name.rsplit("/", 1)[-1], *words])


if __name__ == "__main__":
    main()
