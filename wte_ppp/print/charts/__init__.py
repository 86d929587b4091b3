"""The charts of all reports: one description, one drawing, for paper and page."""

from wte_ppp.print.charts.draw import drawing

__all__ = ["drawing"]
