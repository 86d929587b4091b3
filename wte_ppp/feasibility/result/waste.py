"""What arrives at the gate."""

from wte_ppp.feasibility.outcomes import Outcome, ResultSection, Series, outcome


class SurveyRow(ResultSection):
    """Statistics of one component of the waste survey."""

    component: str
    mean_percent: float
    standard_deviation_percent: float
    lower_percent: float
    upper_percent: float
    samples: int
    samples_needed: int


class GateResult(ResultSection):
    """What arrives at the gate, before the plant takes it."""

    composition_percent: dict[str, Outcome] = outcome("% wet", "Composition")
    survey: tuple[SurveyRow, ...]
    moisture_percent: Outcome = outcome("% as received", "Moisture at the gate")
    ash_percent: Outcome = outcome("% as received", "Ash at the gate")
    combustible_percent: Outcome = outcome("% as received", "Combustible matter at the gate")
    ultimate_percent: dict[str, Outcome] = outcome("% as received", "Ultimate analysis at the gate")
    composed_percent: dict[str, Outcome] = outcome(
        "% as received",
        "Water, ash and elements by the composition alone",
        definition="Of the components, before they are reconciled with what was measured",
    )
    misfit: dict[str, Outcome] = outcome(
        "standard deviations",
        "Misfit of composition and measurements",
        definition="How far each share of the reconciled analysis lies from the composition's, and "
        "the measured LHV from the formula's, against its spread; beyond 2 they speak of "
        "different wastes",
    )
    lhv_mj_per_kg: Outcome = outcome(
        "MJ/kg", "LHV at the gate, as received, first year", symbol="LHV"
    )
    lhv_by_formula_mj_per_kg: dict[str, Outcome] = outcome(
        "MJ/kg", "LHV at the gate, by formula", symbol="LHV"
    )
    fired_moisture_percent: Outcome = outcome("% as fired", "Moisture after drainage")
    fired_ash_percent: Outcome = outcome("% as fired", "Ash after drainage")
    fired_combustible_percent: Outcome = outcome("% as fired", "Combustible matter after drainage")
    fired_lhv_mj_per_kg: Outcome = outcome("MJ/kg", "LHV as fired, first year", symbol="LHV")
    fired_lhv_low_mj_per_kg: Outcome = outcome(
        "MJ/kg",
        "LHV of low-quality waste, as fired",
        symbol="LHV",
        definition="Lower end of the 90 % interval of the samples",
    )
    fired_lhv_high_mj_per_kg: Outcome = outcome(
        "MJ/kg",
        "LHV of high-quality waste, as fired",
        symbol="LHV",
        definition="Upper end of the 90 % interval of the samples",
    )
    self_sustaining: Outcome = outcome(
        "",
        "Self-sustaining combustion (1 yes, 0 no)",
        definition="1 where the waste as fired lies within the Tanner diagram",
        whole=True,
    )
    received_t: Series = outcome("t/year", "Waste received")
    received_low_t: Series = outcome("t/year", "Waste received, lower end of the forecast band")
    received_high_t: Series = outcome("t/year", "Waste received, upper end of the forecast band")
    moisture_by_year_percent: Series = outcome("% as received", "Moisture at the gate by year")
    ash_by_year_percent: Series = outcome("% as received", "Ash at the gate by year")
    lhv_by_year_mj_per_kg: Series = outcome("MJ/kg", "LHV at the gate by year", symbol="LHV")
    received_by_stream_t: dict[str, Series] = outcome(
        "t/year",
        "Waste received by stream",
        definition="Empty where the study states no streams, as all that is told by stream",
    )
    moisture_by_stream_percent: dict[str, Outcome] = outcome(
        "% as received", "Moisture at the gate by stream, first year"
    )
    ash_by_stream_percent: dict[str, Outcome] = outcome(
        "% as received", "Ash at the gate by stream, first year"
    )
    lhv_by_stream_mj_per_kg: dict[str, Outcome] = outcome(
        "MJ/kg", "LHV at the gate by stream, first year", symbol="LHV"
    )


class PaidWaste(ResultSection):
    """What the tipping fee is due for, known once the plant has run."""

    paid_t: Series = outcome(
        "t/year",
        "Waste for which the tipping fee is due",
        definition="Waste accepted, or the guaranteed tonnage where less comes (put-or-pay); "
        "without streams that have a fee of their own",
    )
    not_delivered_t: Series = outcome(
        "t/year", "Of which guaranteed, paid for and not delivered (put-or-pay)"
    )
    made_up_t: Series = outcome(
        "t/year",
        "Waste accepted free of fee, made up for waste not delivered before",
        definition="Above the guarantee, within the years to make it up",
    )
    paid_by_stream_t: dict[str, Series] = outcome(
        "t/year", "Waste for which a tipping fee is due, by stream"
    )


class WasteResult(PaidWaste, GateResult):
    """What arrives at the gate."""
