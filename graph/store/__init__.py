"""Where accounts live: one contract, one planner, a file for each backend."""

from graph.store.base import LAYOUT, AccountInfo, GraphStore
from graph.store.changes import Change, Delete, Entry, Put, Revision, put, puts
from graph.store.copying import copy_accounts
from graph.store.imports import write_import
from graph.store.open import default_path, open_store

__all__ = ["LAYOUT", "AccountInfo", "Change", "Delete", "Entry", "GraphStore", "Put", "Revision", "copy_accounts", "default_path",
           "open_store", "put", "puts", "write_import"]
