"""The kinds of tie, as data (`ties.toml`): ends, direction, sign, how one reads aloud."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from importlib import resources
from types import MappingProxyType

from graph.model.text import Text


@dataclass(frozen=True)
class TieKind:
    """One kind of tie.

    `sources`/`targets` are the record types allowed at its ends. `sign` is +1 or -1; `signed` kinds may be
    either. `listening`: the source gives weight to the target's word, so the kind can say who is listened to.
    `scale` is the scale of the tie's `level`. `arrow` is the end the head points at: "target", "source", "none".
    """

    code: str
    name: Text
    reads: Text
    sources: tuple[str, ...]
    targets: tuple[str, ...]
    directed: bool = True
    sign: int = 1
    signed: bool = False
    listening: bool = False
    drawn: bool = False
    arrow: str = "target"
    scale: str = ""

    @property
    def between_people(self) -> bool:
        """Whether both ends are people of the client."""
        return self.sources == ("Person",) and self.targets == ("Person",)


def _load() -> MappingProxyType[str, TieKind]:
    data = tomllib.loads(resources.files("graph.model").joinpath("ties.toml").read_text("utf-8"))
    return MappingProxyType({
        code: TieKind(code, Text(t["en"], t["zh"]), Text(t["reads_en"], t["reads_zh"]),
                      tuple(t["source"].split("|")), tuple(t["target"].split("|")),
                      t.get("directed", True), t.get("sign", 1), t.get("signed", False),
                      t.get("listening", False), t.get("drawn", False), t.get("arrow", "target"), t.get("scale", ""))
        for code, t in data.items()})


KINDS = _load()
