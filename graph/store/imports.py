"""An import as one revision: into an account that exists, or into a new one that goes again when it fails."""

from __future__ import annotations

from collections.abc import Sequence

from graph.errors import PowerMapError
from graph.model import Account, Opportunity, Record, Snapshot, Text, new_id
from graph.store.base import GraphStore
from graph.store.changes import puts


def write_import(store: GraphStore, records: Sequence[Record], *, into: Snapshot | None, name: str, files: Sequence[str],
                 author: str) -> str:
    """Writes what was loaded and gives the account's id; one undo takes all of it back.

    `into` is the account as the loader saw it: what somebody changed since is a `Conflict`, and nothing is written.
    For None an account called `name` is made, with the opportunity that the records bring.
    """
    if into is not None:
        account, base = into.account_id, into.revision
    else:
        account = new_id()
        deals = [record for record in records if isinstance(record, Opportunity)]
        base = store.create(Account(account, name=name), author=author, records=deals).number
    try:
        store.apply(account, puts(records), author=author, base=base,
                    label=Text("Import {files}", "导入 {files}").format(files=", ".join(files)))
    except PowerMapError:
        if into is None:
            store.erase_account(account)
        raise
    return account
