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


class WasteResult(ResultSection):
    """What arrives at the gate."""

    composition_percent: dict[str, Outcome] = outcome("% wet", "Composition")
    survey: tuple[SurveyRow, ...]
    moisture_percent: Outcome = outcome("% as received", "Water at the gate")
    ash_percent: Outcome = outcome("% as received", "Ash at the gate")
    combustible_percent: Outcome = outcome("% as received", "Combustible matter at the gate")
    ultimate_percent: dict[str, Outcome] = outcome("% as received", "Ultimate analysis at the gate")
    lhv_mj_per_kg: Outcome = outcome("MJ/kg", "LHV at the gate, as received, first year")
    lhv_by_formula_mj_per_kg: dict[str, Outcome] = outcome(
        "MJ/kg", "LHV at the gate by each formula"
    )
    fired_moisture_percent: Outcome = outcome("% as fired", "Water after drainage")
    fired_ash_percent: Outcome = outcome("% as fired", "Ash after drainage")
    fired_combustible_percent: Outcome = outcome("% as fired", "Combustible matter after drainage")
    fired_lhv_mj_per_kg: Outcome = outcome("MJ/kg", "LHV as fired, first year")
    fired_lhv_low_mj_per_kg: Outcome = outcome(
        "MJ/kg", "LHV of low-quality waste as fired: lower end of the samples' 90 % interval"
    )
    fired_lhv_high_mj_per_kg: Outcome = outcome(
        "MJ/kg", "LHV of high-quality waste as fired: upper end of the samples' 90 % interval"
    )
    self_sustaining: Outcome = outcome("", "1 where the fired waste lies in Tanner's triangle")
    received_t: Series = outcome("t/year", "Waste received")
    received_low_t: Series = outcome("t/year", "Waste received, lower end of the forecast's band")
    received_high_t: Series = outcome("t/year", "Waste received, upper end of the forecast's band")
    paid_t: Series = outcome("t/year", "Waste for which the tipping fee is due")
