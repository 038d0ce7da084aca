"""The revisions, oldest first by number. What is in one never changes: ledgers have gone through it."""
