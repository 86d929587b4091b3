"""What the project avoids and emits."""

from wte_ppp.feasibility.outcomes import Outcome, ResultSection, Series, outcome

__all__ = ["ClimateResult"]


class ClimateResult(ResultSection):
    """What it avoids and emits, in the operation years."""

    landfill_methane_tco2e: Series = outcome("tCO2e/year", "Landfill methane avoided")
    grid_power_tco2e: Series = outcome("tCO2e/year", "Grid power displaced")
    reference_tco2e: Series = outcome("tCO2e/year", "Reference emissions")
    fossil_co2_tco2e: Series = outcome("tCO2e/year", "Fossil CO2 of combustion")
    n2o_ch4_tco2e: Series = outcome("tCO2e/year", "N2O and CH4 of combustion")
    auxiliary_fuel_tco2e: Series = outcome("tCO2e/year", "Auxiliary fuel")
    imported_power_tco2e: Series = outcome("tCO2e/year", "Power bought")
    project_tco2e: Series = outcome("tCO2e/year", "Project emissions")
    reduction_tco2e: Series = outcome("tCO2e/year", "Emission reduction")
    credits_tco2e: Series = outcome("tCO2e/year", "Credits: whole tonnes in crediting years")
    total_reduction_tco2e: Outcome = outcome("tCO2e", "Reduction over the crediting years")
    total_credits_tco2e: Outcome = outcome(
        "tCO2e", "Credits: whole tonnes, none for a year of loss"
    )
    average_reduction_tco2e_per_year: Outcome = outcome(
        "tCO2e/year", "Mean reduction of the crediting years"
    )
    reduction_kg_per_t_received: Outcome = outcome(
        "kgCO2e/t", "Reduction per tonne received in the crediting years"
    )
    fossil_co2_kg_per_t: Outcome = outcome("kg/t received", "Fossil CO2 counted")
    fossil_co2_by_analysis_kg_per_t: Outcome = outcome(
        "kg/t received", "Fossil CO2 by the waste's own ultimate analysis"
    )
    grant_usd_per_tco2e: Outcome = outcome("USD/tCO2e", "Grant per tonne reduced")
