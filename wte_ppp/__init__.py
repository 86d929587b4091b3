"""Waste-to-energy PPP: one plant and finance model for feasibility studies and tenders.

>>> import wte_ppp as wte
>>> result = wte.Study.load("examples/minimal/study.yaml").run()
>>> result.plant.net_mw > 0
True
"""

from typing import TYPE_CHECKING, Any

from wte_ppp._version import __version__

if TYPE_CHECKING:
    from wte_ppp import guidance
    from wte_ppp.documents import DocumentError
    from wte_ppp.feasibility.result import StudyResult
    from wte_ppp.feasibility.study import Study
    from wte_ppp.guidance.load import load_guidance
    from wte_ppp.print.study import write_pdf, write_workbook

__all__ = [
    "DocumentError",
    "Study",
    "StudyResult",
    "__version__",
    "guidance",
    "load_guidance",
    "write_pdf",
    "write_workbook",
]

_PLACES = {
    "DocumentError": ("wte_ppp.documents", "DocumentError"),
    "Study": ("wte_ppp.feasibility.study", "Study"),
    "StudyResult": ("wte_ppp.feasibility.result", "StudyResult"),
    "load_guidance": ("wte_ppp.guidance.load", "load_guidance"),
    "write_pdf": ("wte_ppp.print.study", "write_pdf"),
    "write_workbook": ("wte_ppp.print.study", "write_workbook"),
}


def __getattr__(name: str) -> Any:
    """Import a public name when it is first used, so that `import wte_ppp` takes no time."""
    from importlib import import_module

    if name == "guidance":
        return import_module("wte_ppp.guidance")
    if name in _PLACES:
        module, attribute = _PLACES[name]
        return getattr(import_module(module), attribute)
    raise AttributeError(f"module 'wte_ppp' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
