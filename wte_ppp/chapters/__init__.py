"""Chapters: what stands in a report, from a finished result; they compute nothing."""
