"""The evaluation procedure that guidance asks for, as a tender runs it."""

from collections.abc import Iterator
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import AfterValidator, BeforeValidator, Field, ValidationError, model_validator

from wte_ppp.documents import DocumentError, Problem
from wte_ppp.field_problems import problems
from wte_ppp.guidance.resolve import Rules
from wte_ppp.guidance.shapes import Range
from wte_ppp.guidance.steps import Step, unfit_steps
from wte_ppp.validation import Fault, Section, refuse, refuse_each

PROCEDURE = "procedure"
FULL = 100.0
MOST_DIGITS, SMALLEST, LARGEST = 15, 1e-15, 1e15

Tie: TypeAlias = Literal[
    "lower_price", "higher_technical", "higher_heaviest_criterion", "domestic", "more_experience",
    "lottery",
]  # fmt: skip
Sense: TypeAlias = Literal["below", "at_or_below"]
Days: TypeAlias = Literal["working", "calendar"]


def _whole(value: Any) -> Any:
    return int(value) if isinstance(value, float) and value == int(value) else value


def _as_range(value: Any) -> Any:
    return Range(low=value, high=value) if isinstance(value, (int, float)) else value


def _few_digits(value: float) -> float:
    """Refuse what could not be counted exactly later."""
    text = repr(value)
    digits = text.partition("e")[0].replace(".", "").lstrip("-0")
    if len(digits.rstrip("0")) > MOST_DIGITS or (value and not SMALLEST <= abs(value) <= LARGEST):
        allowed = f"a number of at most {MOST_DIGITS} digits"
        raise refuse(text, allowed, "write fewer digits")
    return value


def _few_digits_each(span: Range | None) -> Range | None:
    if span is not None:
        _few_digits(span.low)
        _few_digits(span.high)
    return span


Whole: TypeAlias = Annotated[int, BeforeValidator(_whole), Field(ge=0, le=10_000)]
Decimals: TypeAlias = Annotated[int, BeforeValidator(_whole), Field(ge=0, le=12)]
Percent: TypeAlias = Annotated[float, Field(ge=0, le=FULL), AfterValidator(_few_digits)]
Points: TypeAlias = Annotated[float, Field(ge=0), AfterValidator(_few_digits)]
Positive: TypeAlias = Annotated[float, Field(gt=0), AfterValidator(_few_digits)]
Body: TypeAlias = Annotated[str, Field(pattern=r"\S", max_length=200)]


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
    technical_minimum_points: Points | None = None
    technical_minimum_of_best_percent: Percent | None = None
    technical_best_count: Annotated[Whole, Field(ge=1)] | None = None
    group_minimum_percent: Percent | None = None
    criterion_minimum_percent: Percent | None = None
    total_minimum_percent: Percent | None = None
    threshold_on: Literal["rounded", "unrounded"] | None = None
    price_score: Literal[
        "lowest_over_price",
        "linear_to_ceiling",
        "linear_between",
        "reference_over_price",
        "max_min",
        "around_mean",
        "mean_over_price",
        "benchmark_over_price",
        "none",
    ]
    combination: Literal["weighted_sum", "quality_per_price", "lowest_price", "highest_quality"]
    technical_weight_percent: Annotated[
        Range | None, BeforeValidator(_as_range), AfterValidator(_few_digits_each)
    ] = None
    standard_points: Positive | None = None
    published_points: Positive | None = None
    price_ceiling: Literal["required", "optional", "none"] = "none"
    score_decimals: Decimals | None = None
    rounding: Literal["half_up", "half_even", "down", "none"] = "none"
    rank_on: Literal["rounded", "unrounded"] = "unrounded"
    tie_break: tuple[Tie, ...] = ()
    arithmetic_governs: Literal["unit_price", "total", "reject"] | None = None
    misplaced_decimal: Literal["committee", "extension"] | None = None
    omitted_items: Literal["included", "highest", "average", "estimate", "reject"] | None = None
    abnormally_low_percent_of_estimate: Percent | None = None
    abnormally_low_sense: Sense = "at_or_below"
    abnormally_low_deviations: Positive | None = None
    abnormally_low_deviation_from: Whole | None = None
    abnormally_low_deviation_sense: Sense = "below"
    abnormally_low_spread: Literal["population", "sample"] = "population"
    abnormally_low_action: Literal["clarify", "investigate", "reject", "none"] = "none"
    domestic_preference_percent: Percent | None = None
    domestic_preference_how: Literal["others_raised", "own_reduced", "total_raised"] = (
        "others_raised"
    )
    panel_least: Whole | None = None
    panel_quorum: Whole | None = None
    panel_method: Literal["consensus", "average", "median", "trimmed_mean"] | None = None
    rating_scale_highest: Positive | None = None
    publication_least_days: Whole | None = None
    fewest_bids: Annotated[Whole, Field(ge=1)] | None = None
    fewer_bids_action: Literal["approval", "retender", "go_on"] | None = None
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
    opening_minutes: bool = False
    technical_approval: Body | None = None
    post_qualification: bool = False
    award_approval: Body | None = None
    abnormally_low_test: (
        Literal[
            "mean_less_percent",
            "second_lowest_less_percent",
            "benchmark_less_percent",
            "re_averaged_mean",
            "trimmed_mean_discount",
        ]
        | None
    ) = None
    abnormally_low_test_percent: Percent | None = None
    abnormally_low_test_sense: Sense | None = None
    benchmark_estimate_percent: Percent | None = None
    benchmark_bids_percent: Percent | None = None
    benchmark_market_percent: Percent | None = None
    applies_to: str = ""

    @model_validator(mode="after")
    def _fits_together(self) -> "Procedure":
        faults = [*self._unfit(), *unfit_steps(self.steps, self.envelopes)]
        if faults:
            raise refuse_each(faults)
        return self

    def _unfit(self) -> Iterator[Fault]:
        weighted, weight = self.combination == "weighted_sum", self.technical_weight_percent
        if weighted and (weight is None or self.technical_score is None):
            found = "combination weighted_sum without technical score and weight"
            yield ".combination", found, "both", "add them"
        if self.combination == "quality_per_price" and self.standard_points is None:
            found = "quality_per_price without standard points"
            yield ".combination", found, "standard_points", "add them"
        if weighted and self.price_score == "none":
            yield ".price_score", "price_score none in a weighted sum", "a price score", "name one"
        if weight and not 0 <= weight.low <= weight.high <= FULL:
            found = f"a weight of {weight.low:g} to {weight.high:g}"
            yield ".technical_weight_percent", found, "0 to 100", "correct it"
        if self.rounding != "none" and self.score_decimals is None:
            found = f"rounding {self.rounding} without score_decimals"
            yield ".rounding", found, "the number of decimals", "add score_decimals"
        if self.rounding == "none" and "rounded" in (self.rank_on, self.threshold_on):
            found = "scores that count as rounded, without rounding"
            yield ".rounding", found, "half_up, half_even or down", "say how they are rounded"
        if self.fewest_bids is not None and self.fewer_bids_action is None:
            found = f"fewest_bids {self.fewest_bids} without what is done with fewer"
            yield ".fewest_bids", found, "fewer_bids_action", "add it"
        if len(set(self.tie_break)) < len(self.tie_break):
            yield ".tie_break", "a rule twice", "each rule once", "remove one"
        if "lottery" in self.tie_break[:-1]:
            yield ".tie_break", "a rule behind the lottery", "the lottery last", "sort them"

    @property
    def thresholds_rounded(self) -> bool:
        """Whether a score is held against a threshold as it is published."""
        return (self.threshold_on or self.rank_on) == "rounded"


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
        rule_id.removeprefix(f"{PROCEDURE}."): rule.value
        for rule_id, rule in rules.items()
        if rule_id.startswith(f"{PROCEDURE}.")
    }
    if not parts:
        allowed = "rules of the topic 'procedure'"
        action = "name a procedure, such as qcbs, beside the profile"
        found = f"no procedure in {rules.identity} on {rules.day}"
        raise DocumentError((Problem(None, None, PROCEDURE, found, allowed, action),))
    try:
        return Procedure.model_validate(parts)
    except ValidationError as error:
        raise DocumentError(problems(error, Procedure, under=PROCEDURE)) from None
