"""Rows of the workbook as they were found: flows of the plant, schedules, prices by year."""

from collections.abc import Mapping

import numpy as np

from wte_ppp.arrays import Numeric
from wte_ppp.feasibility.result import StudyResult
from wte_ppp.print.model_book.layout import Layout, listed
from wte_ppp.print.model_book.rows import (
    NOT_STATED,
    Cell,
    Entry,
    GivenRow,
    Heading,
    Note,
)

# Rows by operation year: name, input, label.
SCHEDULES = (
    ("fee_schedule", "finance.contract_prices.tipping_fee.by_year_percent",
     "Tipping fee by operation year"),
    ("tariff_schedule", "finance.contract_prices.power_tariff.by_year_percent",
     "Tariff by operation year"),
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


def pasted(value: Numeric) -> Cell:
    """A figure of the study, in words where it is not stated."""
    figure = float(value)
    return NOT_STATED if np.isnan(figure) else figure


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
    shares = [percent / 100 for percent in listed(values.get("finance.debt.schedule_percent"))]
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
    shares = listed(values["finance.tax.depreciation_schedule_percent"])
    years = layout.operation_years
    padded = [*(share / 100 for share in shares[:years]), *([0.0] * years)][:years]
    schedule = GivenRow(
        "depreciation_schedule", "Schedule of depreciation", "share", tuple(padded), "input"
    )
    prices = (_price_schedule(values, layout, *one) for one in SCHEDULES)
    return (*flows, schedule, *_rate_rows(values, years), *prices, _plan(values, layout))


def _plan(values: Mapping[str, float | str | None], layout: Layout) -> GivenRow:
    """Planned revenue of each operation year, its last one going on; empty where there is none."""
    stated = listed(values[PLAN])
    rest = [stated[-1] if stated else None] * max(layout.operation_years - len(stated), 0)
    whole = (*stated, *rest)[: layout.operation_years]
    return GivenRow("plan", "Planned revenue by operation year", "USD/year", whole, "input")


def _rate_rows(values: Mapping[str, Cell], years: int) -> tuple[GivenRow, GivenRow]:
    """Steps of the interest of senior debt by operation year, the last going on."""

    def row(name: str, label: str, path: str, otherwise: Cell) -> GivenRow:
        steps: tuple[Cell, ...] = tuple(step / 100 for step in listed(values.get(path)))
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
    parts = [percent / 100 for percent in listed(values[path])] or [1.0]
    rest = [parts[-1]] * max(layout.operation_years - len(parts), 0)
    whole = (*parts, *rest)[: layout.operation_years]
    return GivenRow(name, label, "share of the price stated", whole, "input")
