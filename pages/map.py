"""Power map: the map, the card of whoever is selected, layers on and off."""

import streamlit as st

from graph.network import layer_name
from ui import map_view
from ui.card import card
from ui.frame import link_to, open_snapshot, told
from ui.language import _, plain, say
from ui.power_map import base, patch
from ui.saving import send_kept, show_refusal
from ui.state import Keys, opened

account = open_snapshot().account_id
now, known = map_view.fresh(account)
title, more_box, layers_box = st.columns([5, 1.2, 1.2], vertical_alignment="bottom")
title.markdown(f"### {plain(now.account.name)}")
with layers_box.popover(_("Layers"), icon=":material/layers:", width="stretch"):
    off = st.session_state.setdefault(Keys.LAYERS, set())
    layers = map_view.all_layers(now)
    for layer in layers:
        on = st.toggle(plain(say(layer_name(layer))), value=layer not in off, key=f"layer_{account}_{layer}")
        (off.discard if on else off.add)(layer)
    st.toggle(_("Our team and competitors"), value=True, key="layer_outside")
with more_box.popover(_("Add"), icon=":material/add:", width="stretch"), told():
    map_view.add_others(now)
if not now.people:
    st.info(_("The map is empty. Press E on the map and click where the first person belongs, or import a list."))
    link_to("import", _("Import people and ties"), account=account, icon=":material/upload_file:")
elif len(now.people) > known.model.settings.largest_map:
    st.info(_("The map shows the {shown} people with the largest share of {all}; the table and the key people have all.",
              shown=known.model.settings.largest_map, all=len(now.people)))

picture, side = st.columns([3.3, 1], gap="small")
whole = map_view.base_of(now, known)
with picture:
    base(whole, key="map_base")


@st.fragment
def live() -> None:
    """The part that follows every edit, one's own and other people's: the map asks for it when the account has moved."""
    shown, change = st.session_state.get(Keys.SHOWN, ("", now, known)), map_view.last_patch(whole)
    fresh_now, fresh_known = shown[1:] if shown[0] == account else (now, known)
    with st.container(), told():  # a place of its own: what is said must not displace the map and the card
        send_kept()
        show_refusal()
        fresh_now, fresh_known = map_view.fresh(account)
        change = map_view.patch_of(whole, fresh_now, fresh_known)
        if map_view.too_large(whole, change) or map_view.all_layers(fresh_now) != layers or bool(now.people) != bool(fresh_now.people):
            st.rerun()
    st.session_state[Keys.SHOWN] = (account, fresh_now, fresh_known)
    patch(change, key=map_view.PATCH, on_ops=map_view.take_operations, on_select=map_view.take_selection)
    card(fresh_now, fresh_known, opened(Keys.PERSON))


with side:
    live()
