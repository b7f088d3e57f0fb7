"""An import as one revision: into an account that exists, or into a new one, whole or not at all."""

from __future__ import annotations

from collections.abc import Sequence

from graph.model import Account, Opportunity, Record, Snapshot, Text, new_id
from graph.store.base import GraphStore
from graph.store.changes import puts


def write_import(store: GraphStore, records: Sequence[Record], *, into: Snapshot | None, name: str, files: Sequence[str],
                 author: str) -> str:
    """Writes what was loaded and gives the account's id; one undo takes all of it back.

    `into` is the account as the loader saw it: what somebody changed since is a `Conflict`, and nothing is written.
    For None an account called `name` is made, with the opportunity that the records bring.
    """
    label = Text("Import {files}", "导入 {files}").format(files=", ".join(files))
    if into is not None:
        store.apply(into.account_id, puts(records), author=author, base=into.revision, label=label)
        return into.account_id
    account = Account(new_id(), name=name)
    deals = [record for record in records if isinstance(record, Opportunity)]
    store.create(account, author=author, records=deals, then=records, then_label=label)
    return account.id
