"""The rivals' pages, one server for all: `?show=bare`, `button`, `shared`, or with `&people=` `pyvis`, `placed` or `link`."""

import json

import streamlit as st
from pyvis.network import Network
from st_link_analysis import EdgeStyle, NodeStyle, st_link_analysis

from benchmarks.accounts import snapshot
from graph.analysis.account import analyse
from graph.drawing.payload import MapPayload, map_payload
from graph.model import Settings

HOOK = """<script>
const drawn = () => top.postMessage("drawn", "*");
if (%s) network.once("stabilizationIterationsDone", () => network.once("afterDrawing", drawn));
else requestAnimationFrame(drawn);  // without physics the first picture is painted at once
</script>"""


@st.cache_resource(show_spinner=False)
def payload(people: int) -> MapPayload:
    """What our map draws, everybody on it."""
    return map_payload(analyse(snapshot(people), settings=Settings(largest_map=10_000)))


@st.cache_data(show_spinner=False)
def pyvis_html(people: int, physics: bool, edits: int) -> str:
    """The map's people and ties as pyvis draws them: by its own layout, or at the places of our layout."""
    network = Network(directed=True, height="760px", width="100%", cdn_resources="in_line")
    for node in payload(people).nodes.values():
        place = {} if physics else {"x": node["x"], "y": node["y"]}
        network.add_node(node["id"], label=node["label"], title=node["title"], size=node["size"], **place)
    for edge in payload(people).edges.values():
        network.add_edge(edge["from"], edge["to"], title=edge["pm"]["layer"])
    network.nodes[0]["label"] += f" {edits}"
    network.toggle_physics(physics)
    return network.generate_html().replace("</body>", HOOK % json.dumps(physics) + "</body>")


def link_analysis(people: int) -> None:
    """The same by st-link-analysis (Cytoscape), at the places of our layout."""
    nodes = [{"data": {"id": n["id"], "label": "PERSON", "name": n["label"]}, "position": {"x": n["x"], "y": n["y"]}}
             for n in payload(people).nodes.values()]
    edges = [{"data": {"id": str(k), "label": "TIE", "source": e["from"], "target": e["to"]}}
             for k, e in enumerate(payload(people).edges.values())]
    st_link_analysis({"nodes": nodes, "edges": edges}, layout={"name": "preset"}, node_styles=[NodeStyle("PERSON", "#6457d6", "name")],
                     edge_styles=[EdgeStyle("TIE", "#888888", directed=True)], height=760, key="link")


@st.cache_resource(show_spinner=False)
def shared() -> dict[str, int]:
    """What all sessions of this server share."""
    return {"edits": 0}


@st.fragment(run_every=1)
def follow() -> None:
    """What others did, by Streamlit's own means: asked every second."""
    st.text(f"{shared()['edits']} edits")


show = st.query_params.get("show", "bare")
st.title("Rival")
if show == "bare":
    st.html("<p class='ready'>The page is here.</p>")
elif show == "button":
    st.session_state.clicks = st.session_state.get("clicks", 0) + st.button("Click")
    st.text(f"{st.session_state.clicks} clicks")
elif show == "shared":
    shared()["edits"] += st.button("Click")
    follow()
elif show == "link":
    link_analysis(int(st.query_params["people"]))
else:
    st.session_state.clicks = st.session_state.get("clicks", 0) + st.button("Click")
    st.iframe(pyvis_html(int(st.query_params["people"]), show == "pyvis", st.session_state.clicks), height=800)
