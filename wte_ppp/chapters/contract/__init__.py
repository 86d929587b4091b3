"""Chapters on a contract: what its mechanism says, and what it does over its years."""
