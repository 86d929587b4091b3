"""What the study file says about the climate: landfill avoided, grid, emissions, credits, air."""

from typing import Literal, TypeAlias

from pydantic import field_validator, model_validator

from wte_ppp.cards import ASIA, TROPICS, Default, Unknown, entry, quantity
from wte_ppp.feasibility.definition.air import AirSection
from wte_ppp.feasibility.definition.jcm import JcmSection
from wte_ppp.sources import table
from wte_ppp.validation import Quantity, Section, refuse_each

ClimateZone: TypeAlias = Literal[
    "boreal_temperate_dry", "boreal_temperate_wet", "tropical_dry", "tropical_wet"
]
DisposalSite: TypeAlias = Literal[
    "managed_anaerobic",
    "managed_semi_aerobic",
    "managed_poorly_semi_aerobic",
    "managed_active_aeration",
    "managed_poorly_active_aeration",
    "unmanaged_deep",
    "unmanaged_shallow",
    "uncategorised",
    "water_table",
]
FurnaceTechnology: TypeAlias = Literal[
    "continuous_stoker",
    "continuous_fluidised_bed",
    "semi_continuous_stoker",
    "semi_continuous_fluidised_bed",
    "batch_stoker",
    "batch_fluidised_bed",
]
LandfillModel: TypeAlias = Literal["tool04", "tool04_monthly", "ipcc_2006", "ipcc_2019"]


class ClimateSection(Section):
    """What the plant avoids and what it emits."""

    landfill_model: LandfillModel = entry(
        "Landfill model", "TOOL04 by year or by month, or the IPCC's waste model of 2006 or 2019",
        default=Default(
            "tool04", "published",
            "CDM TOOL04, Emissions from solid waste disposal sites, version 08.1, equation 1",
            "Approved form for waste kept out of a landfill"
        ),
    )  # fmt: skip
    disposal_site: DisposalSite = entry(
        "Type of landfill", "To which the waste would go",
        default=Default(
            "unmanaged_deep", "assumption", "Deep dump without control unless the study says so",
            "MCF 0.8", place=ASIA,
        ),
    )  # fmt: skip
    landfill_depth_m: Quantity | None = quantity(
        "m", "Depth of the landfill", "In ground water (water_table)", gt=0, le=200, default=None
    )
    landfill_water_m: Quantity | None = quantity(
        "m", "Height of the water table", "Above the base of the landfill", ge=0, le=200,
        default=None,
    )  # fmt: skip
    climate_zone: ClimateZone | None = entry(
        "Climate zone", "TOOL04, of the landfill: mean temperature above 20 °C is tropical",
        default=Unknown(
            "Mean temperature and rain of the landfill's site, by CDM TOOL04, table of decay rates"
        ),
    )  # fmt: skip
    decay_rates: Literal["default", "low", "high"] = entry(
        "Decay rates", "The IPCC's default in the climate zone, or an end of its range",
        default=Default(
            "default", "published",
            "2006 IPCC Guidelines, Vol. 5, Ch. 3, Table 3.3; CDM TOOL04 version 08.1"
        ),
    )  # fmt: skip
    first_decay_month: Quantity = quantity(
        "", "First month of decay",
        "IPCC models: month M in which decay starts; 13 is the January after", ge=1, le=13,
        default=Default(
            13.0, "published",
            "2006 IPCC Guidelines, Vol. 5, Ch. 3, section 3.2.3: delay of six months on "
            "average, January after disposal", "IPCC models alone"
        ),
    )  # fmt: skip
    gwp_set: Literal["SAR", "AR4", "AR5", "AR6"] = entry(
        "Global warming potentials", "IPCC report",
        default=Default(
            "AR5", "published",
            "Decision 18/CMA.1, annex, paragraph 37 (2018): 100-year GWPs of IPCC AR5"
        ),
    )  # fmt: skip
    fossil_carbon: Literal["acm0022", "analysis", "ipcc"] = entry(
        "Basis of fossil carbon",
        "ACM0022's cautious contents of wet waste, the waste's own ultimate analysis, or the "
        "IPCC's contents of dry matter",
        default=Default(
            "acm0022", "published", "CDM ACM0022 version 03.0 (2020), equation 22: FCC and FFC",
            "On purpose high: upper values of the IPCC's ranges on wet mass"
        ),
    )  # fmt: skip
    carbon_burnt_percent: Quantity = quantity(
        "% of carbon", "Oxidation of carbon in the furnace", "ACM0022 EFF_COM, IPCC OF", ge=0,
        le=100,
        default=Default(
            100.0, "published",
            "CDM ACM0022 version 03.0, EFF_COM; 2006 IPCC Guidelines, Vol. 5, Ch. 5, Table 5.2"
        ),
    )  # fmt: skip
    model_correction: Quantity | None = quantity(
        "", "Model correction factor", "TOOL04 phi; left out: its default in the climate zone",
        gt=0, le=1, default=None,
    )  # fmt: skip
    model_uncertainty_percent: tuple[Quantity, ...] = quantity(
        "%", "Uncertainties for the model correction",
        "TOOL04 phi, option 2: of waste, DOC, DOC_f, F, MCF and decay", ge=0, le=200, default=(),
    )  # fmt: skip
    oxidation: Quantity = quantity(
        "", "Methane oxidised in the cover", "TOOL04 OX", ge=0, le=1,
        default=Default(0.1, "published", "CDM TOOL04 version 08.0 (2017), default OX"),
    )  # fmt: skip
    methane_fraction: Quantity = quantity(
        "", "Methane in landfill gas", "TOOL04 F", gt=0, le=1,
        default=Default(0.5, "published", "CDM TOOL04 version 08.0 (2017), default F"),
    )  # fmt: skip
    doc_decomposing: Quantity = quantity(
        "", "Fraction of DOC that decomposes", "TOOL04 DOC_f", gt=0, le=1,
        default=Default(0.5, "published", "CDM TOOL04 version 08.0 (2017), default DOC_f"),
    )  # fmt: skip
    methane_potential_kg_per_t: dict[str, Quantity] = quantity(
        "kg CH4/t wet", "Measured methane potential (BMP)", "By component, in place of DOC_f", ge=0,
        le=400, default={},
    )  # fmt: skip
    captured_fraction: Quantity = quantity(
        "", "Methane captured at the landfill", "In the reference (TOOL04 f)", ge=0, le=1,
        default=Default(0.0, "assumption", "No landfill gas collected unless the study says so"),
    )  # fmt: skip
    compliance_percent: Quantity = quantity(
        "% of such waste", "Compliance with treatment rules",
        "Waste that others treat already because law demands it; discounts the reference "
        "(ACM0022 DF_RATE)", ge=0, le=100,
        default=Default(
            0.0, "assumption", "No law asks for treatment unless the study says so",
            "From 50 % on nothing is credited"
        ),
    )  # fmt: skip
    open_burning_percent: Quantity = quantity(
        "% of waste", "Waste burnt in the open", "In the reference; it does not decay", ge=0,
        le=100,
        default=Default(
            0.0, "assumption", "All waste would be landfilled unless the study says so"
        ),
    )  # fmt: skip
    open_burning_carbon_percent: Quantity = quantity(
        "% of carbon", "Oxidation of carbon in open burning", "IPCC OF", ge=0, le=100,
        default=Default(
            58.0, "published", "2006 IPCC Guidelines, Vol. 5, Ch. 5, Table 5.2",
            "71 % in the 2019 Refinement; the lower claims less"
        ),
    )  # fmt: skip
    furnace_technology: FurnaceTechnology = entry(
        "Furnace technology", "For N2O and CH4 of combustion",
        default=Default(
            "continuous_stoker", "assumption",
            "Grate furnace that runs day and night unless the study says so"
        ),
    )  # fmt: skip
    n2o_kg_per_t: Quantity | None = quantity(
        "kg/t fired", "N2O of combustion", "Left out: ACM0022's for the furnace", ge=0,
        le=1, default=None,
    )  # fmt: skip
    ch4_kg_per_t: Quantity | None = quantity(
        "kg/t fired", "CH4 of combustion", "Left out: ACM0022's for the furnace", ge=0,
        le=1, default=None,
    )  # fmt: skip
    auxiliary_fuel_tco2_per_gj: Quantity = quantity(
        "tCO2/GJ", "Emission factor of auxiliary fuel", ge=0, le=0.2,
        default=Default(
            0.0748, "published",
            "IPCC 2006 Guidelines, Vol. 2, Table 1.4, gas/diesel oil, upper value"
        ),
    )  # fmt: skip
    leachate_cod_kg_per_m3: Quantity = quantity(
        "kg/m3", "COD of leachate", "Chemical oxygen demand", ge=0, le=150,
        default=Default(
            35.0, "assumption",
            "Soc Son waste-to-energy project (Hanoi), registered project description, as "
            "quoted at second hand", "Bunker leachate in Asia 30 to 70", place=ASIA,
        ),
    )  # fmt: skip
    leachate_mcf: Quantity = quantity(
        "", "Methane correction of leachate treatment", "0 where it is aerobic", ge=0, le=1,
        default=Default(
            0.0, "assumption", "Treated with air unless the study says so",
            "ACM0022 version 03.0: 0.8 where treated without air or let go"
        ),
    )  # fmt: skip
    waste_extra_km: Quantity = quantity(
        "km", "Extra haulage of waste", "One way, further to the plant than to the landfill", ge=0,
        le=1000,
        default=Default(0.0, "assumption", "As far as to the landfill unless the study says so"),
    )  # fmt: skip
    residue_extra_km: Quantity = quantity(
        "km", "Haulage of residues", "One way, from the plant to the disposal of its ash", ge=0,
        le=1000,
        default=Default(
            20.0, "assumption", "Order of magnitude of the way to a landfill outside a city",
            "Ash has to go somewhere: 10 to 50",
        ),
    )  # fmt: skip
    lorry_load_t: Quantity = quantity(
        "t", "Lorry load", ge=0.1, le=60,
        default=Default(10.0, "assumption", "Engineering practice"),
    )  # fmt: skip
    lorry_kgco2_per_km: Quantity = quantity(
        "kg/km", "CO2 of a lorry", ge=0, le=5,
        default=Default(
            1.0, "assumption", "Diesel lorry of 16 to 25 t, about 0.37 L/km x 2.68 kg/L"
        ),
    )  # fmt: skip
    grid_factor_tco2_per_mwh: Quantity = quantity(
        "tCO2/MWh", "Grid emission factor", "Of power displaced", ge=0, le=2, usual=(0.05, 1.7),
        default=Unknown(
            "The emission factor that the country publishes for its grid", cautious="low",
            other_way="climate.bought_grid_factor_tco2_per_mwh",
            instead=("climate.operating_margin_tco2_per_mwh",),
        ),
    )  # fmt: skip
    bought_grid_factor_tco2_per_mwh: Quantity | None = quantity(
        "tCO2/MWh", "Grid emission factor of power bought",
        "Left out: as displaced; of a range in the country profile the high end", ge=0, le=2,
        usual=(0.05, 1.7), default=None,
    )  # fmt: skip
    grid_factor_change_percent_per_year: Quantity = quantity(
        "%/year", "Change of the grid factor", "Negative: the grid becomes cleaner", ge=-50, le=20,
        default=Default(
            0.0, "assumption", "Constant unless the study says so",
            "Grids grow cleaner: -1 to -4 %/year in plans of South-East Asia"
        ),
    )  # fmt: skip
    grid_factor_floor_tco2_per_mwh: Quantity = quantity(
        "tCO2/MWh", "Floor of the grid factor", ge=0, le=2,
        default=Default(0.0, "assumption", "No floor unless the study says so"),
    )  # fmt: skip
    operating_margin_tco2_per_mwh: Quantity | None = quantity(
        "tCO2/MWh", "Operating margin", "With the build margin in place of the grid factor", ge=0,
        le=2, default=None,
    )  # fmt: skip
    build_margin_tco2_per_mwh: Quantity | None = quantity(
        "tCO2/MWh", "Build margin", ge=0, le=2, default=None
    )
    operating_margin_weight: Quantity = quantity(
        "", "Weight of the operating margin",
        "TOOL07 w_OM; 0.5 in the first crediting period, 0.25 after", ge=0, le=1,
        default=Default(
            0.5, "published", "CDM TOOL07 version 07.0, default weights, first crediting period",
            "0.25 in the second and third"
        ),
    )  # fmt: skip
    reference_grid_factor_tco2_per_mwh: Quantity | None = quantity(
        "tCO2/MWh", "Reference grid factor (JCM)",
        "Conservative factor of the methodology; left out: the grid factor", ge=0, le=2,
        default=None,
    )  # fmt: skip
    export_loss_avoided_percent: Quantity = quantity(
        "%", "Grid losses avoided", "By power from the plant (TOOL05)", ge=0, le=30,
        default=Default(
            0.0, "assumption", "Cautious: none",
            "CDM TOOL05 version 03.0 allows 3 % in the baseline"
        ),
    )  # fmt: skip
    import_loss_percent: Quantity = quantity(
        "%", "Grid losses on power bought", ge=0, le=50,
        default=Default(
            20.0, "published", "CDM TOOL05 version 03.0 (2017), default TDL of project electricity"
        ),
    )  # fmt: skip
    heat_fuel_tco2_per_gj: Quantity = quantity(
        "tCO2/GJ", "Emission factor of displaced heat fuel", "Of heat sold (plant.heat)", ge=0,
        le=0.2,
        default=Default(
            0.0543, "published",
            "2006 IPCC Guidelines, Vol. 2, Table 1.4, natural gas, lower value",
            "Cautious: the cleanest fossil fuel"
        ),
    )  # fmt: skip
    heat_boiler_percent: Quantity = quantity(
        "%", "Efficiency of the displaced boiler", ge=1, le=100,
        default=Default(
            100.0, "published", "CDM TOOL09, default efficiency of 100 % in the baseline",
            "Cautious"
        ),
    )  # fmt: skip
    crediting_years: Quantity = quantity(
        "years", "Crediting period", "Operation years that earn credits", ge=0, le=50, whole=True,
        default=Default(
            15.0, "assumption", "Legal service life used for JCM ex-ante estimates",
            "Set to the project's own"
        ),
    )  # fmt: skip
    landfill_density_t_per_m3: Quantity = quantity(
        "t/m3", "Density of landfilled waste", "In place", ge=0.05, le=2,
        default=Default(
            0.8, "assumption", "Engineering practice for compacted waste", "0.5 in dumps to 1.0"
        ),
    )  # fmt: skip
    landfill_leachate_m3_per_t: Quantity = quantity(
        "m3/t landfilled", "Leachate of the landfill", "Over the years", ge=0, le=3,
        default=Default(
            0.3, "assumption", "Rough, wet tropics", "Depends on rain and cover", place=TROPICS
        ),
    )  # fmt: skip
    fluorocarbons_kg_per_year: dict[str, Quantity] = quantity(
        "kg/year", "Fluorocarbons destroyed", "Recovered and burnt, by gas", ge=0, le=1e7,
        default={},
    )  # fmt: skip
    destruction_percent: Quantity = quantity(
        "%", "Destruction and removal efficiency", "Of fluorocarbons in the furnace (DRE)", ge=0,
        le=100,
        default=Default(
            95.0, "published",
            "Montreal Protocol, TEAP, approved destruction technologies: municipal waste "
            "incineration is approved for dilute sources, 95 %",
            "99.99 % for concentrated sources, for which other furnaces are approved"
        ),
    )  # fmt: skip
    fluorocarbons_recovered_anyway_percent: Quantity = quantity(
        "%", "Fluorocarbons recovered in the reference", "Because law demands it", ge=0, le=100,
        default=Default(0.0, "assumption", "None unless the study says so"),
    )  # fmt: skip
    jcm: JcmSection = entry("Joint Crediting Mechanism")
    air: AirSection = entry("Air pollution")

    @field_validator("fluorocarbons_kg_per_year")
    @classmethod
    def _known_gases(cls, gases: dict[str, Quantity]) -> dict[str, Quantity]:
        listed = [row["gas"] for row in table("fluorocarbons")]
        faults = [
            (f".{name}", repr(name), "one of " + ", ".join(listed), "correct it")
            for name in gases
            if name not in listed
        ]
        if faults:
            raise refuse_each(faults)
        return gases

    @model_validator(mode="after")
    def _belong_together(self) -> "ClimateSection":
        faults = []
        if self.disposal_site == "water_table":
            faults += [
                (f".{name}", "nothing", "a number, for a site in ground water", "add it")
                for name in ("landfill_depth_m", "landfill_water_m")
                if getattr(self, name) is None
            ]
        margins = ("operating_margin_tco2_per_mwh", "build_margin_tco2_per_mwh")
        stated = [name for name in margins if getattr(self, name) is not None]
        if len(stated) == 1:
            other = next(name for name in margins if name not in stated)
            faults.append((f".{other}", "nothing", f"a number beside {stated[0]}", "add it"))
        if faults:
            raise refuse_each(faults)
        return self
