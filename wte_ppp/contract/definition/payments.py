"""Terms of the payment mechanism: what the authority and the buyer of power pay."""

from collections.abc import Iterator
from functools import partial
from typing import ClassVar

import numpy as np

from wte_ppp.cards import entry, quantity
from wte_ppp.contract.definition.energy import DeemedEnergy, EnergyPayment, EnergyShortfall
from wte_ppp.contract.definition.term import ByYear, Term, of_contract, or_nothing
from wte_ppp.messages import mark
from wte_ppp.validation import Fault, Joint, Quantity, Section


class Band(Section):
    """Tonnes of a year up to a limit, and their price."""

    up_to_t: Quantity | None = or_nothing(
        "t/year", "Upper end of the band", "Left out: no end; only of the last band"
    )
    price_per_t: ByYear = of_contract(
        "money/t", "Price of a tonne", "A number, or a list by contract year; the last holds on"
    )


def _bands_rise(bands: tuple[Band, ...]) -> Iterator[Fault]:
    low = 0.0
    for place, band in enumerate(bands):
        last = place == len(bands) - 1
        if band.up_to_t is None:
            if not last:
                field = f".bands.{place}.up_to_t"
                yield field, "no end", "an end for every band but the last", "add it"
            continue
        end = float(band.up_to_t)
        if end <= low:
            field, found = f".bands.{place}.up_to_t", f"{end:,g}"
            yield field, found, f"more than {low:,g} t, the end of the band before", "correct it"
        low = end


class BasePayment(Term):
    """Waste accepted, at the prices of its bands."""

    runs_on = mark("tonnes accepted in the year")
    joint: ClassVar[tuple[Joint, ...]] = (*Term.joint, Joint(("bands",), _bands_rise))
    bands: tuple[Band, ...] = entry("Bands", "From the lowest tonnes up", min_length=1)


def _minimum_below(minimum: ByYear, maximum: Quantity | None) -> Iterator[Fault]:
    most = float(np.max(np.asarray(minimum, dtype=float)))
    if maximum is not None and float(maximum) < most:
        found, allowed = f"{float(maximum):,g}", f"from {most:,g} t, the minimum tonnage"
        yield ".maximum_t", found, allowed, "correct it"


class MinimumTonnage(Term):
    """Tonnes that are paid if they come or not."""

    runs_on = mark("tonnes delivered and tonnes refused in the year")
    joint: ClassVar[tuple[Joint, ...]] = (
        *Term.joint, Joint(("minimum_t", "maximum_t"), _minimum_below)
    )  # fmt: skip
    minimum_t: ByYear = of_contract("t/year", "Minimum tonnage", "A number, or by contract year")
    maximum_t: Quantity | None = or_nothing(
        "t/year", "Maximum tonnage", "Above it waste may be refused; left out: none is stated"
    )
    falls_with_refused: bool = entry(
        "Falls with refused waste", "Whether tonnes that the operator did not accept lower it"
    )


class UnusedCapacity(Term):
    """Payment of the tonnes between what came and the minimum."""

    runs_on = mark("tonnes short of the minimum tonnage")
    price_per_t: ByYear | None = quantity(
        "money/t", "Price of a tonne that did not come", "Left out: that of its band", ge=0,
        default=None,
    )  # fmt: skip


class SubstituteWaste(Term):
    """Waste of others in the unused minimum."""

    runs_on = mark("tonnes short of the minimum tonnage, as far as substitute waste is to be had")
    available_t: Quantity = of_contract("t/year", "Substitute waste that is to be had")
    gate_fee_per_t: Quantity = of_contract("money/t", "Gate fee of the substitute waste")
    city_share_percent: Quantity = of_contract(
        "% of the excess", "City's share where the gate fee is above the price", le=100
    )


class DiversionDeduction(Term):
    """Waste that went to landfill in place of the furnace; each term floored apart."""

    runs_on = mark("tonnes not accepted or not fired, and residues landfilled")
    unprocessed_target_t: Quantity = of_contract("t/year", "Target of waste not fired")
    unprocessed_rate_per_t: Quantity = of_contract("money/t", "Rate of waste not fired")
    landfilled_target_t: Quantity | None = or_nothing(
        "t/year", "Target of residues landfilled", "Left out: no such term"
    )
    landfilled_rate_per_t: Quantity | None = or_nothing(
        "money/t", "Rate of residues landfilled", "Left out: no such term"
    )


class MileageDeduction(Term):
    """Extra haulage of trucks sent elsewhere."""

    runs_on = mark("tonnes not accepted by the plant")
    rate_per_t: Quantity = of_contract("money/t", "Extra haulage")


class ThirdPartyIncome(Term):
    """City's share of income above that of the base case."""

    runs_on = mark("income from power in the year")
    guaranteed_per_year: ByYear = of_contract("money/year", "Income guaranteed in the base case")
    city_share_percent: Quantity = of_contract("%", "City's share of what is above", le=100)


class Indexation(Term):
    """Part of prices and fixed sums that moves with an index."""

    runs_on = mark("inflation of the study, or the rate stated here")
    indexed_percent: Quantity = of_contract("% of the price", "Part that is indexed", le=100)
    index_percent_per_year: Quantity | None = quantity(
        "%/year", "Rise of the index", "Left out: the study's local inflation", ge=-20, le=100,
        default=None,
    )  # fmt: skip


class FeePart(Section):
    """Part of the fixed fee with an index of its own."""

    amount_per_year: Quantity = of_contract("money/year", "Amount")
    index_percent_per_year: Quantity | None = quantity(
        "%/year", "Rise of its index", "Left out: as indexation has it", ge=-20, le=100,
        default=None,
    )  # fmt: skip


def _one_fixed_fee(fixed_per_year: object, parts: object) -> Iterator[Fault]:
    if (fixed_per_year is None) == (parts is None):
        found = "neither" if parts is None else "both"
        yield ".fixed_per_year", found, "fixed_per_year or parts", "write one of them"


class FixedAndUnitFee(Term):
    """A sum by the year and a price by the tonne accepted."""

    runs_on = mark("tonnes accepted in the year")
    joint: ClassVar[tuple[Joint, ...]] = (
        *Term.joint, Joint(("fixed_per_year", "parts"), _one_fixed_fee)
    )  # fmt: skip
    fixed_per_year: ByYear | None = quantity(
        "money/year", "Fixed fee", "A number, or by contract year; or its parts", ge=0, default=None
    )
    parts: dict[str, FeePart] | None = entry(
        "Parts of the fixed fee", "By name, such as staff, utilities, repairs", default=None
    )
    unit_price_per_t: ByYear = of_contract("money/t", "Unit price")
    planned_t: ByYear = of_contract("t/year", "Planned tonnes")


def _low_below_high(low: Quantity, high: Quantity) -> Iterator[Fault]:
    if float(high) <= float(low):
        found, allowed = f"{float(high):g}", f"more than {float(low):g} MJ/kg, the lower end"
        yield ".high_mj_per_kg", found, allowed, "correct it"


class HeatingValueBand(Term):
    """Added cost of waste whose heating value leaves a band."""

    runs_on = mark("mean heating value of the year as fired")
    joint: ClassVar[tuple[Joint, ...]] = (
        *Term.joint, Joint(("low_mj_per_kg", "high_mj_per_kg"), _low_below_high)
    )  # fmt: skip
    low_mj_per_kg: Quantity = of_contract("MJ/kg", "Lower end of the band")
    high_mj_per_kg: Quantity = of_contract("MJ/kg", "Upper end of the band")
    own_part_percent: Quantity = of_contract(
        "% of the planned fee", "Part that the operator bears", le=100
    )
    added_cost_per_t_and_mj: Quantity = of_contract(
        "money/t for each MJ/kg", "Added cost of waste outside the band",
        "A contract has it proved; a simulation needs it",
    )  # fmt: skip


def _floor_below_ceiling(floor: Quantity, ceiling: Quantity | None) -> Iterator[Fault]:
    if ceiling is not None and float(ceiling) < float(floor):
        found, allowed = f"{float(ceiling):g}", f"from {float(floor):g} %, the floor"
        yield ".ceiling_percent", found, allowed, "correct it"


class WastePutOrPay(Term):
    """Waste paid between a floor and a ceiling of the assured quantity."""

    runs_on = mark("tonnes delivered in the year")
    joint: ClassVar[tuple[Joint, ...]] = (
        *Term.joint, Joint(("floor_percent", "ceiling_percent"), _floor_below_ceiling)
    )  # fmt: skip
    assured_t_per_day: Quantity = of_contract("t/d", "Assured waste, first year")
    growth_percent_per_year: Quantity | None = quantity(
        "%/year", "Growth of the assured waste", "Left out: none is stated", ge=-20, le=20,
        default=None,
    )  # fmt: skip
    floor_percent: Quantity = of_contract("% of the assured", "Floor that is paid", le=200)
    ceiling_percent: Quantity | None = or_nothing(
        "% of the assured", "Ceiling above which waste may be refused", "Left out: none is stated"
    )
    price_per_t: ByYear = of_contract("money/t", "Price of a tonne")


class Ramp(Term):
    """First years in which less is owed and less is paid."""

    runs_on = mark("operation years")
    guarantee_percent: tuple[Quantity, ...] = quantity(
        "% of the guarantees", "Guarantees owed in the first years", "Then all", ge=0, le=100,
        default=(),
    )  # fmt: skip
    fee_percent: tuple[Quantity, ...] = quantity(
        "% of the price", "Price paid in the first years", "Then all", ge=0, le=100, default=()
    )


class Bonus(Term):
    """Payment for more energy than was guaranteed."""

    runs_on = mark("net energy above net_energy_yearly")
    rate_per_mwh: Quantity = of_contract("money/MWh", "Rate of energy above the guarantee")
    cap_percent: Quantity | None = or_nothing("% of the year's fee", "Cap", "Left out: none")


# Terms that run on another.
NEEDS = (
    ("minimum_tonnage", "base_payment"),
    ("unused_capacity", "minimum_tonnage"),
    ("substitute_waste", "minimum_tonnage"),
    ("heating_value_band", "fixed_and_unit_fee"),
    ("deemed_energy", "energy_payment"),
    ("energy_shortfall", "energy_payment"),
)
FEES = ("base_payment", "fixed_and_unit_fee", "waste_put_or_pay", "energy_payment")


def _beside(name: str, other: str, term: Term | None, needed: Term | None) -> Iterator[Fault]:
    if term is not None and needed is None:
        yield f".{name}", f"{name} without {other}", f"{other} beside it", "add it"


def _some_fee(*fees: Term | None) -> Iterator[Fault]:
    if not any(fees):
        yield "", "no fee", "one of " + ", ".join(FEES), "add what the contract pays"


def _one_price(base: Term | None, assured: Term | None) -> Iterator[Fault]:
    if base is not None and assured is not None:
        found = "base_payment and waste_put_or_pay"
        yield ".waste_put_or_pay", found, "one price of the city's tonnes", "remove one"


class PaymentMechanism(Section):
    """What is paid, and what reduces it."""

    joint: ClassVar[tuple[Joint, ...]] = (
        Joint(FEES, _some_fee),
        Joint(("base_payment", "waste_put_or_pay"), _one_price),
        *(Joint(pair, partial(_beside, *pair)) for pair in NEEDS),
    )
    base_payment: BasePayment | None = entry("Base payment in bands", default=None)
    minimum_tonnage: MinimumTonnage | None = entry("Tonnes paid under the minimum", default=None)
    unused_capacity: UnusedCapacity | None = entry("Payment for unused capacity", default=None)
    substitute_waste: SubstituteWaste | None = entry("Substitute waste", default=None)
    diversion_deduction: DiversionDeduction | None = entry(
        "Deduction for waste not fired", default=None
    )
    mileage_deduction: MileageDeduction | None = entry("Extra haulage", default=None)
    third_party_income: ThirdPartyIncome | None = entry("Share of extra income", default=None)
    indexation: Indexation | None = entry("Indexation of a part", default=None)
    fixed_and_unit_fee: FixedAndUnitFee | None = entry("Fixed fee and unit price", default=None)
    heating_value_band: HeatingValueBand | None = entry(
        "Cost of waste outside the band", default=None
    )
    waste_put_or_pay: WastePutOrPay | None = entry(
        "Waste paid between floor and ceiling", default=None
    )
    energy_payment: EnergyPayment | None = entry("Payment for power", default=None)
    deemed_energy: DeemedEnergy | None = entry("Deemed energy", default=None)
    energy_shortfall: EnergyShortfall | None = entry(
        "Take-or-pay and deliver-or-pay of power", default=None
    )
    ramp: Ramp | None = entry("Ramp of the first years", default=None)
    bonus: Bonus | None = entry("Bonus", default=None)
