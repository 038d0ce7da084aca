"""Links of a ledger: copies of documents, agreement and contradiction of claims, as far as something has changed."""

from attribune.linking.ledger import RULES, reconcile, take_over

__all__ = ["RULES", "reconcile", "take_over"]
