"""What a dossier takes long to work out, kept by the digest of all that it is made of.

So the second visit works nothing out, a corrected figure or another translation needs no clearing, and nobody is given what was worked out
of rows that they do not see. It lies as files in `papers` of the state folder; each host has its own, and all may be thrown away.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib.metadata import version
from typing import Any, TypeVar

from django.core.cache import caches

from portici.kernel.exhibit import digest_of

T = TypeVar("T")
_NOTHING = object()


def key_of(kind: str, facts: Mapping[str, object]) -> str:
    """The digest of what is made of these facts by this version of the house."""
    return digest_of({**facts, "kind": kind, "portici": version("portici")})


def kept(kind: str, facts: Mapping[str, object], made: Callable[[], T]) -> T:
    """What was made of equal facts before, or is made and then kept."""
    cache: Any = caches["papers"]
    key = key_of(kind, facts)
    found: Any = cache.get(key, _NOTHING)
    if found is _NOTHING:
        found = made()
        cache.set(key, found)
    answer: T = found
    return answer
