"""Every constant that is a judgement of ours rather than a fact, named, in one place.

None of them is calibrated: docs/analysis.md lists them, and an analysis takes them as an argument.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields

from graph.model.fields import SettingSpec
from graph.model.text import Text


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
    # the decision: ways to forecast it
    silence_from: float = 0.25        # in a centralised culture it is won only when the boss's own view is at least this; below, silence is a no
    decider_part: float = 1.0         # the decider's own part of the decision where the style of leading is not known
    veto_chance: float = 0.5          # chance that a declared blocker who is against us does stop it
    doubt_little: float = 0.02        # not worth asking about somebody with less than this part of the doubt
    # the decision: where a conversation pays
    visits: int = 5                   # visits that a plan may take
    visit_step: float = 0.5           # how far a good conversation moves an attitude: one letter
    visits_top: float = 5.0           # visits more than one that somebody at the top takes whom nobody knows
    visits_level: float = 0.5         # and with every level down this much of it
    # contacts that cost us
    seen_cost: float = 0.3            # how far an attitude falls when we are seen with somebody's open enemy
    seen_chance: float = 0.5          # how visible a contact is
    effect_least: float = 0.005       # an effect on the outcome below this is not worth a word
    # camps and agreement
    churn_yearly: float = 0.17        # chance that a contact has left after a year (Salesforce Research and LinkedIn 2017, yearly mean of B2B contacts)
    side_from: float = 0.25           # a view in the end counts as for us, or against us, from this
    side_least: float = 0.2           # the committee is torn when both sides carry at least this share of the decision
    praise_share: float = 0.5         # those who praise us are powerful when they carry this share of the decision
    dissent_from: float = 0.02        # an open opponent with at least this share can still say that we are not able
    # forecasts that are kept
    calibrate_from: int = 30          # closed deals that it takes before kept forecasts are scored
    # what the words on screen mean
    circle_share: float = 0.5         # the small circle carries at least this share of the decision
    covered_from: float = 0.5         # a contact counts as covered from this coverage value
    sure_from: float = 0.8            # "surely" needs this share of the draws
    # camps that the ties suggest, and what siding with one does
    camp_starts: int = 20             # tries of the search for camps, for each number of camps
    camp_people: int = 150            # people with friendly or hostile ties up to whom the search is made; above, friends alone
    camp_ties_from: int = 2           # so many friends in another camp before the ties contradict a declared one
    side_worth: float = 0.1           # siding must raise the chance to win by so much before it is advised
    side_noise: float = 0.5           # sd of the logarithm of what siding gains and costs
    # gates of the decision flow
    gate_from: float = 0.0            # a buying step is passed when those who act there think at least this of us in the end
    gate_slack: float = 0.1           # how much more or less may be needed: the range of the chance to pass all gates
    gate_unknown: float = 0.5         # chance that an approval is given of which nobody knows how likely it is
    # managers in name
    nominal_level: int = 3            # down to this formal level somebody is high on paper
    nominal_gap: float = 0.05         # so much less weight than on paper is worth a word
    nominal_recognition: float = 0.3  # a boss who recognises somebody less than this hardly does
    # how real the attitudes are, and the reported stage
    evidence_weak_from: float = 0.5   # words of a party less reliable than this are worth little
    stage_share_from: float = 0.5     # a stage that asks for most of the decision asks for more than this share
    # labels on people (compliance)
    label_expires_days: int = 365     # an attitude, a faction or a rivalry is to be confirmed or dropped after so many days
    # coverage, introductions and lines to the deciders
    introduce_steps: int = 3          # an introduction takes at most so many steps: one of us, and on
    introduce_most: float = 0.99      # no step is surer than this
    introduce_declared: float = 0.7   # somebody said he would introduce us, without saying how surely
    introduce_targets: int = 5        # so many of the people whom we do not cover get an introduction
    introduce_routes: int = 5         # so many ways to each are compared
    introduce_least: float = 0.1      # a way less likely than this is called weak
    willing_even: float = 0.5         # how readily somebody who merely accepts us speaks for us (advocate 1, opponent 0)
    opponent_from: float = 0.5        # an attitude at least so far below zero is a declared opponent's
    thread_targets: int = 8           # lines are counted to so many of the small circle
    thread_from: float = 0.3          # a step at least so likely is part of a line
    # whom we meet, how often, and level to level
    match_share: float = 0.02         # whoever carries less of the decision needs no counterpart
    match_function: float = 3.0       # another function counts like so many levels apart
    knot_from: float = 0.6            # so concentrated on one person (sum of squared shares): a bow-tie
    diamond_to: float = 0.35          # no more concentrated than this on either side: a diamond
    diamond_functions: int = 3        # and at least so many functions meet their like
    visits_a_month: float = 1.0       # visits due where the customer has no class
    late_from: float = 1.5            # a contact is overdue after so many times the days between two visits
    late_badly: float = 3.0           # and badly so after so many
    alert_least: float = 0.02         # the cadence of visits is kept with whoever carries at least this much
    alert_share: float = 0.05         # whoever carries this share of the decision makes an alert a red one
    # insiders, and the two axes of a relationship
    insider_likes: float = 0.5        # wanting us: weight of liking us
    insider_foe: float = 0.3          # of being against the competitor's ally
    insider_backer: float = 0.2       # of being against those who back the ally
    insider_named: float = 0.25       # enmity from here on is named as a reason
    drift_high: float = 3.0           # from this rung (1-5) a relationship is called high
    drift_from: float = 1.0           # the two axes are apart from so many rungs; red from twice as many
    # sizes up to which an answer is exact; above, it is estimated or left out, and says so
    exact_paths: int = 2000           # betweenness is exact up to so many people (500 without compiled code)
    sampled_paths: int = 50000        # and estimated up to so many (2,000 without compiled code); above, it is left out
    path_samples: int = 500           # people whose paths the estimate follows (100 without compiled code)
    closeness_people: int = 2000      # both kinds of closeness are computed up to so many people; above, they are left out
    rank_in_database: int = 2000      # people of an account from which a database that can do so computes its ranking
    largest_map: int = 2000           # people on a map, those with the largest shares


DEFAULTS = Settings()
SETTINGS: dict[str, SettingSpec] = {
    f.name: f.metadata.get("setting") or SettingSpec(Text(f.name, f.name), "technical", 0, 1e12) for f in fields(Settings)}
"""Name to meaning, heading and range."""


def with_values(values: Mapping[str, float]) -> Settings:
    """The defaults with these values in their place. Names that no setting has and values out of range are left out."""
    kept = {name: value for name, value in values.items() if name in SETTINGS and SETTINGS[name].low <= value <= SETTINGS[name].high}
    return Settings(**{name: type(getattr(DEFAULTS, name))(value) for name, value in kept.items()})
