"""Settings of the analysis: the judgements behind the answers, what hangs on each, and this account's own values."""

from __future__ import annotations

import streamlit as st

from graph.analysis.sensitivity import in_words, sensitivity
from graph.errors import PowerMapError
from graph.model import DEFAULTS, SETTINGS, Text, setting_id
from graph.model.settings import GROUPS
from graph.store import Change, Delete, Put
from ui.frame import open_snapshot
from ui.goals_view import goals
from ui.language import _, plain, say
from ui.saving import refuse, save, show_refusal
from ui.sensitivity_view import effects_table, meaning, tornado
from ui.state import Keys, opened
from ui.stores import analysis
from ui.undo import undo_and_redo

ROW = (6.5, 1.7, 2, 0.7)
AT_ONCE = 200  # people up to whom the effects are computed without being asked for: about a second


def one(name: str) -> None:
    """A setting: what it means, its value, the usual one, and the way back to it."""
    spec, usual, value = SETTINGS[name], getattr(DEFAULTS, name), getattr(now.settings, name)
    words, box, range_, back = st.columns(ROW, vertical_alignment="center")
    mark = ":violet[●] " if value != usual else ""
    words.markdown(f"{mark}{plain(meaning(name))} :small[:gray[{plain(name)}]]")
    whole, key = isinstance(usual, int), f"setting:{name}:{value:g}"
    box.number_input(meaning(name), value=value, min_value=type(value)(spec.low), max_value=type(value)(spec.high), format="%d" if whole else "%g",
                     step=1 if whole else 0.05 if usual <= 1 else 0.5, key=key, label_visibility="collapsed",
                     on_change=lambda: put_back_or_set(name, st.session_state[key]))
    range_.caption(_("usually {usual}; {low} to {high}", usual=f"{usual:g}", low=f"{spec.low:g}", high=f"{spec.high:g}"))
    if value != usual:
        back.button("", icon=":material/restart_alt:", key=f"usual:{name}", help=_("Back to {usual}", usual=f"{usual:g}"), type="tertiary",
                    on_click=put_back_or_set, args=(name, usual))


def put_back_or_set(name: str, value: float) -> None:
    """Stores a value; the usual one by letting the account's own go."""
    own = [id for id, held in now.all("Setting").items() if getattr(held, "name", "") == name]
    if value == getattr(DEFAULTS, name):
        write([Delete(id) for id in own], Text("{what}: as usual", "{what}：恢复默认").format(what=SETTINGS[name].meaning))
    else:
        write([Put("Setting", setting_id(name), {"name": name, "value": float(value)})],
              Text("{what}: {value}", "{what}：{value}").format(what=SETTINGS[name].meaning, value=f"{value:g}"))


def all_as_usual() -> None:
    write([Delete(id) for id in now.all("Setting")], Text("All settings of the analysis as usual", "所有分析设置恢复默认"))


def put_goals(text: str | None) -> None:
    write([Put("Account", now.account_id, {"coverage_goals": text})],
          Text("The goals of our coverage", "覆盖目标") if text else Text("The usual goals of our coverage", "恢复默认覆盖目标"))


def write(changes: list[Change], label: Text) -> None:
    try:
        save(now.account_id, changes, base=now.revision, label=label)
    except PowerMapError as error:
        refuse(error)


now = open_snapshot()
title, reset, undo_box, redo_box = st.columns([6, 2, 1.2, 1.2], vertical_alignment="bottom")
title.title(_("Settings of the analysis"))
undo_and_redo(now, undo_box, redo_box)
st.caption(plain(now.account.name))
show_refusal()
st.markdown(_("Nobody has measured these numbers: they are judgements, and this account can have its own. The answers follow at once; undo takes "
              "each change back."))
changed = [name for name in SETTINGS if getattr(now.settings, name) != getattr(DEFAULTS, name)]
if now.all("Setting"):
    reset.button(_("All as usual"), icon=":material/restart_alt:", on_click=all_as_usual, width="stretch",
                 help=_("Takes back the {n} that this account has of its own", n=len(now.all("Setting"))))

st.subheader(_("What the answer hangs on"))
known = analysis(now, opened(Keys.OPPORTUNITY))
if len(now.people) <= AT_ONCE or st.toggle(_("Halve and double every judgement; with so many people it takes a while"), key="settings_effects"):
    with st.spinner(_("Every judgement is being halved and doubled …")):
        effects = sensitivity(known)
    st.markdown(plain(say(in_words(known))))
    if effects:
        tornado(effects)
        with st.expander(_("As a table, with who becomes first and who belongs to the small circle")):
            effects_table(known, effects)

st.subheader(_("Judgements"))
groups = {group: [name for name, spec in SETTINGS.items() if spec.group == group] for group in GROUPS}
count = {group: sum(name in changed for name in names) for group, names in groups.items()}
chosen = st.pills(_("Group"), list(groups), default=next(iter(groups)), key="settings_group", label_visibility="collapsed", required=True,
                  format_func=lambda group: say(GROUPS[group]) + (f" · {count[group]} ●" if count[group] else ""))
for name in groups[chosen]:
    one(name)

st.subheader(_("Goals of our coverage"))
goals(known, put_goals)
