"""Every constant that is a judgement of ours rather than a fact, named, in one place.

None of them is calibrated: docs/analysis.md lists them, an analysis takes them as an argument, and an account can have its own. A new
one is a line `name: float = judgement(default, low, high, heading, English, Chinese)` and a row of the document; whole numbers are `int`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields

from graph.model.fields import SettingSpec, judgement
from graph.model.text import Text

GROUPS: dict[str, Text] = {
    "listening": Text("Who listens to whom", "谁听谁的"),
    "people": Text("Weight and openness", "决策权重与开放程度"),
    "ties_only": Text("When only ties are known", "只知道关系时"),
    "attitude": Text("Attitudes and their doubt", "态度及其不确定性"),
    "range": Text("How sure ties and weights are", "关系与权重有多可靠"),
    "outcome": Text("How a decision falls", "决策如何落定"),
    "visits": Text("Where a conversation pays", "该找谁谈"),
    "camps": Text("Camps and agreement", "派系与共识"),
    "access": Text("Access and introductions", "接触与引荐"),
    "contact": Text("Visits and counterparts", "拜访与对等"),
    "insiders": Text("Insiders and relationships", "内线与客户关系"),
    "words": Text("What the words mean", "用语的界线"),
    "technical": Text("Technical", "技术参数")}
"""The headings of the settings, in the order in which they are read."""


@dataclass(frozen=True)
class Settings:
    """The judgements behind the analyses. Weights have no unit; shares and chances go from 0 to 1."""

    # Who listens to whom
    listen_declared: float = judgement(1.0, 0, 5, "listening", "weight of a declared influence tie of strength 1", "强度为 1 的影响关系的权重")
    listen_formal: float = judgement(0.5, 0, 5, "listening", "weight of a reporting line: the subordinate listens to the boss", "汇报关系的权重：下属听上级的")
    listen_circle: float = judgement(0.8, 0, 5, "listening", "weight of belonging to somebody's circle, times the circle's value: the leader listens to the inner circle", "圈内人的权重（再乘以圈层数值）：领导听身边人的")
    listen_advice: float = judgement(0.6, 0, 5, "listening", "weight of asking somebody for advice", "请教关系的权重")
    listen_close: float = judgement(0.2, 0, 5, "listening", "weight of closeness; full inside a faction, as ordinary friends else", "亲近关系的权重；同派系全额计算，否则按普通朋友计")
    listen_rivalry: float = judgement(0.3, 0, 5, "listening", "weight of rivalry: rivals discount each other's word (negative)", "竞争对立的权重：对立双方反着听对方的话（负向）")
    # Weight and openness
    roles_from: float = judgement(0.5, 0, 5, "people", "the purchase roles known must weigh this much together before the answer rests on them", "已知采购角色的权重合计达到多少，才据此作答")
    role_base: float = judgement(0.02, 0, 1, "people", "decision weight of somebody without any role, when others have roles", "他人有角色时，无角色者的决策权重")
    susceptibility: float = judgement(0.5, 0, 0.95, "people", "openness to others of somebody whose party is not known", "角色阵营不明者受他人影响的程度")
    need_safety: float = judgement(0.7, 0, 3, "people", "factor on the openness of safety seekers, who hold on to what is", "求安全者的开放系数：倾向维持现状")
    need_belonging: float = judgement(1.3, 0, 3, "people", "factor on the openness of those who want to belong, who follow", "求归属者的开放系数：倾向跟随")
    level_step: float = judgement(0.5, 0.05, 1, "people", "with formal rank alone: a level weighs this much of the one above", "只知道行政级别时：每低一级，权重是上一级的多少")
    # When only ties are known
    ties_only_susceptibility: float = judgement(0.3, 0, 0.95, "ties_only", "openness of everybody to others, with ties alone", "只有关系数据时，每个人受他人影响的程度")
    ties_only_base: float = judgement(0.25, 0.01, 5, "ties_only", "with ties alone everybody counts as listened to by this part of an ordinary tie more, so that nobody weighs nothing", "只有关系数据时，每个人另计被听从的基数（普通一条关系的几分之几），使无人分量为零")
    ties_only_power: float = judgement(0.5, 0, 2, "ties_only", "with ties alone the weight of a person is how much he is listened to, to this power; 0.5 is the square root", "只有关系数据时，个人权重为被听从程度的几次方；0.5 即平方根")
    # Attitudes and their doubt
    unknown_sd: float = judgement(0.6, 0.05, 1, "attitude", "doubt (sd) about an attitude that nobody knows", "无人了解的态度的不确定性（标准差）")
    half_life_days: float = judgement(90.0, 1, 3650, "attitude", "days in which an attitude, or a contact that is overdue, loses half of its worth", "态度信息、逾期未联络的关系价值减半所需天数")
    doubt_little: float = judgement(0.02, 0, 0.5, "attitude", "not worth asking about somebody with less than this part of the doubt", "不确定性占比低于此值的人，不值得再打听")
    label_expires_days: int = judgement(365, 30, 3650, "attitude", "days after which an attitude, a faction or a rivalry is to be confirmed or dropped", "态度、派系、对立关系须在多少天内重新确认，否则撤销")
    evidence_weak_from: float = judgement(0.5, 0, 1, "attitude", "words of a party less reliable than this are worth little", "可靠程度低于此值的角色阵营，其表态价值不大")
    # How sure ties and weights are
    tie_noise: float = judgement(0.35, 0, 2, "range", "doubt about a tie's strength (sd of its logarithm)", "关系强度的不确定性（对数标准差）")
    tie_missing: float = judgement(0.15, 0, 0.9, "range", "chance that a recorded tie does not really exist", "已记录的关系其实不存在的概率")
    power_noise: float = judgement(0.3, 0, 2, "range", "doubt about a person's own weight (sd of its logarithm)", "个人权重的不确定性（对数标准差）")
    range_mass: float = judgement(0.9, 0.5, 0.99, "range", "share of the draws that a range holds", "区间所包含的模拟结果比例")
    # How a decision falls
    decided_from: float = judgement(0.1, 0.01, 0.9, "outcome", "an outcome beyond this, either way, is a decision; between, nothing is decided", "结果超过此值（正或负）即有定论；介于其间则未决")
    silence_from: float = judgement(0.25, 0, 1, "outcome", "in a centralised culture it is won only when the boss's own view is at least this; below, silence is a no", "集权文化下，一把手本人的态度至少达到此值才算赢；低于此值，沉默即否定")
    decider_part: float = judgement(1.0, 0, 1, "outcome", "the decider's own part of the decision where the style of leading is not known", "管理风格不明时，决策者本人在决策中所占的比重")
    veto_chance: float = judgement(0.5, 0, 1, "outcome", "chance that a declared blocker who is against us does stop it", "已知的反对者真正否决的概率")
    calibrate_from: int = judgement(30, 5, 500, "outcome", "closed deals that it takes before kept forecasts are scored", "评定预测准确度至少需要的已结束商机数")
    gate_from: float = judgement(0.0, -1, 1, "outcome", "a buying step is passed when those who act there think at least this of us in the end", "该步骤行动者的最终看法至少达到此值，采购步骤才算通过")
    gate_slack: float = judgement(0.1, 0, 1, "outcome", "how much more or less a step may need: the range of the chance to pass all of them", "步骤所需态度的上下浮动：用于通过全部步骤之可能性的区间")
    gate_unknown: float = judgement(0.5, 0, 1, "outcome", "chance that an approval is given of which nobody knows how likely it is", "无人知道把握的审批获批的概率")
    # Where a conversation pays
    visits: int = judgement(5, 1, 50, "visits", "visits that a plan may take", "一份计划可用的拜访次数")
    visit_step: float = judgement(0.5, 0.05, 2, "visits", "how far a good conversation moves an attitude: 0.5 is one letter", "一次有效沟通能使态度前进多少：0.5 即一级")
    visits_top: float = judgement(5.0, 0, 50, "visits", "visits more than one that somebody at the top takes whom nobody knows", "拜访无人认识的最高层，在一次之外另需的次数")
    visits_level: float = judgement(0.5, 0, 1, "visits", "extra visits fall to this share with every level down", "每低一级，另需次数降为上一级的多少")
    seen_cost: float = judgement(0.3, 0, 2, "visits", "how far an attitude falls when we are seen with somebody's open enemy", "被看到与某人的公开对头来往，其态度下降多少")
    seen_chance: float = judgement(0.5, 0, 1, "visits", "how visible a contact is", "一次接触被人看到的可能性")
    effect_least: float = judgement(0.005, 0, 0.2, "visits", "an effect on the outcome below this is not worth a word", "对结果的影响低于此值则不提")
    # Camps and agreement
    side_gain: float = judgement(0.3, 0, 2, "camps", "siding with a faction: how far it brings the faction's core towards us", "与某派站队：使其核心人物靠近我方的程度")
    side_loss: float = judgement(0.3, 0, 2, "camps", "siding with a faction: how far it drives the core of a wholly hostile one away", "与某派站队：使完全敌对派系的核心人物疏远我方的程度")
    side_from: float = judgement(0.25, 0.01, 1, "camps", "a view in the end counts as for us, or against us, from this", "最终看法达到此值，即算支持或反对我方")
    side_least: float = judgement(0.2, 0.01, 0.5, "camps", "the committee is torn when both sides carry at least this share of the decision", "双方各占决策的此份额以上，即为意见分裂")
    praise_share: float = judgement(0.5, 0.01, 1, "camps", "those who praise us are powerful when they carry this share of the decision", "称赞我方的人占决策的此份额，才算有力")
    dissent_from: float = judgement(0.02, 0, 0.5, "camps", "an open opponent with at least this share of the decision can still say that we are not able", "公开反对者占决策的此份额，仍足以说我方不行")
    camp_ties_from: int = judgement(2, 1, 10, "camps", "friends in another camp before the ties contradict a declared one", "在另一派有多少朋友，才算关系与所报派系不符")
    side_worth: float = judgement(0.1, 0, 1, "camps", "siding must raise the chance to win by this before it is advised", "站队至少提高多少赢面才建议")
    side_noise: float = judgement(0.5, 0, 2, "camps", "doubt about what siding gains and costs (sd of its logarithm)", "站队得失的不确定性（对数标准差）")
    # Access and introductions
    churn_yearly: float = judgement(0.17, 0, 0.9, "access", "chance that a contact has left after a year (yearly mean of B2B contacts, Salesforce Research and LinkedIn 2017)", "联系人一年后离任的概率（B2B 联系人年均值，Salesforce Research 与 LinkedIn 2017）")
    introduce_steps: int = judgement(3, 1, 5, "access", "most steps of an introduction: one of us, and on", "引荐路径的最多步数（从我方一人算起）")
    introduce_most: float = judgement(0.99, 0.5, 1, "access", "no step of an introduction is surer than this", "引荐的每一步最高成功率")
    introduce_declared: float = judgement(0.7, 0.05, 1, "access", "chance that somebody introduces us who said so without saying how surely", "答应引荐但未说明把握者的成功率")
    introduce_targets: int = judgement(5, 1, 30, "access", "people whom we do not cover who get an introduction", "为多少位未覆盖者寻找引荐")
    introduce_routes: int = judgement(5, 1, 20, "access", "ways to each of them that are compared", "每人比较的引荐路径数")
    introduce_least: float = judgement(0.1, 0, 1, "access", "a way less likely than this is called weak", "成功率低于此值的路径称为偏弱")
    willing_even: float = judgement(0.5, 0, 1, "access", "how readily somebody who merely accepts us speaks for us (advocate 1, opponent 0)", "仅认可我方者愿意为我方说话的程度（推荐者 1，反对者 0）")
    opponent_from: float = judgement(0.5, 0.1, 1, "access", "an attitude at least so far below zero is a declared opponent's", "态度低于零达到此值，即为公开反对者")
    thread_from: float = judgement(0.3, 0, 1, "access", "a step at least so likely is part of a line to the deciders", "每一步成功率达到此值，才算通向决策者的线路")
    thread_targets: int = judgement(8, 1, 30, "access", "lines are counted to so many people of the small circle", "计算线路时所考虑的小圈子人数")
    # Visits and counterparts
    match_share: float = judgement(0.02, 0, 0.5, "contact", "whoever carries less of the decision needs no counterpart", "占决策份额低于此值者，无需对等人员")
    match_function: float = judgement(3.0, 0, 10, "contact", "another function counts like so many levels apart", "职能不同相当于相差几级")
    knot_from: float = judgement(0.6, 0.3, 1, "contact", "ties so concentrated on one person (sum of squared shares) are a bow-tie", "关系集中于一人的程度（份额平方和）达到此值，即为蝴蝶结")
    diamond_to: float = judgement(0.35, 0.05, 0.9, "contact", "ties no more concentrated than this on either side are a diamond", "双方集中程度都不超过此值，即为钻石")
    visits_a_month: float = judgement(1.0, 0.1, 20, "contact", "visits due in a month where the customer has no class", "客户未分级时每月应拜访次数")
    late_from: float = judgement(1.5, 1, 10, "contact", "a contact is overdue after so many times the days between two visits", "超过拜访间隔的多少倍即为逾期")
    late_badly: float = judgement(3.0, 1, 20, "contact", "and badly overdue after so many times", "超过拜访间隔的多少倍即为严重逾期")
    alert_least: float = judgement(0.02, 0, 0.5, "contact", "the cadence of visits is kept with whoever carries at least this share of the decision", "占决策份额达到此值者，须保持拜访节奏")
    alert_share: float = judgement(0.05, 0, 0.5, "contact", "whoever carries this share of the decision makes an alert a red one", "占决策份额达到此值者，预警升为红色")
    stage_share_from: float = judgement(0.5, 0, 1, "contact", "a stage that asks for most of the decision asks for more than this share", "要求掌握大部分决策的阶段，即要求份额超过此值")
    diamond_functions: int = judgement(3, 1, 10, "contact", "functions that must meet their like at least, for a diamond", "构成钻石至少需要多少职能对等相接")
    # Insiders and relationships
    insider_likes: float = judgement(0.5, 0, 5, "insiders", "wanting us: weight of liking us", "想要我方：喜欢我方的权重")
    insider_foe: float = judgement(0.3, 0, 5, "insiders", "wanting us: weight of being against the competitor's ally", "想要我方：与竞争对手的盟友对立的权重")
    insider_backer: float = judgement(0.2, 0, 5, "insiders", "wanting us: weight of being against those who back that ally", "想要我方：与该盟友的支持者对立的权重")
    drift_from: float = judgement(1.0, 0.5, 5, "insiders", "personal and company relationship are apart from so many rungs; red from twice as many", "个人关系与公司关系相差几级即为失衡；两倍即为红色")
    insider_named: float = judgement(0.25, 0, 1, "insiders", "enmity from here on is named as a reason to want us", "对立达到此值，即作为想要我方的理由")
    drift_high: float = judgement(3.0, 1, 5, "insiders", "from this rung (1 to 5) a relationship is called high", "关系达到此级（1 至 5）即称为高")
    # What the words mean
    circle_share: float = judgement(0.5, 0.1, 0.95, "words", "the small circle carries at least this share of the decision", "小圈子至少占决策的此份额")
    covered_from: float = judgement(0.5, 0.05, 1, "words", "a contact counts as covered from this coverage value", "覆盖数值达到此值才算已覆盖")
    sure_from: float = judgement(0.8, 0.5, 0.99, "words", "“surely” needs this share of the draws", "“可以确定”所需的模拟结果比例")
    nominal_level: int = judgement(3, 1, 20, "words", "down to this formal level somebody is high on paper", "行政级别到此为止算名义上的高层")
    nominal_gap: float = judgement(0.05, 0, 0.5, "words", "so much less weight than on paper is worth a word", "实际权重比名义低多少才值得一提")
    nominal_recognition: float = judgement(0.3, 0, 1, "words", "a boss who recognises somebody less than this hardly does", "上级的认可低于此值，即几乎不认可")
    # Technical
    draws: int = judgement(200, 20, 1000, "technical", "number of draws behind a range", "计算区间所用的模拟次数")
    seed: int = judgement(20260101, 0, 2147483648, "technical", "where the random numbers start: the same facts give the same ranges", "随机数起点：相同事实得出相同区间")
    camp_starts: int = judgement(60, 1, 200, "technical", "tries of the search for camps, for each number of camps; four times as many where the best division is seldom found", "寻找派系时，每种派系数的尝试次数；最佳划分很少出现时再试四倍")
    camp_people: int = judgement(150, 10, 1000, "technical", "people with friendly or hostile ties up to whom camps are searched for; above, friends alone count", "寻找派系时最多考虑的人数；超过则只看友好关系")
    exact_paths: int = judgement(2000, 0, 20000, "technical", "people up to whom betweenness is exact (500 without compiled code)", "中介度精确计算的人数上限（无编译代码时为 500）")
    sampled_paths: int = judgement(50000, 0, 1000000, "technical", "people up to whom betweenness is estimated (2,000 without compiled code); above, it is left out", "中介度估算的人数上限（无编译代码时为 2000）；超过则不计算")
    path_samples: int = judgement(500, 10, 5000, "technical", "people whose paths the estimate follows (100 without compiled code)", "估算时抽取路径的人数（无编译代码时为 100）")
    rank_in_database: int = judgement(2000, 10, 1000000, "technical", "people of an account from which a database that can do so computes its ranking", "客户人数达到多少时由数据库计算排名")
    largest_map: int = judgement(2000, 50, 10000, "technical", "people on a map, those with the largest shares", "图上最多人数（取份额最大者）")
    closeness_people: int = judgement(2000, 0, 100000, "technical", "people up to whom both kinds of closeness are computed; above, they are left out", "两种接近度计算的人数上限；超过则不计算")


DEFAULTS = Settings()
SETTINGS: dict[str, SettingSpec] = {f.name: f.metadata["setting"] for f in fields(Settings) if "setting" in f.metadata}
"""Name to meaning, heading and range."""


def with_values(values: Mapping[str, float]) -> Settings:
    """The defaults with these values in their place. Names that no setting has and values out of range are left out."""
    kept = {name: value for name, value in values.items() if name in SETTINGS and SETTINGS[name].low <= value <= SETTINGS[name].high}
    return Settings(**{name: type(getattr(DEFAULTS, name))(value) for name, value in kept.items()})
