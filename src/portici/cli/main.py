"""`portici`: Django's management commands under the house's own name."""

from __future__ import annotations

import os
import sys


def main() -> None:
    """Run the command named on the command line."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portici.config.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line([sys.argv[0].rsplit("/", 1)[-1], *sys.argv[1:]])


if __name__ == "__main__":
    main()
