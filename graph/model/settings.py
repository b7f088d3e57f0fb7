"""Every constant that is a judgement of ours rather than a fact, named, in one place.

None of them is calibrated: docs/analysis.md lists them, and an analysis takes them as an argument.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Settings:
    """The judgements behind the decision model. Weights have no unit; shares and chances go from 0 to 1."""

    # how much each kind of tie makes somebody listen (analysis: listening matrix W)
    listen_declared: float = 1.0      # a LISTENS_TO tie of strength 1
    listen_formal: float = 0.5        # a reporting line: the subordinate listens to the boss
    listen_circle: float = 0.8        # times the circle's value: the leader listens to the inner circle
    listen_advice: float = 0.6        # asking for advice
    listen_close: float = 0.2         # closeness, times the closeness to a shared faction's core
    listen_rivalry: float = 0.3       # rivals discount each other's word (negative)
    # who weighs how much by himself (p) and how open he is (s)
    roles_from: float = 0.5           # the roles known must weigh this much together before they are the answer
    role_base: float = 0.02           # decision weight of somebody without any role, when others have roles
    susceptibility: float = 0.5       # openness of somebody whose party is not known
    need_safety: float = 0.7          # factor on openness: safety seekers hold on to the status quo
    need_belonging: float = 1.3       # factor on openness: those who want to belong follow
    level_step: float = 0.5           # with formal rank alone: a level down weighs this much of the one above
    # an account that knows nothing but ties (analysis.md, decision 11)
    ties_only_susceptibility: float = 0.3   # openness of everybody
    ties_only_power: float = 0.5      # p ~ (in-strength) to this power: 0.5 is the square root
    # attitude as a number with a doubt
    unknown_sd: float = 0.6           # doubt about an attitude that nobody knows
    half_life_days: float = 90.0      # an attitude loses half of its worth in this time
    # the range: Monte-Carlo draws
    draws: int = 200                  # how many
    seed: int = 20260101              # where the random numbers start: the same facts give the same ranges
    tie_noise: float = 0.35           # sd of the logarithm of a tie's strength
    tie_missing: float = 0.15         # chance that a recorded tie does not really exist
    power_noise: float = 0.3          # sd of the logarithm of a person's own weight
    range_mass: float = 0.9           # a range holds this share of the draws
    # how a decision falls
    decided_from: float = 0.1         # an outcome beyond this, either way, is a decision; between, nothing is decided
    side_gain: float = 0.3            # siding with a faction: how far it brings its core towards us
    side_loss: float = 0.3            # and how far it drives the core of a wholly hostile one away
    # what the words on screen mean
    circle_share: float = 0.5         # the small circle carries at least this share of the decision
    covered_from: float = 0.5         # a contact counts as covered from this coverage value
    sure_from: float = 0.8            # "surely" needs this share of the draws
    # sizes up to which an answer is exact; above, it is estimated or left out, and says so
    exact_paths: int = 500            # betweenness is exact up to so many people
    sampled_paths: int = 2000         # and estimated up to so many; above, measures of paths are left out
    path_samples: int = 100           # people whose paths the estimate follows
    rank_in_database: int = 2000      # people of an account from which a database that can do so computes its ranking
    largest_map: int = 2000           # people on a map, those with the largest shares


DEFAULTS = Settings()
