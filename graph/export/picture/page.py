"""A map as one HTML file that works without a network: the same canvas, to look at. It fetches nothing, writes nothing, and
nothing in it runs but the canvas: names are text, and scripts need a word that is drawn anew for each file."""

from __future__ import annotations

import secrets
from html import escape
from pathlib import Path
from typing import Any

from graph.drawing.payload import MapPayload
from graph.drawing.pyvis_map import canvas_data
from graph.drawing.style import PAPER, palette
from graph.drawing.view import View
from graph.export.picture.frame import Heading
from graph.export.picture.modules import import_map, in_script
from graph.export.picture.page_words import NO_SCRIPT, WORDS
from graph.export.picture.words import clean
from graph.model import SCALES

_PAGE = """<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'nonce-{nonce}'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>{title}</title>
<style>
{colours}
html, body {{ margin: 0; background: var(--st-background-color); color: var(--st-text-color); font-family: var(--st-font); }}
body {{ padding: 0 16px 8px; }}
header {{ display: flex; flex-wrap: wrap; align-items: baseline; gap: 4px 16px; padding: 14px 2px 10px; }}
h1 {{ margin: 0; font-size: 21px; }}
header span {{ opacity: .7; font-size: 14px; }}
header .note {{ opacity: 1; border: 1px solid #d19a1c; background: #d19a1c2e; border-radius: 99px; padding: 1px 11px; font-weight: 600; font-size: 13px; }}
#powermap {{ position: relative; }}
{style}
</style>
<script type="importmap" nonce="{nonce}">{modules}</script>
<script type="application/json" id="powermap-data">{data}</script>
</head>
<body>
<header><h1>{account}</h1>{lines}{note}</header>
<div id="powermap"><div class="pm-root" data-testid="power-map" aria-label="{title}"><noscript>{no_script}</noscript></div></div>
<script type="module" nonce="{nonce}">import "powermap/standalone.js";</script>
</body>
</html>
"""


def page(payload: MapPayload, view: View, heading: Heading, frontend: Path) -> str:
    """The file. `frontend` is the folder of the canvas' modules; light or dark is as the reader's computer has it."""
    language = "zh" if view.language == "zh" else "en"
    data: dict[str, Any] = {
        **canvas_data(payload), "hidden": 0, "map": "file", "on": view.layout, "key": "file", "revision": 0, "layout": view.layout,
        "filters": [], "lit": [], "readonly": True, "alone": True, "palette": palette(), "kinds": [],
        "attitudes": _levels("attitude", language), "roles": _levels("role", language),
        "texts": {key: text.of(language) for key, text in WORDS.items()}}
    return _PAGE.format(
        nonce=secrets.token_urlsafe(16), language=language, title=_text(f"{heading.title} – {heading.lines[0]}"), account=_text(heading.title),
        lines="".join(f"<span>{_text(line)}</span>" for line in heading.lines), note=f'<span class="note">{_text(heading.note)}</span>' if heading.note else "",
        colours=_colours(), style=(frontend / "index.css").read_text("utf-8"), modules=import_map(frontend, "standalone.js"),
        data=in_script(data), no_script=_text(NO_SCRIPT.of(language)))


def _levels(scale: str, language: str) -> list[dict[str, str]]:
    return [{"code": level.code, "name": level.name.of(language)} for level in SCALES[scale].levels]


def _colours() -> str:
    """The variables that the canvas takes its colours from, for light and for dark."""
    font = "'Source Sans 3', 'Segoe UI', 'Helvetica Neue', 'Noto Sans', 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif"
    light, dark = (f"--st-background-color: {p['paper']}; --st-text-color: {p['ink']}; --st-border-color: {p['ring']};" for p in PAPER.values())
    return (f":root {{ color-scheme: light dark; --st-font: {font}; {light} }}\n@media (prefers-color-scheme: dark) {{ :root {{ {dark} }} }}")


def _text(text: str) -> str:
    return escape(clean(text))
