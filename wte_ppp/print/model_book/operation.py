"""Rows of operation: plant years and cost, prices, revenue, working capital, CFADS before tax."""

from collections.abc import Mapping

from wte_ppp.print.model_book.contracts import (
    fee_rows,
    power_rows,
    shared_rows,
    sold_at,
    subsidy_row,
    tariff_rows,
    tipping_rows,
)
from wte_ppp.print.model_book.rows import (
    Entry,
    GivenRow,
    Heading,
    Line,
    Note,
    Single,
    entries,
)

USD_YEAR = "USD/year"
# Item, label, quantity and price of what is bought, in real terms.
PURCHASES = (
    ("reagents", "Reagents",
     "{plant.lime} * {cost.lime_usd_per_t}"
     " + {plant.bicarbonate} * {cost.bicarbonate_usd_per_t}"
     " + {plant.activated_carbon} * {cost.activated_carbon_usd_per_t}"
     " + {plant.ammonia} * {cost.ammonia_usd_per_t}"),
    ("residues", "Residues",
     "{plant.bottom_ash} * {cost.bottom_ash_usd_per_t}"
     " + {plant.fly_ash} * {cost.fly_ash_usd_per_t}"),
    ("leachate", "Leachate", "{plant.leachate} * {cost.leachate_usd_per_m3}"),
    ("auxiliary_fuel", "Auxiliary fuel",
     "{plant.auxiliary_fuel} * {cost.auxiliary_fuel_usd_per_gj}"),
    ("bought_power", "Imported power",
     "{plant.imported} * {kwh_per_mwh} * {cost.bought_power_usd_per_kwh}"),
    ("water_and_other", "Water and other", "{plant.fired} * {cost.water_and_other_usd_per_t}"),
)  # fmt: skip
FIXED = "{cost.operating_contract_usd_per_year}"
PER_T = "{cost.operating_contract_usd_per_t}"
# With the cost of a later investment from the year in which it runs.
CAPITAL = (
    "({capex} + IF({year} >= {later.first}, {later.on} * {later_investment.cost_usd}, 0))"
    " * {running}"
)


def cost_rows(plant: tuple[GivenRow, ...]) -> tuple[Entry, ...]:
    """Operating cost of each operation year from the plant's flows."""
    items = (
        ("staff", "Staff", "{cost.staff} * {cost.staff_usd_per_year} * {running}"),
        ("maintenance", "Maintenance", f"{CAPITAL} * {{cost.maintenance}}"),
        ("insurance", "Insurance", f"{CAPITAL} * {{cost.insurance}}"),
        *PURCHASES,
    )
    summed = " + ".join(f"{{opex.{name}}}" for name, _, _ in items)
    return entries(
        Heading("Operation years"),
        Line("year", "Operation year", "", "{year<} + 1"),
        Line("running", "Within the contract term", "flag", "IF({year} <= {contract_years}, 1, 0)"),
        Line("cost_year", "Calendar year", "year", "{first_operation_year} + {year} - 1"),
        Line(
            "cost_index", "Index of operating cost", "",
            "(1 + {cost_inflation}) ^ ({cost_year} - {year_of_prices})",
        ),
        Heading("Plant flows, pasted"),
        Note(
            "These rows are results of the waste, plant and climate model in Python. They may be "
            "overwritten; the workbook does not compute combustion."
        ),
        plant,
        Heading("Operating cost, nominal"),
        Line(
            "by_item", "No operating contract: cost by item", "flag",
            f"IF(ISNUMBER({FIXED}), 0, IF(ISNUMBER({PER_T}), 0, 1))",
        ),
        Line(
            "opex.contract", "Operating contract", USD_YEAR,
            f"(IF(ISNUMBER({FIXED}), {FIXED}, 0) * {{running}}"
            f" + IF(ISNUMBER({PER_T}), {PER_T}, 0) * {{plant.accepted}} * {{running}})"
            " * {cost_index}",
            total=True,
        ),
        [
            Line(
                f"opex.{name}", label, USD_YEAR, f"({formula}) * {{cost_index}} * {{by_item}}",
                total=True,
            )
            for name, label, formula in items
        ],
        Line(
            "opex.administration", "Administration", USD_YEAR,
            f"{{cost.administration}} * ({summed})", total=True,
        ),
        Line(
            "opex", "Operating cost", USD_YEAR,
            f"{summed} + {{opex.administration}} + {{opex.contract}}", total=True,
        ),
        Heading("Interest of senior debt"),
        Line(
            "debt_rate_of_year", "Interest rate with its margin", "%",
            "IF(ISNUMBER({interest_steps}), {interest_steps}, {debt.interest}) + {margin_steps}",
        ),
        Heading("Depreciation by methods other than straight line, per unit of cost"),
        Line(
            "straight_share", "Straight line", "share",
            "IF({year} <= {useful_life}, 1 / {useful_life}, 0)", total=True,
        ),
        Line(
            "declining_book", "Declining balance: opening book value", "share",
            "IF({year} = 1, 1, {declining_book<} - {declining_share<})",
        ),
        Line(
            "declining_share", "Declining balance until straight line is higher", "share",
            "IF({useful_life} - {year} + 1 > 0,"
            " MAX(MIN({tax.declining_multiple} / {useful_life}, 1) * {declining_book},"
            " {declining_book} / MAX({useful_life} - {year} + 1, 1)), 0)", total=True,
        ),
        Line(
            "guaranteed_book", "Guaranteed amount: opening book value", "share",
            "IF({year} = 1, 1, {guaranteed_book<} - {guaranteed_share<})",
        ),
        Line(
            "guaranteed_level", "Guaranteed amount: level amount after the switch", "share",
            "IF(AND({guaranteed_level<} = 0,"
            " {tax.declining_rate} * {guaranteed_book} < {tax.declining_guarantee}),"
            " {tax.declining_revised_rate} * {guaranteed_book}, {guaranteed_level<} + 0)",
        ),
        Line(
            "guaranteed_share", "Declining balance with a guaranteed amount", "share",
            "MIN(IF({guaranteed_level} > 0, {guaranteed_level},"
            " {tax.declining_rate} * {guaranteed_book}), {guaranteed_book})", total=True,
        ),
        Line(
            "written_off_share", "Share depreciated, by the selected method", "share",
            "IF({by_schedule} = 1, {depreciation_schedule}, IF({by_guarantee} = 1,"
            " {guaranteed_share}, IF({by_declining} = 1, {declining_share}, {straight_share})))",
            total=True,
        ),
    )  # fmt: skip


def _index_rows(price: str, label: str, local: str, others: tuple[str, ...]) -> list[Line | Single]:
    """Index of a price by its formula, as `wte_ppp.finance.indexation.formula_index`."""
    section = f"indexation.{price}"
    lead = "tipping_fee_indexed" if price == "tipping_fee" else "power_tariff_indexed"
    local_part, fx_part = f"{{{section}.local_inflation}}", f"{{{section}.exchange_rate}}"
    steps = f"{{{price}.set}}"
    free = (
        f"1 - {{{price}.moving}} + {{{lead}}} * (1 + {{inflation}}) ^ {steps}"
        f" + {local_part} * (1 + {{indexation.local_inflation}}) ^ {steps}"
        f" + {fx_part} * {{fx_growth}} ^ {steps}"
        f" + {{{section}.fuel}} * (1 + {{indexation.fuel_growth}}) ^ {steps}"
    ) + "".join(
        f" + {{{section}.indices.{name}.weight}}"
        f" * (1 + {{{section}.indices.{name}.growth}}) ^ {steps}"
        for name in others
    )
    further = "".join(f" + {{{section}.indices.{name}.weight}}" for name in others)
    bound = f"(1 + {{{section}.%s}}) ^ MAX({steps}, 0)"
    return [
        Single(
            f"{price}.moving", f"{label}: indexed part", "%",
            f"{{{lead}}} + {local_part} + {fx_part} + {{{section}.fuel}}{further}",
        ),
        Line(
            f"{price}.set", f"{label}: years at which the price was set", "years",
            f"INT({{years_from_base}} / {{{section}.step_years}}) * {{{section}.step_years}}",
        ),
        Line(f"{price}.free", f"{label}: index before cap and floor", "", free),
        Line(
            f"{price}.capped", f"{label}: index with its cap", "",
            f"IF(ISNUMBER({{{section}.cap}}), MIN({{{price}.free}}, {bound % 'cap'}),"
            f" {{{price}.free}})",
        ),
        Line(
            f"{price}.bounded", f"{label}: index with cap and floor", "",
            f"IF(ISNUMBER({{{section}.floor}}), MAX({{{price}.capped}}, {bound % 'floor'}),"
            f" {{{price}.capped}})",
        ),
        Line(
            f"{price}.index", f"{label}: index in USD", "",
            f"IF({{{local}}} = 1, {{{price}.bounded}} / {{fx_index}}, {{{price}.bounded}})",
        ),
    ]  # fmt: skip


def price_rows(indices: Mapping[str, tuple[str, ...]], blocks: int) -> tuple[Entry, ...]:
    """Indices and prices of each period."""
    return entries(
        Heading("General indices"),
        Single(
            "fx_growth", "Growth of local currency per USD, 1 + rate", "",
            "(1 + {indexation.local_inflation}) / (1 + {inflation})"
            " * (1 + {indexation.fx_real_drift})",
        ),
        Line("price_index", "Index of USD prices", "", "(1 + {inflation}) ^ {years_from_base}"),
        Line("fx_index", "Local currency per USD, index", "", "{fx_growth} ^ {years_from_base}"),
        Heading("Tipping fee"),
        _index_rows("tipping_fee", "Tipping fee", "fee_in_local", indices["tipping_fee"]),
        fee_rows(),
        Heading("Power tariff"),
        _index_rows("power_tariff", "Tariff", "tariff_in_local", indices["power_tariff"]),
        tariff_rows(blocks),
        Heading("Other prices"),
        Line("metal_price", "Metals", "USD/t", "{metals_usd_per_t} * {price_index}"),
        sold_at("heat_price", "Heat", "USD/GJ", "heat_price_usd_per_gj", "price_index",
                "SUM({heat:})"),
        Line(
            "carbon_price", "Credits", "USD/tCO2e", "{carbon_price_usd_per_tco2e} * {price_index}"
        ),
    )  # fmt: skip


def _flow(name: str, label: str, unit: str) -> Line:
    of_year = f"INDEX({{plant.{name}:}}, {{operation_year}})"
    of_period = f"IF(ISNUMBER({of_year}), {of_year} * {{share_of_year}}, NA())"
    return Line(name, label, unit, f"IF({{operating}} = 1, {of_period}, 0)", total=True)


def _outstanding(name: str, label: str, of: str, days: str) -> list[Line | Single]:
    """What of the last days is not yet paid, as `wte_ppp.finance.windows.behind`."""

    def until(place: str) -> str:
        return f"IF({place} >= 1, INDEX({{{of}_to_date:}}, MAX({place}, 1)), 0)"

    back = f"{{period}} - {{{name}.whole}}"
    return [
        Single(
            f"{name}.whole", f"{label}: whole periods outstanding", "periods",
            f"INT({{{days}}} * {{running_per_year}} / {{days_per_year}})",
        ),
        Single(
            f"{name}.part", f"{label}: part of a period outstanding", "periods",
            f"{{{days}}} * {{running_per_year}} / {{days_per_year}} - {{{name}.whole}}",
        ),
        Line(f"{of}_to_date", f"{label}: amount to date", "USD", f"{{{of}_to_date<}} + {{{of}}}"),
        Line(
            f"{name}.before", f"{label}: settled to date", "USD",
            f"{until(back)} * (1 - {{{name}.part}}) + {until(back + ' - 1')} * {{{name}.part}}",
        ),
        Line(
            name, label, "USD",
            f"IF(OR({{{days}}} = 0, {{operation_year}} > {{contract_years}}, {{contract_end}} = 1),"
            f" 0, {{{of}_to_date}} - {{{name}.before}})",
        ),
    ]  # fmt: skip


def operation_rows(bands: int, blocks: int, by_year: bool) -> tuple[Entry, ...]:
    """Quantities, revenue, cost and CFADS before tax of each period."""
    return entries(
        Heading("Quantities"),
        _flow("accepted", "Waste accepted", "t"),
        _flow("due", "Waste charged (tipping fee due)", "t"),
        _flow("not_delivered", "Of which guaranteed and not delivered", "t"),
        _flow("exported", "Power sold", "MWh"),
        _flow("heat", "Heat sold", "MWh"),
        _flow("metals", "Metals sold", "t"),
        _flow("credits", "Credits", "tCO2e"),
        _flow("credits_for_sale", "Credits that may be sold", "tCO2e"),
        _flow("stream_fees", "Tipping fees of other streams, at prices of the price year", "USD"),
        Heading("Revenue"),
        tipping_rows(bands),
        power_rows(blocks, by_year),
        Line(
            "carbon_revenue", "Credits", "USD",
            "IF({carbon_share} * {carbon_price} = 0, 0,"
            " MIN({credits} * {carbon_share}, {credits_for_sale}) * {carbon_price})", total=True,
        ),
        Line("metals_revenue", "Metals", "USD", "{metals} * {metal_price}", total=True),
        Line("heat_revenue", "Heat", "USD",
             "IF({heat} = 0, 0, {heat} * {gj_per_mwh} * {heat_price})", total=True),
        Line(
            "stream_revenue", "Tipping fees of other streams", "USD",
            "{stream_fees} * {tipping_fee.index}", total=True,
        ),
        subsidy_row(),
        Line(
            "beside_power", "Revenue excluding tipping fees and power", "USD",
            "{carbon_revenue} + {metals_revenue} + {heat_revenue} + {stream_revenue}"
            " + {subsidy_revenue}", total=True,
        ),
        Line(
            "other_revenue", "Revenue excluding tipping fees", "USD",
            "{power_revenue} + {capacity_revenue} + {beside_power}", total=True,
        ),
        shared_rows(),
        Line(
            "revenue", "Revenue", "USD",
            "{tipping_revenue} + {other_revenue} + {shared_revenue}", total=True,
        ),
        Heading("Operating cost"),
        Line(
            "yearly_cost", "Annual operating cost", "USD",
            "IF({operating} = 1, INDEX({opex:}, {operation_year}) * {share_of_year}, 0)",
            total=True,
        ),
        Line(
            "overhaul_due", "Overhaul due", "flag",
            "IF(AND({year_end} = 1, {operating} = 1, {operation_year} < {contract_years},"
            " {operation_year} / {reserves.overhaul_every_years}"
            " = INT({operation_year} / {reserves.overhaul_every_years})), 1, 0)", total=True,
        ),
        Line(
            "overhaul", "Overhauls", "USD",
            "{overhaul_due} * {capex} * {reserves.overhaul}"
            " * (1 + {cost_inflation}) ^ {years_from_base}", total=True,
        ),
        Line(
            "land_lease", "Land lease", "USD",
            "IF({in_contract} = 1, {uses.land_lease_usd_per_year} * {share_of_year}"
            " * (1 + {uses.land_lease_growth}) ^ {years_from_base}, 0)", total=True,
        ),
        Line(
            "closure", "Dismantling and closure", "USD",
            "{contract_end} * {end.closure_usd} * (1 + {cost_inflation}) ^ {years_from_base}",
            total=True,
        ),
        Line("operating_cost", "Operating cost", "USD",
             "{yearly_cost} + {overhaul} + {land_lease} + {closure} + {later.operating_cost}",
             total=True),
        Line(
            "operating_surplus", "Revenue less operating cost", "USD",
            "{revenue} - {operating_cost}", total=True,
        ),
        Heading("Working capital"),
        _outstanding("receivables", "Receivables", "revenue", "uses.receivable_days"),
        _outstanding("payables", "Payables", "operating_cost", "uses.payable_days"),
        Line("working_capital", "Working capital", "USD", "{receivables} - {payables}"),
        Line(
            "working_capital_growth", "Increase in working capital", "USD",
            "{working_capital} - {working_capital<}", total=True,
        ),
        Heading("Maintenance reserve account: target balance"),
        Single(
            "maintenance_periods", "Periods over which an overhaul is reserved for", "periods",
            "{reserves.maintenance_years} * {running_per_year}",
        ),
        Single(
            "later.periods", "Periods over which a later investment is reserved for", "periods",
            "{later_investment.reserve_years} * {running_per_year}",
        ),
        Single(
            "closure_periods", "Periods over which closure is reserved for", "periods",
            "{end.closure_reserve_years} * {running_per_year}",
        ),
        Line(
            "maintenance_target", "Target", "USD",
            "IF(AND({maintenance_periods} > 0, {operating} = 1),"
            " SUMPRODUCT({overhaul:} * ({period:} > {period})"
            " * ({period:} < {period} + {maintenance_periods})"
            " * (1 - ({period:} - {period}) / MAX({maintenance_periods}, {rounding}))), 0)"
            " + IF(AND({closure_periods} > 0, {operating} = 1),"
            " SUMPRODUCT({closure:} * ({period:} > {period})"
            " * ({period:} < {period} + {closure_periods})"
            " * (1 - ({period:} - {period}) / MAX({closure_periods}, {rounding}))), 0)"
            " + IF(AND({later.periods} > 0, {operating} = 1),"
            " SUMPRODUCT({later.from_cash:} * ({period:} > {period})"
            " * ({period:} < {period} + {later.periods})"
            " * (1 - ({period:} - {period}) / MAX({later.periods}, {rounding}))), 0)",
        ),
        Line(
            "from_maintenance", "Scheduled releases for overhauls less transfers in", "USD",
            "{maintenance_target<} - {maintenance_target}", total=True,
        ),
        Heading("Cash flow available for debt service, before tax"),
        Line(
            "cfads_before_tax", "CFADS before tax", "USD",
            "{operating_surplus} - {working_capital_growth} + {from_maintenance}"
            " - {later.from_cash}", total=True,
        ),
        Heading("End of the contract"),
        Line(
            "salvage", "Salvage value, not in CFADS", "USD",
            "{contract_end} * {end.salvage_usd} * {price_index}", total=True,
        ),
    )  # fmt: skip
