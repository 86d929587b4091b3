"""What the project avoids and emits; the step builds it part by part."""

from wte_ppp.feasibility.outcomes import Outcome, ResultSection, Series, outcome


class ReferenceResult(ResultSection):
    """Emissions without the plant."""

    landfill_methane_tco2e: Series = outcome("tCO2e/year", "Landfill methane avoided")
    open_burning_tco2e: Series = outcome("tCO2e/year", "Open burning avoided")
    grid_power_tco2e: Series = outcome("tCO2e/year", "Grid power displaced")
    heat_tco2e: Series = outcome("tCO2e/year", "Heat displaced")
    reference_tco2e: Series = outcome("tCO2e/year", "Reference emissions")
    usual_tco2e: Series = outcome("tCO2e/year", "Business-as-usual emissions", symbol="BaU")


class ProjectResult(ResultSection):
    """Emissions of the plant."""

    fossil_co2_tco2e: Series = outcome("tCO2e/year", "Fossil CO2 from combustion")
    n2o_ch4_tco2e: Series = outcome("tCO2e/year", "N2O and CH4 from combustion")
    auxiliary_fuel_tco2e: Series = outcome("tCO2e/year", "Auxiliary fuel")
    imported_power_tco2e: Series = outcome("tCO2e/year", "Power purchased")
    leachate_tco2e: Series = outcome("tCO2e/year", "Methane from leachate treatment")
    transport_tco2e: Series = outcome("tCO2e/year", "Transport of waste and residues")
    project_tco2e: Series = outcome("tCO2e/year", "Project emissions")
    biogenic_co2_t: Series = outcome("t/year", "Biogenic CO2 from combustion, outside the totals")
    carbon_to_ash_t: Series = outcome("t C/year", "Carbon left in ash")
    fossil_co2_kg_per_t: Outcome = outcome("kg/t accepted", "Fossil CO2, as counted")
    fossil_co2_by_analysis_kg_per_t: Outcome = outcome(
        "kg/t accepted", "Fossil CO2, by ultimate analysis of the waste"
    )


class ReductionResult(ResultSection):
    """Emission reductions, and the credits and subsidies that they earn."""

    reduction_tco2e: Series = outcome("tCO2e/year", "Emission reductions")
    credits_tco2e: Series = outcome("tCO2e/year", "Credits issued (whole tonnes)")
    credits_issued_tco2e: Series = outcome(
        "tCO2e/year", "Credits in the year of issuance, within the contract"
    )
    credits_for_sale_tco2e: Series = outcome(
        "tCO2e/year", "Credits issued that the project may sell"
    )
    total_reduction_tco2e: Outcome = outcome("tCO2e", "Emission reductions, crediting period")
    total_credits_tco2e: Outcome = outcome(
        "tCO2e", "Credits issued (whole tonnes; none in years with negative reductions)"
    )
    credits_of_japan_t: Outcome = outcome("tCO2e", "Credits to Japan")
    credits_of_partner_t: Outcome = outcome("tCO2e", "Credits to the partner country")
    uncredited_reduction_tco2e: Outcome = outcome(
        "tCO2e", "Reduction below business as usual that is not credited, crediting years"
    )
    average_reduction_tco2e_per_year: Outcome = outcome(
        "tCO2e/year", "Average reduction in the crediting years"
    )
    reduction_by_2030_tco2e: Outcome = outcome("tCO2e", "Emission reductions to the end of 2030")
    reduction_by_2040_tco2e: Outcome = outcome("tCO2e", "Emission reductions to the end of 2040")
    reduction_kg_per_t_accepted: Outcome = outcome(
        "kgCO2e/t accepted", "Emission reductions per tonne accepted, crediting period"
    )
    subsidy_ceiling_percent: Outcome = outcome(
        "% of eligible cost", "Maximum JCM subsidy rate by the number of similar projects"
    )
    study_subsidy_jpy: Outcome = outcome("JPY", "Subsidy for a feasibility study")


class GrantPerTonne(ResultSection):
    """Grant over reductions, known once the finance step has run."""

    grant_usd_per_tco2e: Outcome = outcome("USD/tCO2e", "Grant per tonne of emission reductions")
    grant_jpy_per_tco2e: Outcome = outcome(
        "JPY/tCO2e", "Grant per tonne of emission reductions, in yen"
    )


class CoBenefitResult(ResultSection):
    """Air pollution, landfill and fluorocarbons, averages over the contract."""

    air_open_burning_kg_per_year: dict[str, Outcome] = outcome(
        "kg/year", "Pollutants avoided from open burning (PCDD/F in kg TEQ)"
    )
    air_grid_kg_per_year: dict[str, Outcome] = outcome(
        "kg/year", "Pollutants avoided from grid power"
    )
    air_stack_kg_per_year: dict[str, Outcome] = outcome(
        "kg/year", "Pollutants from the stack (PCDD/F in kg TEQ)"
    )
    air_avoided_kg_per_year: dict[str, Outcome] = outcome(
        "kg/year", "Pollutants avoided, net of the stack"
    )
    air_damage_avoided_usd_per_year: dict[str, Outcome] = outcome(
        "USD/year", "Air pollution damage avoided, at the study's unit costs"
    )
    landfill_space_m3_per_year: Outcome = outcome("m3/year", "Landfill airspace avoided")
    landfill_leachate_m3_per_year: Outcome = outcome("m3/year", "Landfill leachate avoided")
    fluorocarbons_tco2e_per_year: dict[str, Outcome] = outcome(
        "tCO2e/year", "Fluorocarbons destroyed, net, by IPCC report of the GWPs"
    )
    fluorocarbons_in_inventory_tco2e_per_year: dict[str, Outcome] = outcome(
        "tCO2e/year", "Of them HFC, in the inventories of the Paris Agreement"
    )
    fluorocarbons_outside_tco2e_per_year: dict[str, Outcome] = outcome(
        "tCO2e/year", "Of them CFC and HCFC, in no inventory of the Paris Agreement"
    )


class StreamsClimateResult(ResultSection):
    """Emissions by stream of waste; empty where the study states none beside the municipal."""

    disposal_by_stream_tco2e: dict[str, Series] = outcome(
        "tCO2e/year", "Landfill methane and open burning avoided, by stream"
    )
    fossil_co2_by_stream_tco2e: dict[str, Series] = outcome(
        "tCO2e/year", "Fossil CO2 from combustion, by stream"
    )


# Fields of the last base come first.
class ClimateBeforeGrant(
    StreamsClimateResult, CoBenefitResult, ReductionResult, ProjectResult, ReferenceResult
):
    """What the climate step gives, before a grant is known."""


class ClimateResult(GrantPerTonne, ClimateBeforeGrant):
    """What it avoids and emits, in the operation years."""
