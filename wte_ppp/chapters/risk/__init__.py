"""Chapters on risk: the analysis, the matrix, the public's commitments, one screen."""
