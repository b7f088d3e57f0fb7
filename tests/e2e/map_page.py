"""The map page as a person uses it: where things are on screen, and what its state says."""

from __future__ import annotations

import re
from urllib.parse import urlencode

from playwright.sync_api import Locator, Page, expect

HOST = "root => root.getRootNode().host.__powermap"
SPOT = """(root, [id, part]) => {
  const map = root.getRootNode().host.__powermap, node = map.nodes.get(id), beside = 13 / Math.min(1, map.scale);
  const at = part === "handle" ? { x: (node.pm.w ? node.pm.w / 2 : node.size) + beside, y: 0 } : node.parts?.[part] ?? { x: 0, y: 0 };
  const label = part === "label" && map.labelBoxes.find((box) => box.kind === "name" && box.id === id);
  const box = map.stage.getBoundingClientRect(), dom = map.network.canvasToDOM({ x: node.x + at.x, y: node.y + at.y });
  return label ? [box.left + (label.left + label.right) / 2, box.top + (label.top + label.bottom) / 2] : [box.left + dom.x, box.top + dom.y];
}"""
ON_TIE = """async (root, [id, t]) => {
  const { routeOf, along } = await import("/_stcore/bidi-components/powermap-canvas.canvas/routes.js");
  const map = root.getRootNode().host.__powermap, tie = map.ties.get(id), box = map.stage.getBoundingClientRect();
  const dom = map.network.canvasToDOM(along(routeOf(tie, map.nodes.get(tie.from), map.nodes.get(tie.to), map), t));
  return [box.left + dom.x, box.top + dom.y];
}"""
END = """(root, end) => {
  const map = root.getRootNode().host.__powermap, at = map.hands.ties.ends().find((one) => one.end === end), box = map.stage.getBoundingClientRect();
  const dom = map.network.canvasToDOM(at);
  return [box.left + dom.x, box.top + dom.y];
}"""


class MapPage:
    """One tab with a map in it."""

    def __init__(self, page: Page, url: str) -> None:
        self.page, self.url = page, url
        self.account = ""
        self.root: Locator = page.locator("[data-testid=power-map][data-state]")

    def open(self, account: str, **params: str) -> MapPage:
        """Goes to the map by its address and waits until it is drawn."""
        self.account = account
        self.page.goto(f"{self.url}/map?{urlencode({'account': account, **params})}")
        return self.drawn()

    def reload(self) -> MapPage:
        self.page.reload()
        return self.drawn()

    def drawn(self) -> MapPage:
        expect(self.root).to_have_attribute("data-state", "drawn")
        self.page.wait_for_function(f"root => ({HOST})(root).place.api", arg=self.root.element_handle())
        return self

    def settled(self) -> MapPage:
        """Every edit was taken by the server, nothing is on its way, nothing moves."""
        expect(self.root).not_to_have_attribute("data-pending", re.compile("[1-9]"))
        return self.still()

    def still(self) -> MapPage:
        """Waits until nobody glides and the camera has arrived: what is seen stays where it is."""
        self.page.wait_for_function(f"root => {{ const map = ({HOST})(root); return !map.gliding?.size && !map.network.view.isAnimating; }}",
                                    arg=self.root.element_handle())
        return self

    def shows(self, **counts: object) -> MapPage:
        """Waits until `data-people`, `data-ties`, `data-selected`, ... have these values."""
        for name, value in counts.items():
            expect(self.root).to_have_attribute(f"data-{name}", str(value))
        return self

    def id(self, who: str) -> str:
        """The id of one of the people of the test account."""
        return f"{self.account}.{who}"

    def node(self, who: str) -> dict[str, object] | None:
        """What the map holds of somebody: x, y, label, attitude."""
        return self.root.evaluate(f"""(root, id) => {{ const node = ({HOST})(root).nodes.get(id);
            return node && {{ x: node.x, y: node.y, label: node.label, ...node.pm }}; }}""", self.id(who))

    def waits(self, who: str, **values: object) -> MapPage:
        """Waits until the map shows these values of somebody; numbers to a pixel."""
        self.page.wait_for_function(f"""([root, id, values]) => {{ const node = ({HOST})(root).nodes.get(id);
            const same = (a, b) => typeof b === "number" ? Math.abs(a - b) <= 1 : a === b;
            return node && Object.entries(values).every(([k, v]) => same(k in node ? node[k] : node.pm[k], v)); }}""",
            arg=[self.root.element_handle(), self.id(who), values])
        return self

    def called(self, name: str) -> MapPage:
        """Gives the name of whoever sits here, and waits until the browser keeps it."""
        box = self.page.get_by_role("textbox", name="Your name")
        box.fill(name)
        box.press("Enter")
        self.page.wait_for_function("""name => decodeURIComponent(document.cookie.match(/powermap_name=([^;]*)/)?.[1] ?? "") === name""", arg=name)
        expect(self.page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")
        return self

    def sees(self, name: str, selected: str) -> MapPage:
        """Waits until the map shows that somebody else is here and has this selected ("": nothing)."""
        self.page.wait_for_function(f"""([root, name, selected]) => (({HOST})(root).place.people ?? [])
            .some((one) => one.name === name && one.selected === selected)""", arg=[self.root.element_handle(), name, selected])
        return self

    def tell(self, type_: str, **args: object) -> None:
        """An edit as the canvas writes it into its log."""
        self.root.evaluate(f"(root, [type, args]) => ({HOST})(root).log.add(type, args)", [type_, args])

    # ---- hands ----
    def spot_of(self, x: float, y: float) -> tuple[float, float]:
        """Where a place of the map is on the page."""
        a, b = self.still().root.evaluate(f"""(root, at) => {{ const map = ({HOST})(root), box = map.stage.getBoundingClientRect();
            const dom = map.network.canvasToDOM(at); return [box.left + dom.x, box.top + dom.y]; }}""", {"x": x, "y": y})
        return a, b

    def spot(self, who: str, part: str = "disc") -> tuple[float, float]:
        """Where somebody's disc, sign (attitude), badge (role), label or handle is on the page."""
        x, y = self.still().root.evaluate(SPOT, [self.id(who), part])
        return x, y

    def on_tie(self, tie: str, t: float = 0.5) -> tuple[float, float]:
        """Where a tie of this id runs on the page, from 0 at its source to 1 at its target."""
        x, y = self.still().root.evaluate(ON_TIE, [tie, t])
        return x, y

    def end(self, end: str) -> tuple[float, float]:
        """Where the handle at an end ("source", "target") of the selected tie is on the page."""
        x, y = self.still().root.evaluate(END, end)
        return x, y

    def click(self, who: str, part: str = "disc") -> MapPage:
        self.page.mouse.click(*self.spot(who, part))
        return self

    def drag(self, start: tuple[float, float], end: tuple[float, float]) -> MapPage:
        mouse = self.page.mouse
        mouse.move(*start)
        mouse.down()
        mouse.move((start[0] + end[0]) / 2, (start[1] + end[1]) / 2, steps=4)
        mouse.move(*end, steps=4)
        mouse.up()
        return self

    def menu(self, *texts: str) -> MapPage:
        """Picks from the menu on the map, through its submenus."""
        for text in texts:
            self.page.locator(".pm-menu [role^=menuitem]").filter(has_text=text).click()
        return self

    def right_click(self, who: str) -> MapPage:
        self.page.mouse.click(*self.spot(who), button="right")
        expect(self.page.locator(".pm-menu")).to_be_visible()
        return self

    def menu_texts(self) -> list[str]:
        """What the open menu offers."""
        return self.page.locator(".pm-menu").first.locator(".pm-label").all_text_contents()

    def typed(self, text: str, end: str = "Enter") -> MapPage:
        """Types into the box on the map."""
        box = self.page.locator(".pm-ask input")
        expect(box).to_be_focused()
        box.fill(text)
        self.page.keyboard.press(end)
        return self

    def key(self, keys: str) -> MapPage:
        """A key pressed on the map."""
        self.root.focus()
        self.page.keyboard.press(keys)
        return self

    def tool(self, name: str) -> Locator:
        """A button of the map's toolbar."""
        return self.page.locator(f"[data-tool={name}]")

    def hovers(self, who: str) -> MapPage:
        """Waits until the mouse is known to be over somebody."""
        self.page.wait_for_function(f"([root, id]) => ({HOST})(root).hover === id", arg=[self.root.element_handle(), self.id(who)])
        return self

    # ---- card ----
    def card(self, part: str) -> MapPage:
        """Opens a part of the card."""
        self.page.get_by_test_id("stExpander").filter(has=self.page.get_by_text(part, exact=True)).locator("summary").click()
        return self

    def field(self, label: str) -> Locator:
        """A text box of the card."""
        return self.page.get_by_role("textbox", name=label, exact=True)

    def choose(self, label: str, option: str) -> MapPage:
        """Picks from a select box by typing: of many options the list holds only those in view."""
        box = self.page.get_by_role("combobox", name=re.compile(f"^{re.escape(label)}"))
        box.click()
        box.fill(option)
        self.page.get_by_role("option", name=option).click()
        return self
