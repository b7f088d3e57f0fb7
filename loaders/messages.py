"""The sentences that a loader says about a file, read once from `messages.toml`."""

from __future__ import annotations

import tomllib
from importlib import resources

from graph.model import Text


def data(name: str) -> dict[str, dict]:
    """One of the word lists beside this module."""
    return tomllib.loads(resources.files("loaders").joinpath(name).read_text("utf-8"))


_SENTENCES = {key: Text(*texts) for key, texts in data("messages.toml").items()}


class Misread(Exception):
    """Something in a file that cannot be understood; `message` says what would be right."""

    def __init__(self, message: Text, row: int | None = None, column: str = "") -> None:
        super().__init__(message.en)
        self.message, self.row, self.column = message, row, column


def say(key: str, **values: object) -> Text:
    """A sentence in both languages, with `values` filled in."""
    return _SENTENCES[key].format(**values)
