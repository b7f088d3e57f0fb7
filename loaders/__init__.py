"""Files to records: people and ties from CSV and Excel, in any usual encoding. A loader never writes to a store."""

from loaders.load import load, load_sources
from loaders.mapping import propose
from loaders.sheets import LARGEST_FILE
from loaders.tables import read_tables
from loaders.types import ColumnMap, Duplicate, KindChoice, KindUse, Loaded, Problem, Source, Table
from loaders.words import FIELDS

__all__ = ["FIELDS", "LARGEST_FILE", "ColumnMap", "Duplicate", "KindChoice", "KindUse", "Loaded", "Problem", "Source",
           "Table", "load", "load_sources", "propose", "read_tables"]
