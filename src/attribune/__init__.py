"""Attribune: who claimed what about a war, on what evidence."""
