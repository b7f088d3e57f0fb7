"""Whole accounts, with their history, from one store into another; each is verified by reading it back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from graph.errors import NotFound, StoreUnavailable
from graph.model import Text
from graph.store.base import AccountInfo, GraphStore, History

DIFFERENT = Text("The copy of {name} differs from the original in {what}; the original was not touched. Erase the copy and try again.",
                 "{name} 的副本与原件在{what}上不一致；原件未作改动。请彻底删除副本后重试。")


@dataclass(frozen=True)
class Copied:
    """An account that was copied and verified: how many revisions were written, and what could not be read and stayed behind."""

    account: AccountInfo
    revisions: int
    problems: tuple[Text, ...]


def copy_accounts(source: GraphStore, target: GraphStore, *, ids: Sequence[str] | None = None) -> Iterator[Copied]:
    """Copies the accounts with these ids (all of them for None), one after the other.

    An account is copied as one: all of it or nothing. What is there already is brought up to date and verified, so a
    copy that broke off is taken up by doing it again. Raises `InvalidRecord` when the target has an account with the
    same id that has gone its own way, `StoreUnavailable` when a copy is not the same as the original.
    """
    for info in source.accounts(archived=True):
        if ids is None or info.id in ids:
            history = source.history(info.id)
            try:
                before = target.revision(info.id)
            except NotFound:
                before = 0
            target.restore(history)
            _verify(info.name, history, target.history(info.id))
            yield Copied(info, len(history.revisions) - before, history.problems)


def _verify(name: str, original: History, copy: History) -> None:
    what = Text("its log", "日志") if original.revisions != copy.revisions else Text("its records", "记录")
    if original != copy:
        raise StoreUnavailable(*DIFFERENT.format(name=name, what=what))
