"""Inputs of the workbook from a result: what may be changed, what is laid out, what is pasted."""

import re
from collections.abc import Iterable, Mapping
from typing import Literal, get_args, get_origin

import numpy as np
from pydantic.fields import FieldInfo

from wte_ppp.arrays import Numeric
from wte_ppp.cards import card_of, range_of
from wte_ppp.currencies import Money
from wte_ppp.feasibility.definition import StudyDefinition
from wte_ppp.feasibility.result import StudyResult
from wte_ppp.feasibility.result.held_against import InputRow
from wte_ppp.feasibility.unknown import unknown_inputs
from wte_ppp.field_problems import field_at
from wte_ppp.finance.timeline import MONTHS_OF
from wte_ppp.print.model_book.public import risk_inputs
from wte_ppp.print.model_book.returns import STEPS
from wte_ppp.print.model_book.rows import (
    NOT_STATED,
    Cell,
    Entry,
    Given,
    GivenRow,
    Heading,
    Note,
    Single,
    entries,
)

# Laid out when the workbook is written: a change of these asks for another workbook.
STRUCTURE = (
    "finance.contract_years",
    "finance.timing.construction_period",
    "finance.timing.operation_period",
    "finance.timing.spend_profile_by",
    "finance.debt.draw_order",
    "finance.debt.sizing_cfads",
    "finance.refinancing.operation_year",
    "finance.debt.currency",
    "finance.concessional.currency",
    "finance.grant.currency",
    "finance.owners.shareholder_loan_currency",
    "finance.uses.vat_currency",
)
# Not used by the finance model, or written in another place.
ELSEWHERE = (
    "cost.capex_usd",
    "cost.contractor_origin",
    "cost.flue_gas_factor",
    "cost.owner_cost_percent",
    "finance.debt.schedule_percent",
    "finance.debt.hedge",
    "finance.later_investment.added_",
    "finance.debt.interest_steps_percent",
    "finance.debt.margin_steps_percent",
    "finance.money.",
    "finance.value_for_money.risks",
    "finance.tax.depreciation_schedule_percent",
    "finance.contract_prices.power_tariff.by_year_percent",
    "finance.contract_prices.tipping_fee.by_year_percent",
    "finance.contract_prices.revenue_share.planned_revenue_usd_per_year",
)
PARTS = (
    "finance",
    "finance.timing",
    "finance.power_limit",
    "finance.contract_prices",
    "finance.indexation",
    "finance.uses",
    "finance.debt",
    "finance.concessional",
    "finance.loans",
    "finance.refinancing",
    "finance.later_investment",
    "finance.grant",
    "finance.reserves",
    "finance.owners",
    "finance.end",
    "finance.tax",
    "finance.municipality",
    "finance.commitments",
    "finance.value_for_money",
    "cost",
)
# Further loans stand below it, by name.
LOANS = "finance.loans."
# What these sections hold in the workbook, their parts and capital cost apart.
HEADINGS = {"finance": "Contract and prices", "cost": "Prices of operation"}
# Rows by operation year: name, input, label.
SCHEDULES = (
    ("fee_schedule", "finance.contract_prices.tipping_fee.by_year_percent",
     "Tipping fee by operation year"),
    ("tariff_schedule", "finance.contract_prices.power_tariff.by_year_percent",
     "Tariff by operation year"),
)  # fmt: skip
TARIFF, FEE = "finance.contract_prices.power_tariff.", "finance.contract_prices.tipping_fee."
BLOCK_ENDS = (f"{TARIFF}block_ends_mwh_per_year", f"{TARIFF}block_ends_kwh_per_t")
BLOCK_PRICES, BAND_ENDS, BAND_PRICES = (
    f"{TARIFF}block_prices_usd_per_kwh", f"{FEE}band_ends_t_per_year", f"{FEE}band_prices_usd_per_t"
)  # fmt: skip
STEPS_OF_PRICE = (*BLOCK_ENDS, BLOCK_PRICES, BAND_ENDS, BAND_PRICES)
LISTS = (
    "finance.spend_profile_percent", "finance.grant.viability_gap_milestones_percent",
    *STEPS_OF_PRICE,
)  # fmt: skip
PLAN = "finance.contract_prices.revenue_share.planned_revenue_usd_per_year"
FLOWS = (
    ("accepted", "Waste accepted", "t"), ("due", "Waste charged (tipping fee due)", "t"),
    ("not_delivered", "Of which guaranteed and not delivered", "t"),
    ("available_hours", "Hours of availability", "h"),
    ("fired", "Waste fired", "t"), ("exported", "Power sold", "MWh"),
    ("heat", "Heat sold", "MWh"), ("metals", "Metals sold", "t"), ("credits", "Credits", "tCO2e"),
    ("credits_for_sale", "Credits that may be sold", "tCO2e"),
    ("imported", "Power imported", "MWh"), ("auxiliary_fuel", "Auxiliary fuel", "GJ"),
    ("lime", "Lime", "t"), ("bicarbonate", "Sodium bicarbonate", "t"),
    ("activated_carbon", "Activated carbon", "t"),
    ("ammonia", "Ammonia water", "t"), ("bottom_ash", "Bottom ash", "t"),
    ("fly_ash", "Fly ash and residues", "t"), ("leachate", "Leachate", "m3"),
    ("stream_fees", "Tipping fees of other streams, at prices of the price year", "USD"),
)  # fmt: skip


class Layout:
    """What the sheets are laid out for: lengths of periods and years, and solved parts."""

    def __init__(self, values: Mapping[str, float | str | None]) -> None:
        timing = "finance.timing."
        self.construction_months = MONTHS_OF[str(values[timing + "construction_period"])]
        self.operation_months = MONTHS_OF[str(values[timing + "operation_period"])]
        self.by_period = values[timing + "spend_profile_by"] == "period"
        self.operation_years = int(float(values["finance.contract_years"] or 0))
        self.items = len(_listed(values["finance.spend_profile_percent"]))
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
        self.bands = len(_listed(values[BAND_PRICES]))
        self.blocks = len(_listed(values[BLOCK_PRICES]))
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


def _listed(text: float | str | None) -> tuple[float, ...]:
    if text is None:
        return ()
    return tuple(float(part.replace(",", "")) for part in str(text).split(";"))


def _field(path: str) -> FieldInfo:
    field = field_at(StudyDefinition, path.split("."))
    assert field is not None, path
    return field


def _label(path: str) -> str:
    """Label of an input, behind that of the part of a part in which it stands."""
    label = card_of(_field(path)).label
    whole = path.rpartition(".")[0]
    if ".indices." in whole:
        price, _, name = whole.partition(".indices.")
        return f"{card_of(_field(price)).label}, {name}: {label}"
    if whole.startswith(LOANS):
        return f"{whole.removeprefix(LOANS)}: {label}"
    return f"{card_of(_field(whole)).label}: {label}" if whole.count(".") > 1 else label


def _choices(path: str) -> tuple[str, ...]:
    annotation = _field(path).annotation
    return get_args(annotation) if get_origin(annotation) is Literal else ()


def input_name(path: str) -> str:
    """Name of an input's row in the workbook by its path in the study file."""
    return path.removeprefix("finance.").removesuffix("_percent")


def _is_laid_out(path: str) -> bool:
    return path in STRUCTURE or (path.startswith(LOANS) and path.endswith(".currency"))


def _given(row: InputRow, layout: Layout, money: Money) -> Given:
    percent = row.path.endswith("_percent")
    values: tuple[float | str | None, ...] = (row.value,)
    if row.value is None and row.path in unknown_inputs():
        values = (NOT_STATED,)
    elif row.path in LISTS:
        values = _listed(row.value) or (None,) * layout.lengths.get(row.path, layout.items)
    if percent:
        values = tuple(
            value if value in (None, NOT_STATED) else float(value) / 100 for value in values
        )
    bounds = range_of(_field(row.path))
    bounds = None if bounds is None else money.range(bounds)
    allowed = None
    if bounds and bounds.low is not None and bounds.high is not None:
        part = 100 if percent else 1
        allowed = (bounds.low / part, bounds.high / part)
    return Given(
        allowed=None if _is_laid_out(row.path) else allowed,
        whole=bool(bounds and bounds.whole),
        name=input_name(row.path),
        label=_label(row.path),
        unit=row.unit,
        values=values,
        kind="structure" if _is_laid_out(row.path) else "input",
        source="; ".join(part for part in (row.layer, row.status, str(row.source)) if part),
        choices=() if _is_laid_out(row.path) else _choices(row.path),
        listed=row.path in LISTS,
    )


def _model_inputs(rows: Iterable[InputRow], layout: Layout) -> list[Entry]:
    """Inputs of finance and cost, by part, in the order of the study file."""
    by_part: dict[str, list[Entry]] = {part: [] for part in PARTS}
    for row in rows:
        if not row.path.startswith(("finance.", "cost.")) or row.path.startswith(ELSEWHERE):
            continue
        if row.path.endswith(".paid_in"):  # told by the rates of exchange
            continue
        if row.path in PARTS or (row.path in STEPS_OF_PRICE and row.value is None):
            continue  # a section, or steps of a price, that the study leaves out
        words = row.path.split(".")
        part = words[0] if len(words) == 2 else ".".join(words[:2])
        by_part[part].append(_given(row, layout, row.money))
    entries_by_part: list[Entry] = []
    for part, inputs in by_part.items():
        if not inputs:
            continue
        entries_by_part += [Heading(HEADINGS.get(part) or card_of(_field(part)).label), *inputs]
    return entries_by_part


def input_rows(result: StudyResult, layout: Layout) -> tuple[Entry, ...]:
    """Entries of the sheet of inputs."""
    laid_out: tuple[tuple[str, str, str, float], ...] = (
        ("construction_months", "Months per construction period", "months",
         layout.construction_months),
        ("operation_months", "Months per operation period", "months", layout.operation_months),
        ("construction_years", "Construction years", "years", layout.construction_years),
        ("construction_periods", "Construction periods", "periods", layout.construction_periods),
        ("periods", "All periods", "periods", layout.periods),
        ("steps", "Steps of the rate of return solver", "", STEPS),
    )  # fmt: skip
    return entries(
        Note("Blue on yellow may be changed; grey is fixed or pasted; the rest is computed."),
        _model_inputs(result.inputs, layout),
        risk_inputs(result.inputs),
        Given(
            "capex", "Capital cost, excluding financing cost", "USD",
            (float(result.cost.capex_usd),),
            source=str(result.cost.capex_basis),
        ),
        Given(
            "net_kw", "Net power at full load", "kW", (float(result.plant.net_mw) * 1000,),
            "pasted", "plant model",
        ),
        Given(
            "total_reduction", "Emission reduction over the crediting years", "tCO2e",
            (pasted(result.climate.total_reduction_tco2e),), "pasted", "climate model",
        ),
        Given(
            "earns_credits", "Credits arise, without which there is no grant by rate", "flag",
            (pasted(_arise(result.climate.total_credits_tco2e)),), "pasted", "climate model",
        ),
        Heading("Model structure: generate another workbook to change it"),
        [
            Given(name, label, unit, (float(value),), "structure")
            for name, label, unit, value in laid_out
        ],
        Heading("Constants"),
        _constants(result.money),
        Heading("Switches: choices as numbers"),
        _switches(layout.loans),
    )  # fmt: skip


def _constants(money: Money) -> list[Entry]:
    constants = (
        ("months_per_year", "Months per year", "months", 12.0),
        ("hours_per_year", "Hours per year, for availability", "h", 8760.0),
        ("days_per_year", "Days per year, for receivables and dated returns", "days", 365.0),
        ("kwh_per_mwh", "kWh of a MWh", "kWh/MWh", 1000.0),
        ("gj_per_mwh", "GJ per MWh", "GJ/MWh", 3.6),
        ("hundred", "Percent of a whole", "%", 100.0),
        ("mid_period", "Part of a period for which its drawdowns bear interest", "share", 0.5),
        ("half", "Half: bisection", "share", 0.5),
        ("half_rate", "Part of the tax rate in the second part of the holiday", "share", 0.5),
        ("rounding", "Relative size of rounding errors", "", 1e-9),
        ("lockup_margin", "Lock-up test margin", "", 1e-12),
        ("tolerance", "Relative tolerance of the checks", "", 1e-9),
        ("cash_tolerance", "Absolute tolerance of the checks", "USD", money.cent),
        ("least_equity", "Minimum equity share for reporting an IRR", "share", 1e-3),
        ("irr_low", "Minimum rate of return searched", "%", -0.9),
        ("irr_high", "Maximum rate of return searched", "%", 10.0),
        ("grid_low", "Minimum rate of the grid", "%", -0.5),
    )  # fmt: skip
    return [
        Given(name, label, unit, (value,), "constant") for name, label, unit, value in constants
    ]


def _switches(loans: tuple[str, ...]) -> list[Entry]:
    def chosen(name: str, label: str, of: str, word: str) -> Single:
        return Single(name, label, "flag", f'IF({{{of}}} = "{word}", 1, 0)')

    return [
        chosen("debt_is_annuity", "Senior debt: annuity", "debt.repayment", "annuity"),
        chosen("debt_is_sculpted", "Senior debt: sculpted", "debt.repayment", "sculpted"),
        chosen("debt_is_agreed", "Senior debt: agreed schedule", "debt.repayment", "schedule"),
        chosen("debt_capitalised", "Senior debt: interest capitalised in the grace years",
               "debt.grace_interest", "capitalised"),
        chosen("sized_on_dscr", "Senior debt: sized on DSCR", "debt.sized_by", "gearing_and_dscr"),
        chosen("loan_is_annuity", "Concessional loan: annuity", "concessional.repayment",
               "annuity"),
        chosen("loan_capitalised", "Concessional loan: interest capitalised in the grace years",
               "concessional.grace_interest", "capitalised"),
        *(
            row
            for name in loans
            for row in (
                chosen(f"loans.{name}.is_annuity", f"{name}: annuity", f"loans.{name}.repayment",
                       "annuity"),
                chosen(f"loans.{name}.capitalised", f"{name}: interest capitalised in the grace",
                       f"loans.{name}.grace_interest", "capitalised"),
            )
        ),
        chosen("later_is_annuity", "Later investment: annuity", "later_investment.loan_repayment",
               "annuity"),
        chosen("refi_is_annuity", "Refinancing: annuity", "refinancing.repayment", "annuity"),
        chosen("dsra_at_close", "DSRA funded at close", "reserves.dsra_funded", "at_close"),
        chosen("limit_dividends", "Dividends limited to retained earnings", "owners.dividends",
               "retained_earnings"),
        chosen("financing_depreciated", "Financing cost tax-deductible", "tax.financing_cost",
               "depreciated"),
        chosen("by_schedule", "Depreciation by a schedule", "tax.depreciation_method", "schedule"),
        chosen("by_guarantee", "Declining balance with a guaranteed amount",
               "tax.depreciation_method", "declining_guaranteed"),
        chosen("by_declining", "Declining balance to straight line", "tax.depreciation_method",
               "declining_to_straight_line"),
        chosen("fee_in_local", "Tipping fee in local currency", "indexation.tipping_fee.currency",
               "local"),
        chosen("tariff_in_local", "Tariff in local currency", "indexation.power_tariff.currency",
               "local"),
        Single("year_of_prices", "Price year of operation", "year",
               "IF(ISNUMBER({cost.price_year}), {cost.price_year}, {price_year})"),
        Single("construction_interest", "Interest rate of senior debt during construction", "%",
               "IF(ISNUMBER({debt.construction_interest}), {debt.construction_interest},"
               " INDEX({debt_rate_of_year:}, 1))"),
        Single("lender_dscr", "DSCR of the lender case", "x",
               "IF(ISNUMBER({debt.lender_case.dscr}), {debt.lender_case.dscr},"
               " {debt.target_dscr})"),
        Single("useful_life", "Useful life", "years",
               "IF(ISNUMBER({tax.depreciation_years}), {tax.depreciation_years},"
               " {contract_years})"),
        Single("passes_through", "All cash distributed in its period", "flag",
               "IF(AND({reserves.dsra_months} = 0, {reserves.maintenance_years} = 0,"
               " {end.closure_reserve_years} = 0, {later_investment.reserve_years} = 0,"
               " {reserves.minimum_cash_usd} = 0, {owners.lockup_dscr} = 0,"
               " {owners.cash_sweep} = 0, {owners.shareholder_loan} = 0,"
               " {owners.dividend_withholding} = 0, {limit_dividends} = 0), 1, 0)"),
    ]  # fmt: skip


def pasted(value: Numeric) -> Cell:
    """A figure of the study, in words where it is not stated."""
    figure = float(value)
    return NOT_STATED if np.isnan(figure) else figure


def _arise(credits: Numeric) -> float:
    """1 where there are credits, 0 where there are none, NaN where that is not known."""
    total = float(credits)
    return total if np.isnan(total) else float(total != 0)


def refinancing_rows(result: StudyResult) -> tuple[Entry, ...]:
    """What the study has without its refinancing, pasted by period."""
    capital = result.finance.capital
    rows = (
        ("not_refinanced.tax", "Income tax", capital.tax_not_refinanced_usd),
        ("not_refinanced.equity", "Equity cash flow", capital.equity_not_refinanced_usd),
    )
    return (
        Heading("Without the refinancing: pasted"),
        Note("They hold for the study's inputs, and are used only with a refinancing."),
        *(
            GivenRow(name, label, "USD", tuple(map(pasted, amounts)), "pasted", "Python model")
            for name, label, amounts in rows
        ),
    )


def repayment_row(result: StudyResult, layout: Layout) -> GivenRow:
    """The agreed schedule of repayment by period; zero in construction, and where there is none."""
    values = {row.path: row.value for row in result.inputs}
    shares = [percent / 100 for percent in _listed(values.get("finance.debt.schedule_percent"))]
    before = [0.0] * layout.construction_periods
    by_period = [*before, *shares, *([0.0] * layout.operation_periods)][: layout.periods]
    label = "Senior debt: agreed schedule, part repaid"
    return GivenRow("senior.schedule", label, "share", tuple(by_period), "input")


def _stream_fees(result: StudyResult) -> np.ndarray:
    """Fees of streams of waste that have one of their own, at prices of the price year."""
    values = {row.path: row.value for row in result.inputs}
    fees = {
        name: values.get(f"waste.streams.{name}.tipping_fee_usd_per_t")
        for name in result.waste.paid_by_stream_t
    }
    owed = [
        fee * np.asarray(result.waste.paid_by_stream_t[name])
        for name, fee in fees.items()
        if isinstance(fee, float)
    ]
    return np.sum(owed, axis=0) if owed else np.zeros_like(np.asarray(result.plant.fired_t))


def plant_rows(result: StudyResult, layout: Layout) -> tuple[GivenRow, ...]:
    """The plant's flows and the schedule of depreciation, by operation year."""
    plant = result.plant
    fired = np.asarray(plant.fired_t)
    amounts: dict[str, np.ndarray] = {
        "accepted": fired + np.asarray(plant.leachate_t),
        "due": np.asarray(result.waste.paid_t),
        "not_delivered": np.asarray(result.waste.not_delivered_t),
        "available_hours": np.asarray(result.plant.available_hours),
        "fired": fired,
        "credits": np.asarray(result.climate.credits_issued_tco2e),
        "credits_for_sale": np.asarray(result.climate.credits_for_sale_tco2e),
        "exported": np.asarray(plant.exported_mwh),
        "heat": np.asarray(plant.heat_mwh),
        "imported": np.asarray(plant.imported_mwh),
        "auxiliary_fuel": np.asarray(plant.auxiliary_fuel_gj),
        "metals": np.asarray(plant.metals_t),
        "bottom_ash": np.asarray(plant.bottom_ash_t),
        "fly_ash": np.asarray(plant.fly_ash_t),
        "leachate": np.asarray(plant.leachate_t),
        "lime": np.asarray(plant.lime_t),
        "bicarbonate": np.asarray(plant.bicarbonate_t),
        "activated_carbon": np.asarray(plant.activated_carbon_kg_per_t) / 1000 * fired,
        "ammonia": np.asarray(plant.ammonia_kg_per_t) / 1000 * fired,
        "stream_fees": _stream_fees(result),
    }
    flows = [
        GivenRow(
            f"plant.{name}", label, unit, tuple(map(pasted, amounts[name])), "pasted",
            "plant model",
        )
        for name, label, unit in FLOWS
    ]  # fmt: skip
    values = {row.path: row.value for row in result.inputs}
    shares = _listed(values["finance.tax.depreciation_schedule_percent"])
    years = layout.operation_years
    padded = [*(share / 100 for share in shares[:years]), *([0.0] * years)][:years]
    schedule = GivenRow(
        "depreciation_schedule", "Schedule of depreciation", "share", tuple(padded), "input"
    )
    prices = (_price_schedule(values, layout, *one) for one in SCHEDULES)
    return (*flows, schedule, *_rate_rows(values, years), *prices, _plan(values, layout))


def _plan(values: Mapping[str, float | str | None], layout: Layout) -> GivenRow:
    """Planned revenue of each operation year, its last one going on; empty where there is none."""
    stated = _listed(values[PLAN])
    rest = [stated[-1] if stated else None] * max(layout.operation_years - len(stated), 0)
    whole = (*stated, *rest)[: layout.operation_years]
    return GivenRow("plan", "Planned revenue by operation year", "USD/year", whole, "input")


def _rate_rows(values: Mapping[str, Cell], years: int) -> tuple[GivenRow, GivenRow]:
    """Steps of the interest of senior debt by operation year, the last going on."""

    def row(name: str, label: str, path: str, otherwise: Cell) -> GivenRow:
        steps: tuple[Cell, ...] = tuple(step / 100 for step in _listed(values.get(path)))
        steps = steps or (otherwise,)
        padded = (*steps, *([steps[-1]] * years))[:years]
        return GivenRow(name, label, "%", padded, "input")

    debt = "finance.debt."
    return (
        row("interest_steps", "Senior debt: interest by operation year; empty: one rate",
            f"{debt}interest_steps_percent", None),
        row("margin_steps", "Senior debt: margin by operation year",
            f"{debt}margin_steps_percent", 0.0),
    )  # fmt: skip


def _price_schedule(
    values: Mapping[str, float | str | None], layout: Layout, name: str, path: str, label: str
) -> GivenRow:
    """Price of each operation year in parts of the one stated, its last one going on."""
    parts = [percent / 100 for percent in _listed(values[path])] or [1.0]
    rest = [parts[-1]] * max(layout.operation_years - len(parts), 0)
    whole = (*parts, *rest)[: layout.operation_years]
    return GivenRow(name, label, "share of the price stated", whole, "input")
