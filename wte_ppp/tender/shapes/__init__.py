"""Scoring shapes: how a criterion turns a figure into a share of its points.

A shape is one class: what an officer writes of it, the share, the arithmetic in words and as a
spreadsheet formula. A class with a `name` is a shape that tender files may use; the pure formulas
stand in `scoring`.
"""

from wte_ppp.tender.shapes.absolute import Line
from wte_ppp.tender.shapes.base import Cells, Shape
from wte_ppp.tender.shapes.field import Scoring
from wte_ppp.tender.shapes.judged import Judgement
from wte_ppp.tender.shapes.relative import RatioToBest

__all__ = ["Cells", "Judgement", "Line", "RatioToBest", "Scoring", "Shape"]
