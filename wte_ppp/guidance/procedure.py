"""The evaluation procedure that guidance asks for, as a tender runs it."""

from typing import Annotated, Any, Literal, TypeAlias

from pydantic import BeforeValidator, Field, ValidationError, model_validator

from wte_ppp.documents import DocumentError, Problem
from wte_ppp.field_problems import problems
from wte_ppp.guidance.resolve import Rules
from wte_ppp.guidance.shapes import Range
from wte_ppp.validation import Section, refuse_each

TOPIC = "procedure"
FULL = 100.0

Step: TypeAlias = Literal[
    "register", "completeness", "eligibility", "minimums", "technical_score", "freeze",
    "price_opening", "arithmetic_correction", "currency", "adders", "abnormally_low",
    "combination", "robustness", "award_proposal", "standstill",
]  # fmt: skip
Tie: TypeAlias = Literal[
    "lower_price", "higher_technical", "higher_heaviest_criterion", "domestic", "lottery"
]

Days: TypeAlias = Literal["working", "calendar"]


def _whole(value: Any) -> Any:
    return int(value) if isinstance(value, float) and value == int(value) else value


def _as_range(value: Any) -> Any:
    return Range(low=value, high=value) if isinstance(value, (int, float)) else value


Whole: TypeAlias = Annotated[int, BeforeValidator(_whole), Field(ge=0)]
Percent: TypeAlias = Annotated[float, Field(ge=0, le=FULL)]


class Procedure(Section):
    """An evaluation procedure; None where the method has no such thing.

    `technical_weight_percent` is the allowed range of the technical weight; what is left to 100
    is the price's.
    """

    envelopes: Annotated[Whole, Field(ge=1, le=2)]
    stages: Annotated[Whole, Field(ge=1, le=2)]
    steps: tuple[Step, ...]
    technical_score: Literal["absolute", "relative_to_best"] | None = None
    technical_minimum_percent: Percent | None = None
    criterion_minimum_percent: Percent | None = None
    price_score: Literal[
        "lowest_over_price", "linear_to_ceiling", "linear_between", "reference_over_price", "none"
    ]
    combination: Literal["weighted_sum", "quality_per_price", "lowest_price", "highest_quality"]
    technical_weight_percent: Annotated[Range | None, BeforeValidator(_as_range)] = None
    standard_points: Annotated[float, Field(gt=0)] | None = None
    price_ceiling: Literal["required", "optional", "none"] = "none"
    score_decimals: Whole | None = None
    rounding: Literal["half_up", "half_even", "down", "none"] = "none"
    rank_on: Literal["rounded", "unrounded"] = "unrounded"
    tie_break: tuple[Tie, ...] = ()
    arithmetic_governs: Literal["unit_price", "total", "reject"] | None = None
    misplaced_decimal: Literal["committee", "extension"] | None = None
    omitted_items: Literal["included", "highest", "average", "estimate", "reject"] | None = None
    abnormally_low_percent_of_estimate: Percent | None = None
    abnormally_low_deviations: Annotated[float, Field(gt=0)] | None = None
    abnormally_low_deviation_from: Whole | None = None
    abnormally_low_action: Literal["clarify", "investigate", "reject", "none"] = "none"
    domestic_preference_percent: Percent | None = None
    panel_least: Whole | None = None
    panel_method: Literal["consensus", "average", "median", "trimmed_mean"] | None = None
    rating_scale_highest: Annotated[float, Field(gt=0)] | None = None
    publication_least_days: Whole | None = None
    bid_validity_days: Whole | None = None
    freeze_to_opening_days: Whole | None = None
    standstill_days: Whole | None = None
    standstill_kind: Days | None = None
    complaint_days: Whole | None = None
    complaint_kind: Days | None = None
    debrief_request_days: Whole | None = None
    debrief_answer_days: Whole | None = None
    adders: bool = False
    negotiation: Literal["none", "best_ranked", "all"] = "none"
    applies_to: str = ""

    @model_validator(mode="after")
    def _fits_together(self) -> "Procedure":
        faults = []
        weighted = self.combination == "weighted_sum"
        if weighted and (self.technical_weight_percent is None or self.technical_score is None):
            found = "combination weighted_sum without technical score and weight"
            faults.append((".combination", found, "both", "add them"))
        if self.combination == "quality_per_price" and self.standard_points is None:
            found = "quality_per_price without standard points"
            faults.append((".combination", found, "standard_points", "add them"))
        if weighted and self.price_score == "none":
            found = "price_score none in a weighted sum"
            faults.append((".price_score", found, "a price score", "name one"))
        if self.technical_weight_percent and self.technical_weight_percent.high > FULL:
            found = f"a weight of {self.technical_weight_percent.high:g}"
            faults.append((".technical_weight_percent", found, "at most 100", "correct it"))
        if self.rounding != "none" and self.score_decimals is None:
            found = f"rounding {self.rounding} without score_decimals"
            faults.append((".rounding", found, "the number of decimals", "add score_decimals"))
        if self.envelopes == 2 and not _in_order(self.steps, "freeze", "price_opening"):
            found = "two envelopes without freeze before price_opening"
            faults.append((".steps", found, "freeze, then price_opening", "add them in order"))
        for rule in ("arithmetic_governs", "misplaced_decimal"):
            if getattr(self, rule) is not None and "arithmetic_correction" not in self.steps:
                found = f"{rule} without the step arithmetic_correction"
                faults.append((f".{rule}", found, "the step", "add it to steps"))
        if len(set(self.steps)) < len(self.steps):
            faults.append((".steps", "a step twice", "each step once", "remove one"))
        if faults:
            raise refuse_each(faults)
        return self


def _in_order(steps: tuple[str, ...], first: str, second: str) -> bool:
    return first in steps and second in steps and steps.index(first) < steps.index(second)


def procedure_of(rules: Rules) -> Procedure:
    """The evaluation procedure in force.

    Parameters
    ----------
    rules
        Of a profile whose chain has a procedure, or of an evaluation toolkit.

    Returns
    -------
    Procedure
        Typed and whole.

    Raises
    ------
    DocumentError
        If there is none, or its parts do not fit together.

    Examples
    --------
    >>> from wte_ppp.guidance.load import load_guidance
    >>> procedure_of(load_guidance("qcbs").on("2026-11-01")).combination
    'weighted_sum'
    """
    parts = {
        rule_id.removeprefix(f"{TOPIC}."): rule.value
        for rule_id, rule in rules.items()
        if rule_id.startswith(f"{TOPIC}.")
    }
    if not parts:
        allowed = "rules of the topic 'procedure'"
        action = "name a procedure, such as qcbs, beside the profile"
        found = f"no procedure in {rules.identity} on {rules.day}"
        raise DocumentError((Problem(None, None, TOPIC, found, allowed, action),))
    try:
        return Procedure.model_validate(parts)
    except ValidationError as error:
        raise DocumentError(problems(error, Procedure, under=TOPIC)) from None
