"""The canvas' own modules inside one file. Browsers load a module by its address: each becomes one that holds its text,
under a name of its own, so that the modules run as they are and no bundler is needed."""

from __future__ import annotations

import json
import re
from pathlib import Path
from posixpath import dirname, join, normpath
from urllib.parse import quote

_IMPORT = re.compile(r'((?:\bfrom|^import|\bimport\()\s*)(["\'])(\.{1,2}/[^"\']+)\2', re.MULTILINE)
_SPECIAL = re.compile("[<>&\u2028\u2029\ud800-\udfff]")
_AS_IT_IS = " !\"$&'()*+,-./:;<=>?@[\\]^_`{|}~"
"""What an address of this kind may hold unchanged, besides letters and digits."""


def import_map(folder: Path, first: str) -> str:
    """An import map with the module `first` and all that it needs, as JSON that may stand in a script element."""
    texts: dict[str, str] = {}
    open_: list[str] = [first]
    while open_:
        name = open_.pop()
        if name not in texts:
            texts[name] = (folder / name).read_text("utf-8")
            open_ += [_beside(name, found[3]) for found in _IMPORT.finditer(texts[name])]
    return in_script({"imports": {_named(name): _address(name, text) for name, text in sorted(texts.items())}})


def in_script(data: object) -> str:
    """JSON that cannot end the script element it stands in, nor be taken for anything but JSON."""
    text = json.dumps(data, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return _SPECIAL.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _address(name: str, text: str) -> str:
    renamed = _IMPORT.sub(lambda found: f'{found[1]}"{_named(_beside(name, found[3]))}"', text)
    return "data:text/javascript;charset=utf-8," + quote(f"{renamed}\n//# sourceURL={_named(name)}", safe=_AS_IT_IS)


def _beside(name: str, path: str) -> str:
    """The module that another one means."""
    return normpath(join(dirname(name), path))


def _named(name: str) -> str:
    return f"powermap/{name}"
