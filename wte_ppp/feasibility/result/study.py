"""What a study finds: frozen, with units, origins of inputs, checks and comparison."""

import warnings
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

import numpy as np
from pydantic import Field

from wte_ppp.feasibility.outcomes import ResultSection
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
from wte_ppp.feasibility.result.risk import RiskResult
from wte_ppp.feasibility.result.waste import WasteResult
from wte_ppp.messages import TextField

if TYPE_CHECKING:
    import pandas as pd

RESULT_SCHEMA: Final = "wte_ppp/study-result/2"
# Parts and series whose columns are not years.
OTHER_COLUMNS = (
    "periods",
    "repayment_percent",
    "equity_not_refinanced_usd",
    "tax_not_refinanced_usd",
)


class Outcomes(ResultSection):
    """The five parts of a result."""

    waste: WasteResult
    plant: PlantResult
    cost: CostResult
    finance: FinanceResult
    climate: ClimateResult


class StudyHead(ResultSection):
    """Which study, by which rules and package."""

    schema_: Literal["wte_ppp/study-result/2"] = Field(alias="schema")
    name: str
    location: str
    description: str
    country: str | None
    country_name: str | None = Field(None, description="Name of the country in its profile")
    as_of: str | None
    guidance: str | None = Field(description="Profile and version that gave the country's rules")
    package_version: str
    currency: str = Field("USD", description="Money of the study, ISO 4217 code")
    input_hash: str = Field(description="SHA-256 of all inputs, defaults included")
    draws: int | None


class HeldAgainst(ResultSection):
    """What the outcomes are held against, what a reader must know, and every input."""

    checks: tuple[Check, ...]
    emissions: tuple[EmissionRow, ...]
    rules: tuple[RuleRow, ...] = Field(
        description="The country's legal frame on the study's day, gaps included"
    )
    published: tuple[Comparison, ...]
    warnings: tuple[TextField, ...]
    notes: tuple[TextField, ...]
    inputs: tuple[InputRow, ...]
    reduction_span: tuple[SpanRow, ...] = Field(
        (), description="Average reduction by the choices behind it; none with simulations"
    )
    not_stated: tuple[NotStatedRow, ...] = Field(
        (), description="Unknown inputs on which figures hang; those figures are null"
    )
    cautious: tuple[CautiousRow, ...] = Field(
        (), description="Inputs that stand on the cautious end of the profile's range"
    )
    out_of_place: tuple[OutOfPlaceRow, ...] = Field(
        (), description="Defaults in use that were made for another place"
    )
    bound: tuple[BoundRow, ...] = Field(
        (), description="Binding rules of the country: kept, not kept, or binding and not checked"
    )
    left_open: tuple[OpenRow, ...] = Field(
        (), description="What rules of the country leave open for this project"
    )
    buyer: tuple[BuyerRow, ...] = Field(
        (), description="Conditions of the credits' buyer, held against credits and grant"
    )
    buyer_rules: tuple[RuleRow, ...] = Field(
        (), description="All rules of the buyer's side on the study's day, gaps included"
    )


# Fields of the last base come first.
class StudyResult(HeldAgainst, Outcomes, StudyHead):
    """Result of one study, base case or draws.

    Outcomes are numbers, or arrays (draws,); series are (years,) or (draws, years). What is not
    defined (a DSCR without debt, an IRR without a single root) or hangs on an unknown input
    (`not_stated`) is NaN, in JSON null.
    """

    def to_pdf(
        self, path: str | Path, *, language: str = "en", risk: RiskResult | None = None
    ) -> None:
        """Write a PDF report by `wte_ppp.write_pdf`, whose name to use: this one will leave."""
        _moved("to_pdf", "write_pdf")(self, path, language=language, risk=risk)

    def to_workbook(self, path: str | Path) -> None:
        """Write a workbook by `wte_ppp.write_workbook`, whose name to use: this one will leave."""
        _moved("to_workbook", "write_workbook")(self, path)

    def to_frame(self) -> "pd.DataFrame":
        """Table of the result for analysis.

        Returns
        -------
        pandas.DataFrame
            Base case: yearly series, one row a calendar year, columns `section.name`; climate
            and plant series are zero in construction years. Draws: outcomes, one row a draw.
        """
        import pandas as pd

        draws = self.draws
        shape = (draws,) if draws is not None else self.finance.calendar_year.shape
        columns = {
            label: np.asarray(value) for label, value in self._labelled() if np.ndim(value) == 1
        }
        if draws is not None:
            return pd.DataFrame(columns, index=pd.RangeIndex(draws, name="draw"))
        years = columns.pop("finance.calendar_year").astype(int)
        padded = {
            label: np.pad(value, (shape[0] - len(value), 0)) for label, value in columns.items()
        }
        return pd.DataFrame(padded, index=pd.Index(years, name="calendar_year"))

    def _labelled(self) -> Iterator[tuple[str, float | np.ndarray]]:
        """Every number and series with its dotted name; not those of single periods."""
        for section in ("waste", "plant", "cost", "finance", "climate"):
            yield from _numbers_in(getattr(self, section), section)


def _moved(before: str, now: str) -> Callable[..., None]:
    """A function of the package's top in the place of a method, with a warning.

    A result lies below what prints it, so that it names the package and imports no printer.
    """
    message = f"StudyResult.{before} is now wte_ppp.{now}(result, ...)"
    warnings.warn(message, DeprecationWarning, stacklevel=3)
    writer: Callable[..., None] = getattr(import_module("wte_ppp"), now)
    return writer


def _numbers_in(part: ResultSection, place: str) -> Iterator[tuple[str, float | np.ndarray]]:
    for name in type(part).model_fields:
        value = getattr(part, name)
        if name in OTHER_COLUMNS:
            continue
        if isinstance(value, ResultSection):
            yield from _numbers_in(value, f"{place}.{name}")
        items = value.items() if isinstance(value, dict) else [("", value)]
        for key, number in items:
            if isinstance(number, (float, np.ndarray)):
                yield f"{place}.{name}.{key}" if key else f"{place}.{name}", number
