"""What the study file says about the climate: landfill avoided, grid, credits."""

from typing import Literal, TypeAlias

from pydantic import Field

from wte_ppp.validation import Quantity, Section, quantity

__all__ = ["ClimateSection", "ClimateZone", "DisposalSite"]

ClimateZone: TypeAlias = Literal[
    "boreal_temperate_dry", "boreal_temperate_wet", "tropical_dry", "tropical_wet"
]
DisposalSite: TypeAlias = Literal[
    "managed_anaerobic", "managed_semi_aerobic", "unmanaged_deep", "unmanaged_shallow"
]


class ClimateSection(Section):
    """What the plant avoids and what it emits."""

    disposal_site: DisposalSite = Field(description="Kind of landfill the waste would go to")
    climate_zone: ClimateZone = Field(description="TOOL04 zone of the landfill")
    gwp_set: Literal["SAR", "AR4", "AR5", "AR6"] = Field(description="IPCC report of the GWPs")
    fossil_carbon: Literal["acm0022", "analysis"] = Field(
        description="Carbon that counts as burnt: ACM0022's cautious contents of wet waste, or the "
        "waste's own ultimate analysis"
    )
    model_correction: Quantity | None = quantity(
        "", "TOOL04 phi; left out: its default in the climate zone", gt=0, le=1, default=None
    )
    oxidation: Quantity = quantity("", "TOOL04 OX", ge=0, le=1)
    methane_fraction: Quantity = quantity("", "TOOL04 F", gt=0, le=1)
    doc_decomposing: Quantity = quantity("", "TOOL04 DOC_f", gt=0, le=1)
    captured_fraction: Quantity = quantity(
        "", "TOOL04 f: methane the landfill captures anyway", ge=0, le=1
    )
    n2o_kg_per_t: Quantity = quantity("kg/t", "N2O of combustion per tonne fired", ge=0, le=1)
    ch4_kg_per_t: Quantity = quantity("kg/t", "CH4 of combustion per tonne fired", ge=0, le=1)
    auxiliary_fuel_tco2_per_gj: Quantity = quantity("tCO2/GJ", "Auxiliary fuel", ge=0, le=0.2)
    grid_factor_tco2_per_mwh: Quantity = quantity(
        "tCO2/MWh", "Grid power displaced", ge=0, le=2, plausible=(0.05, 1.3)
    )
    import_loss_percent: Quantity = quantity("%", "Losses of the grid on bought power", ge=0, le=50)
    crediting_years: Quantity = quantity(
        "years", "Operation years that earn credits", ge=0, le=50, whole=True
    )
