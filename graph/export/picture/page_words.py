"""What the canvas says on a page that is only looked at: its words by the names that its modules know them by."""

from graph.model import Text

WORDS = {
    "legend": Text("Legend", "图例"), "show_all": Text("Show all", "显示全部"), "only": Text("Only", "仅"),
    "shown": Text("{n} of {all} people", "{all} 人中的 {n} 人"),
    # tools and menus
    "tools": Text("Tools", "工具"), "fit": Text("Fit", "适应窗口"), "full": Text("Full screen", "全屏"),
    "search_hint": Text("Find somebody", "查找人员"), "nobody_found": Text("Nobody is called so.", "没有这样的人。"),
    "all_people": Text("Select everybody", "选择所有人"), "copy": Text("Copy", "复制"), "copied": Text("{n} copied", "已复制 {n} 人"),
    "focus": Text("Light", "聚焦"), "steps": Text("{n} steps from here", "相距 {n} 步"), "steps_off": Text("Everybody", "所有人"),
    "steps_said": Text("In the light: up to {n} steps", "聚焦范围：{n} 步以内"), "go_to": Text("Go to {who}", "转到 {who}"),
    "several": Text("{n} people", "{n} 人"), "readonly": Text("This file can only be looked at.", "此文件仅供查看。"),
    # for those who hear the map
    "map_role": Text("map", "地图"), "map_label": Text("Map of {people} people and {ties} ties", "{people} 人、{ties} 条关系的地图"),
    "list_label": Text("Everybody on the map", "地图上的所有人"), "several_said": Text("{n} people selected", "已选择 {n} 人"),
    "nothing_selected": Text("Nothing selected", "未选择"), "roles": Text("Purchase roles", "采购角色"),
    "share_said": Text("{share} % of the decision", "占决策的 {share}%"), "pinned": Text("pinned", "已固定"),
    "ties_said": Text("{n} ties", "{n} 条关系"), "no_ties": Text("No ties", "没有关系"), "strength_said": Text("strength {n} %", "强度 {n}%"),
    "opposes": Text("opposes", "反对"), "tie_of": Text("tie {k} of {n}", "第 {k} 条，共 {n} 条")}
NO_SCRIPT = Text("The map needs JavaScript. Open this file in a browser.", "地图需要 JavaScript，请在浏览器中打开此文件。")
