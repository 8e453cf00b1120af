"""The web process starts without the libraries that only computations need: they take seconds and hundreds of megabytes."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from tests import installation

HEAVY = ["altair", "highspy", "numba", "numpy", "pandas", "polars", "scipy", "vl_convert"]
SCRIPT = """
import json, sys
from portici.config.wsgi import application
from django.urls import get_resolver

def read(resolver):
    for one in resolver.url_patterns:
        if hasattr(one, "url_patterns"):
            read(one)

read(get_resolver())
print(json.dumps([len(get_resolver().reverse_dict) > 0, sorted(name for name in sys.argv[1:] if name in sys.modules)]))
"""


def test_the_site_starts_without_the_libraries_of_computations(tmp_path: Path) -> None:
    environment = installation.environment(tmp_path, DJANGO_SETTINGS_MODULE="portici.config.settings")
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, *HEAVY], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout.splitlines()[-1]) == [True, []]
