"""What the study file says about the plant: furnace, boiler, turbine, operation, residues."""

from typing import Literal

from pydantic import field_validator, model_validator

from wte_ppp.cards import ASIA, CHINA_EUROPE, TROPICS, VIET_NAM, Default, entry, quantity
from wte_ppp.feasibility.definition.design_waste import DesignWasteSection
from wte_ppp.feasibility.definition.plant_outages import OutageSection
from wte_ppp.feasibility.definition.plant_parts import (
    HeatSection,
    OwnUseSection,
    ResidueSection,
    StackSection,
    WaterSection,
)
from wte_ppp.feasibility.definition.plant_steam import SteamSection
from wte_ppp.validation import Quantity, Section, refuse, refuse_each

MONTHS = 12


class PlantSection(Section):
    """What the plant does with the waste."""

    capacity_t_per_day: Quantity = quantity(
        "t/d", "Plant capacity", "Waste fired by all lines at full load", ge=1, le=20000,
        usual=(100, 6000),
    )  # fmt: skip
    lines: Quantity | None = quantity(
        "", "Furnace lines", "Left out: as few as the maximum line capacity allows", ge=1, le=20,
        whole=True, default=None,
    )  # fmt: skip
    largest_line_t_per_day: Quantity = quantity(
        "t/d", "Maximum line capacity", ge=1, le=2000, usual=(100, 1000),
        default=Default(
            800.0, "assumption", "Soc Son, Viet Nam: five lines of 800 t/d (table of plants)",
            "Europe 15 to 40 t/h; a few lines of 1,000 t/d run in China", place=ASIA,
        ),
    )  # fmt: skip
    design_lhv_mj_per_kg: Quantity | None = quantity(
        "MJ/kg", "Design LHV",
        "LHV of fired waste at which capacity and heat input are both 100 %; left out: the LHV "
        "of the first year", ge=1, le=30, usual=(4.5, 14), default=None,
    )  # fmt: skip
    lhv_min_mj_per_kg: Quantity | None = quantity(
        "MJ/kg", "Minimum LHV without auxiliary fuel",
        "Of fired waste; left out: where its flue gas just holds the burnout temperature", ge=0,
        le=15, default=None,
    )  # fmt: skip
    burnout_c: Quantity = quantity(
        "°C", "Burnout temperature", "Of flue gas two seconds after the last combustion air",
        ge=600, le=1200,
        default=Default(
            850.0, "published", "Directive 2010/75/EU, Article 50(2)",
            "China's GB 18485 and Japan's guideline on dioxins ask for the same; 1,100 where "
            "hazardous waste holds more than 1 % of halogens"
        ),
    )  # fmt: skip
    wall_loss_percent: Quantity = quantity(
        "% of heat", "Heat to the furnace walls",
        "Up to two seconds after the last combustion air, of the heat of waste and hot air", ge=0,
        le=40,
        default=Default(
            15.0, "assumption",
            "Engineering practice: burnout at 850 °C takes 950 to 1,000 °C without loss",
            "12 to 17; less in a furnace lined with refractory. Gives waste of 55 % water "
            "5 MJ/kg, China's limit (technical policy of 2000)"
        ),
    )  # fmt: skip
    lhv_max_mj_per_kg: Quantity | None = quantity(
        "MJ/kg", "Maximum LHV",
        "Of fired waste; hours above it are told, and counted as if a line ran below its minimum "
        "throughput; left out: where full heat takes that throughput", ge=1, le=40, default=None,
    )  # fmt: skip
    design_waste: DesignWasteSection | None = entry(
        "Design waste",
        "Low, standard and high quality as fired (Japanese practice); the furnace is laid out on "
        "one of them where design_lhv_mj_per_kg is left out; left out: none",
        default=None,
    )
    lowest_throughput_percent: Quantity = quantity(
        "% of capacity", "Minimum continuous throughput", "Of a line", ge=0, le=95, usual=(50, 80),
        default=Default(
            70.0, "assumption", "Engineering practice for grate furnaces",
            "60 to 70 %; ask the furnace's maker"
        ),
    )  # fmt: skip
    lowest_heat_percent: Quantity | None = quantity(
        "% of full heat", "Minimum continuous heat input",
        "Of a line; left out: 70 (an assumption), or the minimum throughput of low quality where "
        "the plant is laid out on the high one", ge=0, le=95, usual=(30, 80), default=None,
    )  # fmt: skip
    overload_percent: Quantity = quantity(
        "% of full load", "Short-term overload", "Of throughput and of heat input", ge=100, le=130,
        default=Default(
            110.0, "assumption", "Engineering practice for grate furnaces", "1 to 2 hours in 8"
        ),
    )  # fmt: skip
    availability_h_per_year: Quantity = quantity(
        "h/year", "Availability",
        "Hours a line is up in a settled year, after planned and forced stops; the turbine's stops "
        "and the bunker come on top (plant.outages)", ge=1, le=8760, usual=(6500, 8400),
        default=Default(
            8000.0, "assumption", "Commonly guaranteed hours of a grate line (EU and China)",
            "Lenders often count 7,500 to 7,800; the United Kingdom's plants 7,800 to 7,900 "
            "(Tolvik, 2014 to 2018), Tokyo's 6,600 to 6,700 (yearly reports FY2014 to FY2019)",
            place=CHINA_EUROPE,
        ),
    )  # fmt: skip
    outages: OutageSection = entry("Outages")
    turbines: Quantity = quantity(
        "", "Turbines", "Equal ones that share the steam", ge=1, le=10, whole=True,
        default=Default(1.0, "assumption", "One turbine unless the study says so"),
    )  # fmt: skip
    guaranteed_net_kwh_per_t: Quantity | None = quantity(
        "kWh/t fired", "Guaranteed net power per tonne",
        "Of a quote or a published study, at full load: stands in place of the model's own",
        gt=0, le=2000, default=None,
    )  # fmt: skip
    guaranteed_net_lhv_mj_per_kg: Quantity | None = quantity(
        "MJ/kg", "LHV of that guarantee",
        "As fired; power follows the LHV in proportion; left out: the LHV of the first year",
        gt=0, le=30, default=None,
    )  # fmt: skip
    rated_gross_mw: Quantity | None = quantity(
        "MW", "Rated power of all turbines",
        "At the generators; steam beyond it is condensed; left out: as large as the steam allows",
        gt=0, le=1000, default=None,
    )  # fmt: skip
    short_of_waste: Literal["fewer_hours", "part_load"] = entry(
        "Operation when short of waste",
        "Full load in fewer hours, or all hours at part load with lines taken out of service",
        default=Default(
            "fewer_hours", "assumption", "Simplest view; annual tonnes are the same",
            "Real plants mostly run on at part load, with a lower efficiency"
        ),
    )  # fmt: skip
    ramp_up_percent: tuple[Quantity, ...] = quantity(
        "% of availability", "Ramp-up", "Availability of the first operation years, one a year",
        gt=0, le=100,
        default=Default(
            (90.0, 100.0), "assumption", "Engineering practice",
            "First year 7,000 to 7,500 h is common"
        ),
    )  # fmt: skip
    late_start_months: Quantity = quantity(
        "months", "Late start",
        "Months after the planned start in which the plant does not run; contract, tax years and "
        "debt service keep their days", ge=0, le=480,
        default=Default(0.0, "assumption", "Starts on its day unless the study says so"),
    )  # fmt: skip
    degradation_percent_per_year: Quantity = quantity(
        "%/year", "Degradation of power output", "Between overhauls", ge=0, le=5,
        default=Default(
            0.3, "assumption", "Engineering practice", "Permanent loss 0.2 to 0.5 %/year"
        ),
    )  # fmt: skip
    overhaul_interval_years: Quantity = quantity(
        "years", "Turbine overhaul interval", ge=1, le=30, whole=True,
        default=Default(
            5.0, "assumption", "Engineering practice", "Turbine overhaul every 4 to 6 years"
        ),
    )  # fmt: skip
    overhaul_recovery_percent: Quantity = quantity(
        "% of the loss", "Output recovered by an overhaul", ge=0, le=100,
        default=Default(60.0, "assumption", "Engineering practice", "50 to 70 %"),
    )  # fmt: skip
    excess_air_ratio: Quantity = quantity(
        "", "Excess air ratio", "Combustion air / stoichiometric air", ge=1.05, le=3,
        default=Default(
            1.6, "assumption",
            "Conventional grate of 105 t/d in Japan 1.6, with recirculated gas and hot air 1.3 "
            "(Miyagoshi et al., JFE, in Waste Management in Japan, WIT Press 2004)",
            "1.4 to 1.7; new plants 1.3 to 1.4, which burn poorer waste without fuel",
            place=ASIA,
        ),
    )  # fmt: skip
    flue_gas_exit_c: Quantity = quantity(
        "°C", "Flue gas temperature at boiler exit", ge=100, le=350,
        default=Default(
            190.0, "assumption", "Engineering practice",
            "190 to 220 in China, 135 to 160 in recent high-efficiency plants",
            place=ASIA,
        ),
    )  # fmt: skip
    air_preheat_c: Quantity | None = quantity(
        "°C", "Combustion air temperature",
        "Entering the furnace; left out: what is usual for the waste's LHV, 160 up to 9 MJ/kg, not "
        "heated from 12 MJ/kg on (an assumption)", ge=0, le=300, default=None,
    )  # fmt: skip
    air_moisture_kg_per_kg: Quantity = quantity(
        "kg/kg", "Humidity of the air", "Water per dry air", ge=0, le=0.05,
        default=Default(
            0.018, "assumption", "Humid subtropical air near 27 °C and 80 % relative humidity",
            "0.010 in temperate climates",
            place=TROPICS,
        ),
    )  # fmt: skip
    unburnt_percent_of_bottom_ash: Quantity = quantity(
        "% of dry ash", "Loss on ignition of bottom ash", ge=0, le=15,
        default=Default(
            3.0, "assumption",
            "Directive 2010/75/EU, Article 50(1): total organic carbon of slag below 3 %",
            "Taken as carbon lost in bottom ash"
        ),
    )  # fmt: skip
    boiler_efficiency_percent: Quantity | None = quantity(
        "% of LHV", "Boiler efficiency", "Heat to steam / heat input; left out: from the losses",
        gt=30, le=95, usual=(75, 92), default=None,
    )  # fmt: skip
    steam_pressure_bar: Quantity = quantity(
        "bar(a)", "Live steam pressure", gt=5, le=180,
        default=Default(
            40.0, "assumption", "Standard steam parameters of waste boilers in Asia and Europe",
            "60 to 64 bar and 450 °C in high-efficiency plants"
        ),
    )  # fmt: skip
    steam_temperature_c: Quantity = quantity(
        "°C", "Live steam temperature", gt=200, le=560,
        default=Default(
            400.0, "assumption", "Standard steam parameters of waste boilers in Asia and Europe"
        ),
    )  # fmt: skip
    steam: SteamSection = entry("Steam beyond the usual")
    feedwater_c: Quantity | None = quantity(
        "°C", "Feedwater temperature",
        "Entering the boiler; left out: 130, or 20 K below colder flue gas at the boiler's exit "
        "(an assumption)", ge=60, le=250, default=None,
    )  # fmt: skip
    condensate_economiser_c: Quantity | None = quantity(
        "°C", "Flue gas behind a condensate economiser",
        "Heat of flue gas behind the boiler that warms the condensate; left out: none", ge=30,
        le=250, default=None,
    )  # fmt: skip
    air_preheat_steam_bar: Quantity = quantity(
        "bar(a)", "Extraction pressure for air preheating", ge=1, le=180,
        default=Default(
            12.0, "assumption",
            "Engineering practice: saturated at 188 °C, above the air preheat of 160 °C",
            "Live steam or drum steam where air is heated above 180 °C"
        ),
    )  # fmt: skip
    extraction_bar: Quantity = quantity(
        "bar(a)", "Extraction pressure for the deaerator", ge=1, le=20,
        default=Default(4.0, "assumption", "Engineering practice", "Deaerator at 2.7 to 4 bar"),
    )  # fmt: skip
    blowdown_percent: Quantity = quantity(
        "% of steam", "Boiler blowdown", ge=0, le=10,
        default=Default(1.0, "assumption", "Engineering practice", "1 to 2 %"),
    )  # fmt: skip
    cooling: Literal["air", "water", "once_through"] = entry(
        "Cooling of the condenser",
        "water: by a wet tower; once_through: river or sea water that passes the condenser once",
        default=Default("air", "assumption", "Air-cooled condenser unless the study says so"),
    )  # fmt: skip
    ambient_c: Quantity = quantity(
        "°C", "Mean ambient temperature", ge=-30, le=50,
        default=Default(
            27.0, "assumption", "Mean of a South-East Asian lowland city", "Give the site's own",
            place=TROPICS,
        ),
    )  # fmt: skip
    altitude_m: Quantity = quantity(
        "m", "Altitude of the site", "Thin air: fans move more volume", ge=-400, le=5000,
        default=Default(0.0, "assumption", "A lowland city", "Give the site's own", place=TROPICS),
    )  # fmt: skip
    wet_bulb_c: Quantity | None = quantity(
        "°C", "Mean wet-bulb temperature", "Left out: from air temperature and humidity", ge=-30,
        le=45, default=None,
    )  # fmt: skip
    cooling_water_c: Quantity | None = quantity(
        "°C", "Mean temperature of river or sea water", "Where cooling is once_through", ge=0,
        le=40, default=None,
    )  # fmt: skip
    hot_hour_c: Quantity | None = quantity(
        "°C", "Temperature of a hot hour",
        "Of the air (wet bulb or water where they cool), as reached in 1 % of hours; left out: "
        "power in a hot hour is not computed", ge=-10, le=55, default=None,
    )  # fmt: skip
    monthly_ambient_c: tuple[Quantity, ...] | None = quantity(
        "°C", "Monthly mean temperatures",
        "Of the air (wet bulb or water where they cool), January first; left out: the year's mean "
        "in each month", ge=-40, le=50, default=None,
    )  # fmt: skip
    condenser_approach_k: Quantity | None = quantity(
        "K", "Condenser approach",
        "Condensing temperature above air, wet bulb (tower) or water (once through); left out: "
        "what is usual at the site where air cools, 19 with a tower, 12 once through (assumptions)",
        ge=5, le=60, default=None,
    )  # fmt: skip
    turbine_efficiency_percent: Quantity | None = quantity(
        "%", "Isentropic efficiency of the turbine", "Left out: a fit on the turbine's size", gt=40,
        le=92, usual=(68, 90), default=None,
    )  # fmt: skip
    mechanical_efficiency_percent: Quantity = quantity(
        "%", "Mechanical efficiency", "Gear and bearings", gt=80, le=100,
        default=Default(
            98.5, "assumption", "Engineering practice", "Geared turbine below about 25 MW"
        ),
    )  # fmt: skip
    generator_efficiency_percent: Quantity = quantity(
        "%", "Generator efficiency", gt=80, le=100,
        default=Default(97.0, "assumption", "Engineering practice", "96.5 to 98.5"),
    )  # fmt: skip
    own_use_kwh_per_t: Quantity | None = quantity(
        "kWh/t fired", "Parasitic load per tonne fired", "All consumers; left out: by consumer",
        ge=0, le=500, default=None,
    )  # fmt: skip
    own_use_percent_of_gross: Quantity | None = quantity(
        "% of gross", "Parasitic load that follows output", "On top; left out: none", ge=0, le=50,
        default=None,
    )  # fmt: skip
    own_use: OwnUseSection = entry("Parasitic load by consumer")
    export_loss_percent: Quantity = quantity(
        "% of net", "Transformer and line losses", "Up to the meter", ge=0, le=20,
        default=Default(1.0, "assumption", "Engineering practice", "Transformer and line 1 to 2 %"),
    )  # fmt: skip
    import_mwh_per_year: Quantity = quantity(
        "MWh/year", "Power bought from the grid",
        "Beside what own use takes while turbines or all lines stand", ge=0, le=1e6,
        default=Default(0.0, "assumption", "No power bought unless the study says so"),
    )  # fmt: skip
    auxiliary_fuel_gj_per_t: Quantity | None = quantity(
        "GJ/t fired", "Auxiliary fuel for starts", "Left out: from the start-ups", ge=0,
        le=5, default=None,
    )  # fmt: skip
    starts_per_year: Quantity | None = quantity(
        "", "Cold starts per line",
        "In a year; left out: one after each planned and each forced stop (plant.outages)", ge=0,
        le=50, default=None,
    )  # fmt: skip
    start_up_hours: Quantity = quantity(
        "h", "Duration of a start", "From cold to waste feed, and shutdown", ge=0, le=100,
        default=Default(
            24.0, "assumption", "Engineering practice: refractory limits the rise of temperature",
            "With the heat below 0.045 GJ/t; three of Seoul's plants burnt 0.05 GJ/t of gas, the "
            "fourth 0.25, almost all around stops (monthly returns, 2014 to 2025)"
        ),
    )  # fmt: skip
    start_up_heat_percent: Quantity = quantity(
        "% of full heat", "Burner heat in a start", "Mean", ge=0, le=100,
        default=Default(50.0, "assumption", "Engineering practice: burners of 60 % of full heat"),
    )  # fmt: skip
    heating_degree_days: Quantity = quantity(
        "K·d", "Heating degree days",
        "20-year mean by Eurostat's method, for the R1 climate factor", ge=0, le=10000,
        default=Default(
            0.0, "assumption", "Tropical site: no day's mean below 15 °C",
            "Give the 20-year mean elsewhere",
            place=TROPICS,
        ),
    )  # fmt: skip
    heat: HeatSection | None = entry(
        "Heat sales", "Heat or steam sold; left out: none", default=None
    )
    land_m2_per_t_per_day: Quantity = quantity(
        "m2 per t/d", "Site area per capacity", ge=0, le=2000,
        default=Default(
            95.0, "assumption",
            "Thuan Thanh, Bac Ninh, Viet Nam: 4.8 ha for 500 t/d (DealStreetAsia, 2021)",
            "Soc Son, Viet Nam, takes about half of it", place=VIET_NAM,
        ),
    )  # fmt: skip
    stack: StackSection = entry("Flue gas treatment")
    water: WaterSection = entry("Water")
    residues: ResidueSection = entry("Reagents and residues")

    @model_validator(mode="after")
    def _water_is_known(self) -> "PlantSection":
        if self.cooling == "once_through" and self.cooling_water_c is None:
            fault = (".cooling_water_c", "nothing", "the temperature of the water that cools",
                     "give plant.cooling_water_c")  # fmt: skip
            raise refuse_each([fault])
        return self

    @field_validator("monthly_ambient_c")
    @classmethod
    def _twelve(cls, months: tuple[Quantity, ...] | None) -> tuple[Quantity, ...] | None:
        if months is not None and len(months) != MONTHS:
            raise refuse(f"{len(months)} temperatures", "12, January first", "complete the list")
        return months
