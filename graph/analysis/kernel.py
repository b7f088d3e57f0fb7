"""Betweenness in machine code. To import this module compiles it (seconds, once for a machine) or loads what was compiled.

Only `graph.analysis.engine` imports it, and only when another process has compiled it into numba's cache.
"""

import numpy as np
from numba import njit

Array = np.ndarray

_GRAPH = "int32[::1], int32[::1], int64[::1]"
_STATE = "int64[::1], float64[::1], int32[::1]"


@njit(f"int64({_GRAPH}, int64, {_STATE})", nogil=True, cache=True)
def _by_steps(starts: Array, heads: Array, lengths: Array, source: int, distance: Array, ways: Array, order: Array) -> int:
    """Breadth first: fills distance (-1: not reached), number of shortest ways and order of arrival; how many were reached."""
    distance[:], ways[:] = -1, 0
    distance[source], ways[source], order[0] = 0, 1, source
    done, reached = 0, 1
    while done < reached:
        v = order[done]
        done += 1
        for e in range(starts[v], starts[v + 1]):
            w = heads[e]
            if distance[w] < 0:
                distance[w] = distance[v] + 1
                order[reached] = w
                reached += 1
            if distance[w] == distance[v] + 1:
                ways[w] += ways[v]
    return reached


@njit(f"int64({_GRAPH}, int64, {_STATE})", nogil=True, cache=True)
def _by_length(starts: Array, heads: Array, lengths: Array, source: int, distance: Array, ways: Array, order: Array) -> int:
    """Dijkstra: the same by the lengths of ties, whole numbers from 1. The heap holds everybody at most once."""
    distance[:], ways[:] = -1, 0
    distance[source], ways[source] = 0, 1
    heap, place = np.empty(len(order), np.int32), np.full(len(order), -1, np.int32)
    heap[0], place[source], size, reached = source, 0, 1, 0
    while size:
        v = heap[0]
        order[reached] = v
        reached += 1
        size -= 1
        last, k = heap[size], 0
        while 2 * k + 1 < size:  # the last sinks from the top
            child = 2 * k + 1
            if child + 1 < size and distance[heap[child + 1]] < distance[heap[child]]:
                child += 1
            if distance[heap[child]] >= distance[last]:
                break
            heap[k] = heap[child]
            place[heap[k]] = k
            k = child
        heap[k] = last
        place[last] = k
        for e in range(starts[v], starts[v + 1]):
            w, new = heads[e], distance[v] + lengths[e]
            if distance[w] < 0 or new < distance[w]:
                if distance[w] < 0:
                    place[w] = size
                    size += 1
                distance[w], ways[w], k = new, 0, place[w]
                while k and distance[heap[(k - 1) // 2]] > new:  # w rises
                    heap[k] = heap[(k - 1) // 2]
                    place[heap[k]] = k
                    k = (k - 1) // 2
                heap[k] = w
                place[w] = k
            if new == distance[w]:
                ways[w] += ways[v]
    return reached


@njit(f"float64[::1]({_GRAPH}, int64[::1], boolean)", nogil=True, cache=True)
def dependencies(starts: Array, heads: Array, lengths: Array, sources: Array, by_length: bool) -> Array:
    """For everybody: the sum over all (source, target) of the share of the shortest ways between them that lead through him.

    A compressed sparse row matrix of `lengths`; they are whole numbers from 1, all 1 unless `by_length`. Brandes 2001.
    """
    n = len(starts) - 1
    distance, ways, order = np.empty(n, np.int64), np.empty(n), np.empty(n, np.int32)
    total, through = np.zeros(n), np.empty(n)
    for source in sources:
        if by_length:
            reached = _by_length(starts, heads, lengths, source, distance, ways, order)
        else:
            reached = _by_steps(starts, heads, lengths, source, distance, ways, order)
        through[:] = 0
        for k in range(reached - 1, 0, -1):
            v = order[k]
            for e in range(starts[v], starts[v + 1]):
                w = heads[e]
                if distance[w] == distance[v] + lengths[e]:
                    through[v] += ways[v] / ways[w] * (1 + through[w])
            total[v] += through[v]
    return total
