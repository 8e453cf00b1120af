"""Compiled loops work where compiled code can be kept, and where it cannot."""

import subprocess
import sys

import numpy as np

from portici.engine.compiled import compiled


def test_a_loop_without_a_file_to_keep_it_beside_is_compiled_all_the_same():
    known: dict = {}
    exec(
        "def total(values):\n    found = 0.0\n    for one in values:\n        found += one\n    return found",
        known,
    )
    assert compiled(known["total"])(np.array([1.0, 2.5])) == 3.5


def test_small_runs_need_no_compiler():
    """A page that redraws at once must not wait for one."""
    script = (
        "import sys; sys.path.insert(0, '.')\n"
        "from tests.engine.uncertainty.worlds import flat, table\n"
        "from portici.engine.uncertainty.choices import Choices, Dirichlet\n"
        "from portici.engine.uncertainty.run import run\n"
        "run(table(90), flat(), Choices(weights=Dirichlet(50.0)), draws=1000, seed=1, k=10)\n"
        "print('numba' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
