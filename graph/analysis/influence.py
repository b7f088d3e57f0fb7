"""Friedkin-Johnsen total influence: whose view ends up in whose, and in the decision.

x(t+1) = S W x(t) + (I - S) x(0) ends at V x(0) with V = (I - SW)^-1 (I - S). A decision that weighs people by p
comes to p'Vx, so c = V'p is each person's share in it. Source: Friedkin and Johnsen, Social Influence Network
Theory (2011), ch. 2; negative ties as in Altafini (2013), rows normalised by absolute weight.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256

import numpy as np
from scipy import sparse

from graph.analysis.chance import keys, normal, pair_keys, uniform
from graph.analysis.decision import DecisionModel, listened_power

LARGEST_BLOCK = 2_000_000  # stored numbers a block of draws may hold: bounds the memory of one solve


@dataclass(frozen=True)
class Draws:
    """Monte-Carlo draws of a model: `shares` and `power` are draws x people; row 0 is the model as recorded."""

    shares: np.ndarray
    power: np.ndarray


def total_influence(listening: np.ndarray, openness: np.ndarray) -> np.ndarray:
    """V, n x n: how much of the view that j starts with is in the view that i ends with. Rows sum to 1 where W >= 0.

    `listening` is any signed matrix (rows are normalised by absolute weight; somebody who listens to nobody keeps
    his own view), `openness` in [0, 1).
    """
    weights, open_to = normalised(sparse.csr_array(listening), openness)
    identity = np.eye(len(openness))
    return np.linalg.solve(identity - open_to[:, None] * weights.toarray(), identity * (1 - open_to))


def normalised(listening: sparse.csr_array, openness: np.ndarray) -> tuple[sparse.csr_array, np.ndarray]:
    """W with rows of absolute sum 1, and s with 0 for those who listen to nobody (else V's rows lose weight)."""
    row_sums = np.asarray(abs(listening).sum(axis=1)).ravel()
    scale = np.divide(1.0, row_sums, out=np.zeros_like(row_sums), where=row_sums > 0)
    return sparse.csr_array(sparse.diags_array(scale) @ listening), np.where(row_sums > 0, openness, 0.0)


def shares(listening: sparse.csr_array, openness: np.ndarray, power: np.ndarray, crowd: Crowd | None = None) -> np.ndarray:
    """c = V'p by the adjoint fixed point y = p + W'S y, c = (I - S) y; converges since every s < 1."""
    weights, open_to = normalised(listening, openness)
    adjoint = sparse.csr_array((sparse.diags_array(open_to) @ weights).T)
    open_to = open_to if crowd is None else open_to + crowd.openness
    total, step = power.copy(), power
    for _ in range(1000):
        step = adjoint @ step + (0 if crowd is None else crowd.heard(step))
        total = total + step
        if np.abs(step).max(initial=0.0) < 1e-12:
            break
    return (1 - open_to) * total


@dataclass(frozen=True)
class Crowd:
    """To whom those listen of whom we know ties alone and who name nobody: they did not answer, which is no sign of a strong will. As
    dangling nodes in PageRank (Langville and Meyer 2004) they listen to all, by the `weights` of all (blocks x people, rows of sum 1);
    `openness` is theirs, and 0 for everybody else (blocks * people)."""

    weights: np.ndarray
    openness: np.ndarray

    def heard(self, step: np.ndarray) -> np.ndarray:
        """What of a step of the adjoint they pass on, and to whom."""
        return (self.weights * (self.openness * step).reshape(self.weights.shape).sum(axis=1, keepdims=True)).ravel()

    def says(self, views: np.ndarray) -> np.ndarray:
        """What they take on of the views of all."""
        return self.openness * np.repeat((self.weights * views.reshape(self.weights.shape)).sum(axis=1), self.weights.shape[1])


def draw(model: DecisionModel, *, target: int | None = None) -> Draws:
    """The share of everybody under doubt about ties and power; with `target`, the shares in that person's own view.

    Ties vary in strength (log-normal), some do not exist; power varies (log-normal). Every person and every pair has random
    numbers of its own, so that two scenarios differ by what differs in them. Attitudes play no part: as long as nothing else
    changes, what was drawn is kept.
    """
    parts = (model.listening.indptr, model.listening.indices, model.listening.data, model.power, model.openness)
    rest = repr((model.people, model.basis, model.settings, target)).encode()
    return _drawn(_Talk(sha256(b"".join(part.tobytes() for part in parts) + rest).digest(), model, target))


@dataclass(frozen=True)
class _Talk:
    """What the draws depend on, told from others by its digest alone."""

    digest: bytes
    model: DecisionModel = field(compare=False)
    target: int | None = field(compare=False)


@lru_cache(maxsize=8)
def _drawn(talk: _Talk) -> Draws:
    model, target = talk.model, talk.target
    n, count = len(model), model.settings.draws + 1
    size = max(1, LARGEST_BLOCK // max(model.listening.nnz + n, 1))
    result: list[np.ndarray] = []
    powers: list[np.ndarray] = []
    for start in range(0, count, size):
        part = range(start, min(start + size, count))
        noise, strength = _noise(model, part)
        stacked = _stack(model.listening, strength * model.listening.data)
        power = _powers(model, stacked, noise, target)
        drawn = shares(stacked, np.tile(model.openness, len(part)), power.ravel(), _crowd(model, stacked, noise, target))
        result.append(drawn.reshape(len(part), n))
        powers.append(power)
    found = Draws(np.vstack(result), np.vstack(powers))
    found.shares.flags.writeable = found.power.flags.writeable = False  # many share them
    return found


def final_views(model: DecisionModel, attitudes: np.ndarray) -> np.ndarray:
    """draws x people: what everybody thinks when all have talked, from what they think before (draws x people), under the same
    doubt about ties as `draw`: in every draw, the views in the end weighed by p are the attitudes weighed by the shares."""
    n, count = len(model), len(attitudes)
    size = max(1, LARGEST_BLOCK // max(model.listening.nnz + n, 1))
    found = np.empty_like(attitudes)
    for start in range(0, count, size):
        part = range(start, min(start + size, count))
        noise, strength = _noise(model, part)
        stacked = _stack(model.listening, strength * model.listening.data)
        weights, open_to = normalised(stacked, np.tile(model.openness, len(part)))
        crowd = _crowd(model, stacked, noise, None)
        own = attitudes[part.start:part.stop].ravel()
        heard = sparse.csr_array(sparse.diags_array(open_to) @ weights)
        total = step = (1 - open_to - (0 if crowd is None else crowd.openness)) * own
        for _ in range(1000):
            step = heard @ step + (0 if crowd is None else crowd.says(step))
            total = total + step
            if np.abs(step).max(initial=0.0) < 1e-12:
                break
        found[part.start:part.stop] = total.reshape(len(part), n)
    return found


def _noise(model: DecisionModel, part: range) -> tuple[np.ndarray, np.ndarray]:
    """Factors on everybody's own weight (draws x people) and on every tie (draws x ties), of these draws; those of draw 0 are 1."""
    settings, people = model.settings, keys(model.people)
    ties = pair_keys(np.repeat(people, np.diff(model.listening.indptr)), people[model.listening.indices])
    power = np.exp(settings.power_noise * normal(people, part, seed=settings.seed, what="power"))
    strength = np.exp(settings.tie_noise * normal(ties, part, seed=settings.seed, what="strength"))
    strength *= uniform(ties, part, seed=settings.seed, what="missing") >= settings.tie_missing
    if part.start == 0:
        power[0], strength[0] = 1, 1
    return power, strength


def _stack(matrix: sparse.csr_array, data: np.ndarray) -> sparse.csr_array:
    """One block-diagonal matrix with a copy of `matrix` for each row of `data`: all draws in one solve."""
    block, (n, _) = len(data), matrix.shape
    columns = (matrix.indices[None, :] + n * np.arange(block)[:, None]).ravel()
    starts = (matrix.indptr[None, :-1] + matrix.nnz * np.arange(block)[:, None]).ravel()
    pointers = np.append(starts, matrix.nnz * block)
    stacked = sparse.csr_array((data.ravel(), columns, pointers), shape=(n * block, n * block))
    stacked.eliminate_zeros()
    return stacked


def _crowd(model: DecisionModel, stacked: sparse.csr_array, noise: np.ndarray, target: int | None) -> Crowd | None:
    """What a crowd there is; a `target` who names nobody stands by his own view: nobody is known who moves him."""
    if not model.basis.alone:
        return None
    silent = (np.diff(stacked.indptr) == 0).reshape(noise.shape)
    if target is not None:
        silent[:, target] = False
    return Crowd(_powers(model, stacked, noise, None), (silent * model.openness).ravel())


def _powers(model: DecisionModel, stacked: sparse.csr_array, noise: np.ndarray, target: int | None) -> np.ndarray:
    if target is not None:
        return np.broadcast_to(np.eye(len(model))[target], noise.shape).copy()
    if model.basis.alone:
        heard = np.asarray(abs(stacked).sum(axis=0)).reshape(noise.shape)
        power = listened_power(heard, model.listening, model.settings) * noise
    else:
        power = model.power * noise
    return power / power.sum(axis=1, keepdims=True)
