import pytest
def test_drag(map_page, store):
    (x, y), before = map_page.spot("dora"), map_page.node("dora")
    map_page.drag((x, y), (x + 90, y - 70)).settled()
    there = map_page.node("dora")
    place = store.read(map_page.account).place("circles", map_page.id("dora"))
    print(there["x"], there["y"], place)
    map_page.reload()
    n=map_page.node("dora"); print("reloaded", n["x"],n["y"], map_page.spot("dora"))
    map_page.page.wait_for_timeout(2000)
    n=map_page.node("dora"); print("reloaded", n["x"],n["y"], map_page.spot("dora"))
    print(map_page.root.count(), map_page.root.evaluate("r=>Object.keys(r.getRootNode().host.__powermap.nodes.get('"+map_page.id("dora")+"'))"))
    print(map_page.page.evaluate("""([root, id, values]) => { const node = (root => root.getRootNode().host.__powermap)(root).nodes.get(id);
            return [node, values]}""", [map_page.root.element_handle(), map_page.id("dora"), dict(x=place.x, y=place.y)]))
