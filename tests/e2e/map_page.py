"""The map page as a person uses it: where things are on screen, and what its state says."""

from __future__ import annotations

import re
from urllib.parse import urlencode

from playwright.sync_api import Locator, Page, expect

HOST = "root => root.getRootNode().host.__powermap"
SPOT = """(root, [id, dx, dy]) => {
  const map = root.getRootNode().host.__powermap, node = map.nodes.get(id), r = node.size;
  const box = map.stage.getBoundingClientRect();
  const at = map.network.canvasToDOM({ x: node.x + dx[0] * r + dx[1], y: node.y + dy[0] * r + dy[1] });
  return [box.left + at.x, box.top + at.y];
}"""
PARTS = {  # times the radius, plus pixels of the map
    "disc": ((0, 0), (0, 0)), "sign": ((-0.76, 0), (0.76, 0)), "handle": ((1, 13), (0, 0))}


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
        """Every edit was taken by the server, nothing is on its way, nobody glides."""
        expect(self.root).not_to_have_attribute("data-pending", re.compile("[1-9]"))
        self.page.wait_for_function(f"root => !({HOST})(root).gliding?.size", arg=self.root.element_handle())
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

    def tell(self, type_: str, **args: object) -> None:
        """An edit as the canvas writes it into its log."""
        self.root.evaluate(f"(root, [type, args]) => ({HOST})(root).log.add(type, args)", [type_, args])

    # ---- hands ----
    def spot_of(self, x: float, y: float) -> tuple[float, float]:
        """Where a place of the map is on the page."""
        a, b = self.root.evaluate(f"""(root, at) => {{ const map = ({HOST})(root), box = map.stage.getBoundingClientRect();
            const dom = map.network.canvasToDOM(at); return [box.left + dom.x, box.top + dom.y]; }}""", {"x": x, "y": y})
        return a, b

    def spot(self, who: str, part: str = "disc") -> tuple[float, float]:
        """Where somebody's disc, sign or handle is on the page."""
        x, y = self.root.evaluate(SPOT, [self.id(who), *PARTS[part]])
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

    def menu(self, text: str) -> MapPage:
        """Picks from the menu on the map."""
        self.page.get_by_role("menuitem", name=text).click()
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
        """Picks from a select box of the card."""
        self.page.get_by_role("combobox", name=label).click()
        self.page.get_by_role("option", name=option).click()
        return self
