"""What is worked out from claims and can always be recomputed: checks, series, lineage."""

from attribune.reconcile.check import RecordIndex, check, checks, index_records
from attribune.reconcile.lineage import Report, link_reports
from attribune.reconcile.records import RECORDS, read_record, record_of
from attribune.reconcile.series import series

__all__ = [
    "RECORDS",
    "RecordIndex",
    "Report",
    "check",
    "checks",
    "index_records",
    "link_reports",
    "read_record",
    "record_of",
    "series",
]
