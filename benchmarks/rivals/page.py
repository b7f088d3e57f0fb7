"""The rivals' pages, one server for all: `?show=bare`, `button`, `pyvis` or `placed`, with `&people=`."""

import json

import streamlit as st
from pyvis.network import Network

from benchmarks.accounts import snapshot
from graph.analysis.account import analyse
from graph.drawing.payload import map_payload

HOOK = """<script>
const drawn = () => { document.body.dataset.state = "drawn"; };
if (%s) network.once("stabilizationIterationsDone", () => network.once("afterDrawing", drawn));
else requestAnimationFrame(drawn);  // without physics the first picture is painted at once
</script>"""


@st.cache_data(show_spinner=False)
def pyvis_html(people: int, physics: bool) -> str:
    """The map's people and ties as pyvis draws them: by its own layout, or at the places of our layout."""
    payload = map_payload(analyse(snapshot(people)))
    network = Network(directed=True, height="760px", width="100%", cdn_resources="in_line")
    for node in payload.nodes.values():
        place = {} if physics else {"x": node["x"], "y": node["y"]}
        network.add_node(node["id"], label=node["label"], title=node["title"], size=node["size"], **place)
    for edge in payload.edges.values():
        network.add_edge(edge["from"], edge["to"], title=edge["pm"]["layer"])
    network.toggle_physics(physics)
    return network.generate_html().replace("</body>", HOOK % json.dumps(physics) + "</body>")


show = st.query_params.get("show", "bare")
st.title("Rival")
if show == "bare":
    st.html("<p class='ready'>The page is here.</p>")
elif show == "button":
    st.session_state.clicks = st.session_state.get("clicks", 0) + st.button("Click")
    st.text(f"{st.session_state.clicks} clicks")
else:
    st.iframe(pyvis_html(int(st.query_params["people"]), show == "pyvis"), height=800)
