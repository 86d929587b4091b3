"""What a study finds, a module a part."""

from wte_ppp.feasibility.result.climate import ClimateResult
from wte_ppp.feasibility.result.cost import CostResult
from wte_ppp.feasibility.result.finance import FinanceResult
from wte_ppp.feasibility.result.held_against import (
    BoundRow,
    BuyerRow,
    CautiousRow,
    Check,
    Comparison,
    EmissionRow,
    InputRow,
    NotStatedRow,
    OpenRow,
    OutOfPlaceRow,
    RuleRow,
    SpanRow,
)
from wte_ppp.feasibility.result.plant import PlantResult
from wte_ppp.feasibility.result.risk import RISK_SCHEMA, RiskResult
from wte_ppp.feasibility.result.study import (
    RESULT_SCHEMA,
    HeldAgainst,
    Outcomes,
    StudyHead,
    StudyResult,
)
from wte_ppp.feasibility.result.waste import GateResult, PaidWaste, SurveyRow, WasteResult

__all__ = [
    "RESULT_SCHEMA",
    "RISK_SCHEMA",
    "BoundRow",
    "BuyerRow",
    "CautiousRow",
    "Check",
    "ClimateResult",
    "Comparison",
    "CostResult",
    "EmissionRow",
    "FinanceResult",
    "GateResult",
    "HeldAgainst",
    "InputRow",
    "NotStatedRow",
    "OpenRow",
    "OutOfPlaceRow",
    "Outcomes",
    "PaidWaste",
    "PlantResult",
    "RiskResult",
    "RuleRow",
    "SpanRow",
    "StudyHead",
    "StudyResult",
    "SurveyRow",
    "WasteResult",
]
