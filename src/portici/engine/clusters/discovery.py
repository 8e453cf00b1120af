"""Many tests at once: the share of false discoveries among those that are shown."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from .weights import Floats


def adjusted(p: npt.ArrayLike) -> Floats:
    """Benjamini and Hochberg's adjusted p, (n,): showing those at or under α keeps the expected share of false ones at or under α.

    With the m given p in ascending order, q(i) = min over j >= i of p(j) · m / j, at most 1. A p that is not a number (an island's)
    is not a test: it stays so and is not counted. Source: Benjamini and Hochberg, Journal of the Royal Statistical Society B 57 (1995).

    >>> adjusted([0.01, 0.04, 0.03, float("nan")]).round(3).tolist()
    [0.03, 0.04, 0.04, nan]
    """
    values = np.asarray(p, dtype=np.float64)
    tested = np.flatnonzero(~np.isnan(values))
    order = tested[np.argsort(values[tested], kind="stable")]
    count = len(order)
    steps = values[order] * count / np.arange(1, count + 1)
    answer = np.full(len(values), np.nan)
    answer[order] = np.minimum(np.minimum.accumulate(steps[::-1])[::-1], 1.0)
    return answer
