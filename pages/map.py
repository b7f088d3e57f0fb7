"""Power map: the map, how it is looked at, the card of whoever is selected."""

import streamlit as st

from graph.workshop import locked_out
from ui import map_events, map_view, story, view_controls, workshop, workshop_panel
from ui.add_box import add_others
from ui.card import card
from ui.frame import link_to, open_snapshot, told
from ui.language import _, plain
from ui.looking import CANVAS
from ui.power_map import base, patch
from ui.quick_entry_box import quick_entry
from ui.saving import send_kept, show_refusal
from ui.state import Keys, author, opened
from ui.stores import snapshot
from ui.take_away import take_away

# The row above the map loses its arrows in a narrower window, then its words, which stay the names of the buttons.
STYLE = """<style>.st-key-map_head>:has(.st-key-map_title){flex:1 1 0;min-width:0} .st-key-map_title [data-testid=stMarkdownContainer]{margin:0}
[class*=st-key-workshop_row]>div{flex:1 0 auto;width:auto} [class*=st-key-workshop_row] button{padding:.25rem .4rem}
[class*=st-key-workshop_row] [data-testid=stPopoverButton] div[aria-hidden]{display:none} [class*=st-key-workshop_row] [data-testid=stPopoverButton]>div{margin:0}
:is(.st-key-workshop_back,.st-key-workshop_next) [data-testid=stMarkdownContainer]{position:absolute;clip-path:inset(50%)}
@media (max-width:1400px){.st-key-map_head{gap:.5rem} .st-key-map_head [data-testid=stPopoverButton] div[aria-hidden]{display:none}
.st-key-map_head [data-testid=stPopoverButton]>div{margin:0}}
@media (max-width:1150px){.st-key-map_head button{min-width:44px} .st-key-map_head button [data-testid=stMarkdownContainer]{
position:absolute;clip-path:inset(50%)}}
@media (max-width:640px){.stMainBlockContainer{padding:.5rem .8rem} [data-testid=stHeader]{background:none;pointer-events:none}
[data-testid=stHeader] button{pointer-events:auto} .st-key-map_title{padding-left:2.6rem}
.st-key-map_head>:has(.st-key-map_title,.st-key-map_layout){flex:1 0 100%} .st-key-map_layout{width:100%}
.st-key-map_head>:has([data-testid=stPopover],[data-testid=stButton]){flex:1 0 44px}
.st-key-map_head :is([data-testid=stPopover],[data-testid=stButton]) :is(div:has(>button),button){width:100%}}</style>"""

account = open_snapshot().account_id
now, known, view = map_view.fresh(account)
above, notes = st.container(), st.container()  # each a place of its own: the map below must not be made anew when they change
picture, side = st.columns([3.8, 1], gap="small")
layers = map_view.all_layers(now)
whole = map_view.base_of(now, known, view)
with picture:  # sent first: it is what everybody waits for
    base(map_view.sent(), key="map_base")
with above:
    st.html(STYLE)
    if workshop.entered():
        st.html(workshop.QUIET)
    else:
        head = st.container(key="map_head", horizontal=True, vertical_alignment="center")
        saved = now.views.get(view.saved)
        head.container(key="map_title").markdown(f"### {plain(now.account.name)}" + (f" · {plain(saved.name)}" if saved else ""))
        with head.container(key="map_layout", width=190), told():
            view_controls.layout_choice(now, view)
        with head.popover(_("Look"), icon=":material/layers:"), told():
            view_controls.look_box(now, known, view)
        with head.popover(_("Maps"), icon=":material/bookmarks:"), told():
            present = snapshot(account) if view.as_of else now  # maps and stories are of the present, whatever day they show
            view_controls.maps_box(present, view)
            story.story_box(present, known.opportunity)
        with head.popover(_("Add"), icon=":material/add:", disabled=bool(view.as_of)), told():
            if not view.as_of:
                quick_entry(now, known.opportunity)
                add_others(now, known.opportunity)
        with head.popover(_("Export"), icon=":material/ios_share:"), told():
            take_away(known, view)
        head.button(_("Workshop"), icon=":material/groups:", on_click=workshop.enter, args=(now,))
with notes:
    if view.as_of:
        st.info(_("The account as it was on {day}. It cannot be edited there.", day=view.as_of), icon=":material/history:")
    if not now.people:
        st.info(_("The map is empty. Press E on the map and click where the first person belongs, or import a list."))
        link_to("import", _("Import people and ties"), account=account, icon=":material/upload_file:")


@st.fragment
def live() -> None:
    """The part that follows every edit, one's own and other people's: the map asks for it when the account has moved."""
    shown, change = st.session_state.get(Keys.SHOWN, ("", now, known)), map_view.last_patch(whole)
    fresh_now, fresh_known = shown[1:] if shown[0] == account else (now, known)
    with st.container(), told():  # a place of its own: what is said must not displace the map and the card
        send_kept()
        show_refusal()
        fresh_now, fresh_known, fresh_view = map_view.fresh(account)
        change = map_view.patch_of(whole, fresh_now, fresh_known, view)
        if (st.session_state.pop(Keys.MOVED, False) or fresh_view != view or map_view.too_large(whole, change) or map_view.all_layers(fresh_now) != layers
                or bool(now.people) != bool(fresh_now.people)):
            st.rerun()
    st.session_state[Keys.SHOWN] = (account, fresh_now, fresh_known)
    patch(change, key=CANVAS, on_ops=map_events.take_operations, on_select=map_events.take_selection,
          on_view=map_events.take_view, on_filters=map_events.take_filters, on_chosen=map_events.take_chosen)
    if workshop.entered():
        workshop_panel.panel(fresh_now, fresh_known.opportunity)
    else:
        st.session_state[Keys.LOCKED] = locked_out(fresh_now, author()) is not None
        workshop_panel.invitation(fresh_now)
        card(fresh_now, fresh_known, opened(Keys.PERSON))


with side:
    live()
