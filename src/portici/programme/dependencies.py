"""The graph of what waits for what: activities never wait, in the end, for themselves."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterable, Mapping

#: activity -> those that it depends on.
Edges = Mapping[int, Collection[int]]


def path(edges: Edges, start: int, goal: int) -> list[int]:
    """A shortest way along the edges from `start` to `goal`, both included; empty when there is none.

    >>> path({1: [2], 2: [3]}, 1, 3), path({1: [2]}, 2, 1), path({}, 1, 1)
    ([1, 2, 3], [], [1])
    """
    came_from: dict[int, int | None] = {start: None}
    waiting = deque([start])
    while waiting:
        here = waiting.popleft()
        if here == goal:
            return _walked(came_from, goal)
        for there in edges.get(here, ()):
            if there not in came_from:
                came_from[there] = here
                waiting.append(there)
    return []


def cycle(edges: Edges, node: int, targets: Iterable[int]) -> list[int]:
    """The cycle that closes when `node` comes to depend on `targets`, from it back to it; empty when none.

    >>> cycle({2: [3], 3: [1]}, 1, [2]), cycle({2: [3]}, 1, [2]), cycle({}, 1, [1])
    ([1, 2, 3, 1], [], [1, 1])
    """
    for target in targets:
        way = path(edges, target, node)
        if way:
            return [node, *way]
    return []


def reach(edges: Edges, starts: Iterable[int]) -> set[int]:
    """The starts and all that they depend on, however far.

    >>> sorted(reach({1: [2], 2: [3], 4: [1]}, [1]))
    [1, 2, 3]
    """
    found: set[int] = set()
    waiting = list(starts)
    while waiting:
        here = waiting.pop()
        if here not in found:
            found.add(here)
            waiting.extend(edges.get(here, ()))
    return found


def _walked(came_from: Mapping[int, int | None], goal: int) -> list[int]:
    way: list[int] = []
    here: int | None = goal
    while here is not None:
        way.append(here)
        here = came_from[here]
    return way[::-1]
