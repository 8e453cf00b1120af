"""`portici`: Django's management commands under the house's own name."""

from __future__ import annotations

import os
import sys


def main() -> None:
    """Run the command named on the command line. A setting that cannot be read ends it, and says which."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portici.config.settings")
    from django.conf import settings
    from django.core.management import execute_from_command_line

    try:
        _configured = settings.INSTALLED_APPS
    except (ValueError, OSError) as error:
        sys.exit(f"portici: {error}")
    execute_from_command_line([sys.argv[0].rsplit("/", 1)[-1], *sys.argv[1:]])


if __name__ == "__main__":
    main()
