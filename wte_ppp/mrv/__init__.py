"""Measurement, reporting, verification: facility and monitoring reports, ledger, Article 6."""
