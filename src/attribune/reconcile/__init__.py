"""What is worked out from claims and can always be recomputed: checks, series, lineage."""

from attribune.reconcile.check import RecordIndex, check, checks, index_records
from attribune.reconcile.lineage import Report, candidates, copies
from attribune.reconcile.records import RECORDS, read_record, record_of
from attribune.reconcile.series import series

__all__ = [
    "RECORDS",
    "RecordIndex",
    "Report",
    "candidates",
    "check",
    "checks",
    "copies",
    "index_records",
    "read_record",
    "record_of",
    "series",
]
