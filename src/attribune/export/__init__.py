"""Ways out: claims as files, and the extraction document of one report."""

from attribune.export.claims import COLUMNS, EXPORTERS, claim_lines, claim_record, export
from attribune.export.extraction import file_name, to_extraction

__all__ = ["COLUMNS", "EXPORTERS", "claim_lines", "claim_record", "export", "file_name", "to_extraction"]
