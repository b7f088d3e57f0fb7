"""Random numbers that belong to a person or a pair, so that scenarios differ only by what differs in them.

Every key has a stream of its own (SplitMix64, Steele, Lea and Flood 2014, of seed, key and number of the draw): whoever is added
to an account, or leaves it, changes nobody else's numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b

import numpy as np
from scipy.special import ndtri

_GOLDEN, _ONE, _TWO = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)


def keys(ids: Sequence[str]) -> np.ndarray:
    """A key for each id."""
    return np.array([int.from_bytes(blake2b(id.encode(), digest_size=8).digest(), "little") for id in ids], dtype=np.uint64)


def pair_keys(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """A key for each ordered pair of keys."""
    return _mixed(one + _GOLDEN) ^ other


def uniform(of: np.ndarray, draws: range, *, seed: int, what: str) -> np.ndarray:
    """draws x keys numbers strictly between 0 and 1. `what` tells the uses of one key apart ("power", "attitude")."""
    start = _mixed(np.array([seed], dtype=np.uint64) ^ keys([what]))
    streams = _mixed(of ^ start)[None, :] + _GOLDEN * np.array(draws, dtype=np.uint64)[:, None]
    return ((_mixed(streams) >> np.uint64(11)).astype(float) + 0.5) / 2.0**53


def normal(of: np.ndarray, draws: range, *, seed: int, what: str) -> np.ndarray:
    """draws x keys numbers of the standard normal distribution."""
    return ndtri(uniform(of, draws, seed=seed, what=what))


def _mixed(state: np.ndarray) -> np.ndarray:
    state = (state ^ (state >> np.uint64(30))) * _ONE
    state = (state ^ (state >> np.uint64(27))) * _TWO
    return state ^ (state >> np.uint64(31))
