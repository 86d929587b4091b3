"""What the country asks for: toolkits and country profiles as dated, sourced rules.

The package can be called: `wte_ppp.guidance("VN")` is `load_guidance("VN")`.

>>> import wte_ppp as wte
>>> wte.guidance("VN").on("2016-01-01").value("tariff.waste_to_power")
0.1005
"""

import sys
from types import ModuleType
from typing import Any


class _Callable(ModuleType):
    """Module that can be called, as a function of its name would be hidden by the package."""

    def __call__(self, profile: Any, **options: Any) -> Any:
        from wte_ppp.guidance.load import load_guidance

        return load_guidance(profile, **options)


sys.modules[__name__].__class__ = _Callable
