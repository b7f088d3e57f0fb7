"""Everything that an account can be taken away as, each by its code: pictures of a map, and the account for other programs."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from graph.analysis.account import Analysis
from graph.drawing.payload import map_payload
from graph.drawing.view import View
from graph.errors import InvalidRecord, did_you_mean
from graph.export import picture
from graph.export.account_json import to_json
from graph.export.gexf import gexf
from graph.export.graphml import graphml
from graph.export.picture import Format
from graph.export.redaction import WHOLE, Redaction, new_ids, redacted_analysis
from graph.model import Text


def _graphml(analysis: Analysis, view: View, **_looks: object) -> bytes:
    return graphml(analysis.snapshot, analysis=analysis, places=map_payload(analysis, view).places, language=view.language)


def _gexf(analysis: Analysis, view: View, **_looks: object) -> bytes:
    return gexf(analysis.snapshot, analysis=analysis, places=map_payload(analysis, view).places, language=view.language)


def _cypher(analysis: Analysis, view: View, **_looks: object) -> bytes:
    from graph.export.cypher import cypher  # brings the database's driver along
    return cypher(analysis.snapshot, analysis=analysis).encode()


def _json(analysis: Analysis, view: View, **_looks: object) -> bytes:
    return json.dumps(to_json(analysis.snapshot), ensure_ascii=False, allow_nan=False, indent=1).encode()


FORMATS: dict[str, Format] = picture.FORMATS | {format.code: format for format in (
    Format("graphml", Text("GraphML (Gephi, yEd, igraph)", "GraphML（Gephi、yEd、igraph）"), ".graphml", "application/xml", _graphml),
    Format("gexf", Text("GEXF (Gephi)", "GEXF（Gephi）"), ".gexf", "application/xml", _gexf),
    Format("cypher", Text("Cypher script (Neo4j)", "Cypher 脚本（Neo4j）"), ".cypher", "text/plain", _cypher),
    Format("json", Text("The whole account (Powermap)", "整个客户（Powermap）"), ".json", "application/json", _json))}


def format_of(code: str) -> Format:
    """The format with this code. Raises `InvalidRecord` naming those there are."""
    if code not in FORMATS:
        raise InvalidRecord(f'There is no format "{code}". {did_you_mean(code, FORMATS)}', f"没有“{code}”格式。{did_you_mean(code, FORMATS, 'zh')}")
    return FORMATS[code]


def taken_away(analysis: Analysis, view: View, code: str, *, choice: Redaction = WHOLE, theme: str = "light",
               frontend: Path | None = None) -> bytes:
    """The file: of what `choice` lets be seen, as the view shows it."""
    ids = {} if choice.names else new_ids(analysis.snapshot)
    filters = tuple(f"{part}:{ids.get(key, key)}" for part, _, key in (text.partition(":") for text in view.filters)
                    if choice.attitudes or part != "attitude")  # who stays would say what they think
    seen = replace(view, leader=ids.get(view.leader, view.leader), saved=ids.get(view.saved, view.saved), filters=filters)
    return format_of(code).make(redacted_analysis(analysis, choice), seen, redaction=choice, theme=theme, frontend=frontend)


def file_name(title: str, code: str) -> str:
    """A file name that every system takes, with the format's suffix."""
    kept = "".join(ch if ch.isalnum() or ch in " -_()" else "-" for ch in title).strip(" -") or "powermap"
    return kept[:80] + format_of(code).suffix
