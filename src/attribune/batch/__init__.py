"""The same functions over shards on a cluster: read and understand there, write Parquet, load into a ledger."""

from attribune.batch.driver import BatchReport, Job, batch
from attribune.batch.load import load

__all__ = ["BatchReport", "Job", "batch", "load"]
