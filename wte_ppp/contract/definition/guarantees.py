"""Guarantees of the contract with their damages: of each year of operation, and at acceptance."""

from collections.abc import Iterator
from typing import ClassVar, Literal

from wte_ppp.cards import count, entry, quantity
from wte_ppp.contract.definition.term import ByYear, Term, of_contract, or_nothing
from wte_ppp.messages import mark
from wte_ppp.validation import Fault, Joint, Quantity, Section

COUNTED = mark("counts stated as expected in a year, drawn as a Poisson number")


class Guarantee(Term):
    """A guarantee whose damages may have a cap of their own."""

    cap_percent: Quantity | None = or_nothing(
        "% of the year's fee", "Cap of these damages", "Left out: none is stated"
    )


class NetEnergyYearly(Guarantee):
    """Net energy of a tonne over the years."""

    runs_on = mark("net power and waste fired in the year")
    guaranteed_kwh_per_t: Quantity = of_contract("kWh/t fired", "Guaranteed net energy")
    share_by_year_percent: tuple[Quantity, ...] = quantity(
        "%", "Share owed in each year", "As the plant wears; the last holds on; left out: all",
        ge=0, le=100, default=(),
    )  # fmt: skip
    price_per_mwh: ByYear = of_contract("money/MWh", "Rate of energy that is short")


def _ratchet_whole(step: object, most: object) -> Iterator[Fault]:
    if (step is None) != (most is None):
        yield ".repeat_step_percent", "half of the rise", "step and most together", "add the other"


class Availability(Guarantee):
    """Hours of the mean line."""

    runs_on = mark("hours of the lines by month; lack of waste and grid count as available")
    joint: ClassVar[tuple[Joint, ...]] = (
        *Guarantee.joint, Joint(("repeat_step_percent", "repeat_most_percent"), _ratchet_whole)
    )  # fmt: skip
    guaranteed_h_per_year: Quantity = of_contract("h/year", "Guaranteed hours of a line", le=8760)
    rate_per_t: Quantity = of_contract(
        "money/t", "Rate of a tonne that the missing hours would have treated",
        "Extra cost elsewhere, and shared income lost with it",
    )  # fmt: skip
    period: Literal["month", "year"] = entry(
        "Period", "Over which hours count; a month has its days' part of the guaranteed hours"
    )
    mean_of_years: int = count(
        "years", "Years of the mean", "Where the period is a year", ge=1, le=5, default=1
    )
    repeat_after_months: int = count(
        "months", "Months on end without a rise", ge=1, le=24, default=1
    )
    repeat_step_percent: Quantity | None = or_nothing(
        "%", "Rise for each further month on end", "Where the period is a month; left out: none"
    )
    repeat_most_percent: Quantity | None = or_nothing("%", "Highest rise", "Beside its step")


class CountedGuarantee(Guarantee):
    """Events of a year, each with its price."""

    runs_on = COUNTED
    allowed_per_year: Quantity = of_contract("a year", "Number allowed")
    rate_each: Quantity = of_contract("money each", "Rate")
    expected_per_year: Quantity = of_contract(
        "a year", "Number expected", "What a simulation draws around; not a term of the contract"
    )


class BottomAshBurnout(Guarantee):
    """Unburnt matter of the bottom ash."""

    runs_on = mark("unburnt matter and bottom ash of the study")
    guaranteed_percent: Quantity = of_contract("% dry", "Guaranteed loss on ignition", le=100)
    rate_per_t_and_point: Quantity = of_contract("money/t and point", "Rate")


class FlyAsh(Guarantee):
    """Fly ash to dispose of."""

    runs_on = mark("fly ash of the study")
    guaranteed_kg_per_t: Quantity = of_contract("kg/t fired", "Guaranteed fly ash")
    disposal_per_t: Quantity = of_contract("money/t", "Cost of disposal")


class AuxiliaryFuel(Guarantee):
    """Auxiliary fuel of a tonne."""

    runs_on = mark("auxiliary fuel of the study")
    guaranteed_mj_per_t: Quantity = of_contract("MJ/t fired", "Guaranteed auxiliary fuel")
    price_per_mj: Quantity = of_contract("money/MJ", "Price of fuel")


class AcceptanceGuarantee(Term):
    """A guarantee tested once: damages for each unit short, and a line of refusal."""

    runs_on = mark("the acceptance test: checked by contract check, not simulated by year")
    guaranteed: Quantity = of_contract("its unit", "Guaranteed value")
    rate_per_unit: Quantity = of_contract("money a unit", "Rate of a unit that is missing")
    refused_at: Quantity | None = or_nothing(
        "its unit", "Line of refusal", "Left out: none is stated"
    )
    cap_percent: Quantity | None = or_nothing(
        "% of the construction price", "Cap", "Left out: none is stated"
    )


class Completion(Term):
    """Delay of the works."""

    runs_on = mark("days late as expected here; once, before operation")
    rate_percent_per_day: Quantity = of_contract("% of the construction price", "Rate of a day")
    cap_percent: Quantity | None = or_nothing(
        "% of the construction price", "Cap", "Left out: none is stated"
    )


class Handback(Term):
    """Condition at the end of the contract."""

    runs_on = mark("the last fees of the contract and works as expected here")
    works: Quantity = of_contract("money", "Cost of works that the survey is expected to find")
    supervision_percent: Quantity = of_contract("% of the works", "Addition for supervision")
    retention_percent: Quantity = of_contract("% of the fee", "Retention", le=100)
    retention_months: int = count("months", "Months of retention before the end", ge=1, le=60)


class Guarantees(Section):
    """Guarantees by the names of the toolkit."""

    net_energy_yearly: NetEnergyYearly | None = entry("Net energy over the years", default=None)
    availability: Availability | None = entry("Availability", default=None)
    emission_margin: CountedGuarantee | None = entry(
        "Emissions below the limits", "Daily means above the guaranteed value", default=None
    )
    combustion_stability: CountedGuarantee | None = entry(
        "Stable combustion", "Hours of carbon monoxide above", default=None
    )
    monitoring_data: CountedGuarantee | None = entry(
        "Data of the monitors", "Hours without valid data", default=None
    )
    bottom_ash_burnout: BottomAshBurnout | None = entry("Burn-out of bottom ash", default=None)
    fly_ash: FlyAsh | None = entry("Fly ash to dispose of", default=None)
    auxiliary_fuel: AuxiliaryFuel | None = entry("Auxiliary fuel", default=None)
    throughput: AcceptanceGuarantee | None = entry(
        "Throughput at the reference heating value", default=None
    )
    lhv_band: AcceptanceGuarantee | None = entry("Operation over the firing diagram", default=None)
    net_energy: AcceptanceGuarantee | None = entry("Net energy exported", default=None)
    reagents: AcceptanceGuarantee | None = entry("Use of reagents", default=None)
    completion: Completion | None = entry("Date of commercial operation", default=None)
    handback: Handback | None = entry("Condition at handback", default=None)
