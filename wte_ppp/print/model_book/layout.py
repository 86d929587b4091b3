"""What a workbook is laid out for: periods, lists and rows that its study asks for."""

import re
from collections.abc import Mapping

from wte_ppp.feasibility.result import StudyResult
from wte_ppp.finance.timeline import MONTHS_OF

TARIFF, FEE = "finance.contract_prices.power_tariff.", "finance.contract_prices.tipping_fee."
BLOCK_ENDS = (f"{TARIFF}block_ends_mwh_per_year", f"{TARIFF}block_ends_kwh_per_t")
BLOCK_PRICES, BAND_ENDS, BAND_PRICES = (
    f"{TARIFF}block_prices_usd_per_kwh", f"{FEE}band_ends_t_per_year", f"{FEE}band_prices_usd_per_t"
)  # fmt: skip
STEPS_OF_PRICE = (*BLOCK_ENDS, BLOCK_PRICES, BAND_ENDS, BAND_PRICES)


class Layout:
    """What the sheets are laid out for: lengths of periods and years, and solved parts."""

    def __init__(self, values: Mapping[str, float | str | None]) -> None:
        timing = "finance.timing."
        self.construction_months = MONTHS_OF[str(values[timing + "construction_period"])]
        self.operation_months = MONTHS_OF[str(values[timing + "operation_period"])]
        self.by_period = values[timing + "spend_profile_by"] == "period"
        self.operation_years = int(float(values["finance.contract_years"] or 0))
        self.items = len(listed(values["finance.spend_profile_percent"]))
        months = self.construction_months
        self.construction_years = -(-self.items * months // 12) if self.by_period else self.items
        per_year = 12 // months
        self.construction_periods = self.items if self.by_period else self.items * per_year
        self.operation_periods = self.operation_years * 12 // self.operation_months
        self.loans = tuple(
            path.split(".")[2]
            for path in values
            if re.fullmatch(r"finance\.loans\.\w+\.amount_usd", path)
        )
        # Tax and cash without the refinancing are then pasted: its lenders at close count on none.
        self.refinanced = values["finance.refinancing.operation_year"] is not None
        self.indices = {
            price: tuple(
                path.removeprefix(start).removesuffix(".weight_percent")
                for path in values
                if path.startswith(start := f"finance.indexation.{price}.indices.")
                and path.endswith(".weight_percent")
            )
            for price in ("tipping_fee", "power_tariff")
        }
        self.bands = len(listed(values[BAND_PRICES]))
        self.blocks = len(listed(values[BLOCK_PRICES]))
        self.blocks_by_year = values[BLOCK_ENDS[0]] is not None
        # Lists that are left out still have cells.
        self.lengths = {
            **dict.fromkeys((*BLOCK_ENDS, BLOCK_PRICES), max(self.blocks, 1)),
            **dict.fromkeys((BAND_ENDS, BAND_PRICES), max(self.bands, 1)),
        }
        self.draw_order = str(values["finance.debt.draw_order"])
        # Where no DSCR sizes the debt there is nothing to solve; a change of that is an error.
        after_tax = values["finance.debt.sizing_cfads"] == "post_tax" and (
            values["finance.debt.repayment"] == "sculpted"
            or values["finance.debt.sized_by"] == "gearing_and_dscr"
        )
        self.post_tax = after_tax and not self.refinanced
        self.sizing_tax = ""
        if after_tax:
            self.sizing_tax = "not_refinanced.tax" if self.refinanced else "trial_tax"

    @property
    def periods(self) -> int:
        """Columns of the period axis."""
        return self.construction_periods + self.operation_periods


def layout_of(result: StudyResult) -> Layout:
    """Layout of a result's workbook."""
    return Layout({row.path: row.value for row in result.inputs})


def listed(text: float | str | None) -> tuple[float, ...]:
    """Numbers of an input that is a list, as its row tells them; none of one left out."""
    if text is None:
        return ()
    return tuple(float(part.replace(",", "")) for part in str(text).split(";"))
