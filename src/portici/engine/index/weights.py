"""The weights of a level's parts.

Source: OECD/JRC, Handbook on Constructing Composite Indicators (2008), ch. 6; Nicoletti, Scarpetta and Boylaud (2000) for squared loadings.
"""

from __future__ import annotations

import numpy as np

from portici.kernel.findings import Invalid

from . import flaws
from .arrays import Floats
from .spec import Given, Level, Loadings, Over, PrincipalComponents, Product, Sum


def weights_of(level: Level, parts: Floats, sizes: Floats | None = None) -> Floats:
    """The weights (m,) of the level's parts, whose values are (n, m). They add up to 1, except for a sum, a product
    and components taken as they are. `sizes` (n,) are the residents, for components that count them.

    Raises Invalid for principal components of a part that is the same everywhere.

    >>> from .spec import Higher, Indicator
    >>> two = tuple(Indicator(code, Higher.WORSE, weight=weight) for code, weight in (("a", 3.0), ("b", 1.0)))
    >>> weights_of(Level("d", Higher.WORSE, two, weights=Given(normalise=True)), np.empty((0, 2))).tolist()
    [0.75, 0.25]
    """
    count = len(level.parts)
    if isinstance(level.weights, PrincipalComponents):
        counted = sizes if level.weights.over is Over.POPULATION else None
        return loadings_weights(parts, level.weights.loadings, counted)
    if isinstance(level.aggregate, Sum | Product):
        return np.array([1.0 if part.weight is None else part.weight for part in level.parts])
    if isinstance(level.weights, Given) and all(part.weight is not None for part in level.parts):
        said = np.array([part.weight for part in level.parts], dtype=np.float64)
        return said / said.sum() if level.weights.normalise else said
    return np.full(count, 1 / count)


def loadings_weights(parts: Floats, how: Loadings, sizes: Floats | None = None) -> Floats:
    """Weights (m,) from the first principal component of the correlations of parts (n, m), on rows that are whole.

    w_j = a_j² (squared: they add up to 1, a being a unit vector), |a_j| / Σ|a|, or a_j itself (component). Raises Invalid for a part that is the
    same everywhere.

    >>> loadings_weights(np.array([[1.0, 2.0], [2.0, 4.0], [3.0, 7.0]]), Loadings.SQUARED).round(6).tolist()
    [0.5, 0.5]
    """
    first = first_component(parts, sizes)[0]
    if how is Loadings.COMPONENT:
        return first
    sized = first**2 if how is Loadings.SQUARED else np.abs(first)
    return np.asarray(sized / sized.sum())


def first_component(parts: Floats, sizes: Floats | None = None) -> tuple[Floats, float]:
    """The first component's unit vector (m,), its greater side positive, and the share of variance that it explains.

    >>> vector, share = first_component(np.array([[1.0, 2.0], [2.0, 4.0], [3.0, 6.0]]))
    >>> vector.round(6).tolist(), round(share, 6)
    ([0.707107, 0.707107], 1.0)
    """
    values, vectors = np.linalg.eigh(correlations(parts, sizes))
    vector = vectors[:, -1] * (1 if vectors[:, -1].sum() >= 0 else -1)
    return vector, float(values[-1] / len(values))


def correlations(parts: Floats, sizes: Floats | None = None) -> Floats:
    """Pearson correlations (m, m) of parts (n, m) on rows that are whole, sorted so that their order changes no digit; rows
    count as often as their `sizes` (n,) say.

    Raises Invalid for a part that is the same everywhere, and when nobody is counted.

    >>> correlations(np.array([[1.0, 3.0], [2.0, 2.0], [3.0, 1.0]])).round(6).tolist()
    [[1.0, -1.0], [-1.0, 1.0]]
    """
    there = ~np.isnan(parts).any(axis=1)
    if sizes is not None:
        there &= sizes > 0
    counts = np.ones(len(parts)) if sizes is None else sizes
    whole, counts = parts[there], counts[there]
    if not len(whole):
        raise Invalid([flaws.no_values() if sizes is None else flaws.nobody_counted()])
    order = np.lexsort((counts, *whole.T[::-1]))
    whole, counts = whole[order], counts[order]
    flat = whole.min(axis=0) == whole.max(axis=0)
    if flat.any():
        raise Invalid([flaws.constant(float(whole[0, flat][0]))])
    centre = whole.mean(axis=0) if sizes is None else np.average(whole, axis=0, weights=counts)
    apart = (whole - centre) * np.sqrt(counts)[:, None]
    scaled = apart / np.sqrt((apart**2).sum(axis=0))
    return np.asarray(np.clip(scaled.T @ scaled, -1.0, 1.0))
