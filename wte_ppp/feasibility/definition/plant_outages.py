"""Part of the plant section: how lines and turbines stop, and the bunker between."""

from wte_ppp.cards import DENMARK, TOKYO, Default, quantity
from wte_ppp.validation import Quantity, Section


class OutageSection(Section):
    """How stops lie in the year; how long a line is up, plant.availability_h_per_year says."""

    line_planned_days: Quantity = quantity(
        "days/year", "Planned stop of a line",
        "Part of the hours that availability leaves; the rest of them is forced", ge=0, le=180,
        usual=(10, 90),
        default=Default(
            21.0, "published",
            "Danish Energy Agency, Technology Data for Energy Plants, waste-to-energy CHP: 2.5 "
            "(large) to 3.5 weeks (small) a year",
            "Tokyo's 23 wards plan 69 days of a furnace", place=DENMARK,
        ),
    )  # fmt: skip
    line_planned_stops: Quantity = quantity(
        "", "Planned stops of a line", "Equal stretches in which those days lie over the year",
        ge=1, le=12, whole=True,
        default=Default(
            1.0, "assumption", "One long stop a year, as the weeks of the Danish catalogue",
            "Tokyo's 23 wards plan two, overhaul and mid-year inspection (yearly report FY2014); "
            "Japan's guideline on capacity counts three in 85 days (recalled, not re-read)",
            place=DENMARK,
        ),
    )  # fmt: skip
    line_repair_days: Quantity = quantity(
        "days", "Repair of a line", "Mean length of a forced stop", gt=0, le=90, usual=(1, 15),
        default=Default(
            5.0, "published",
            "Clean Authority of Tokyo, yearly reports: 4.4 days (FY2014, 74 stops) to 6.6 days "
            "(FY2018, 71 stops)",
            "No other fleet publishes it", place=TOKYO,
        ),
    )  # fmt: skip
    turbine_planned_days: Quantity = quantity(
        "days/year", "Planned stop of a turbine", "Placed on that of a line", ge=0, le=180,
        default=Default(
            7.0, "assumption", "Engineering practice",
            "Minor overhaul 5 to 7 days a year, major one 25 to 35 days every 4 to 6 years"
        ),
    )  # fmt: skip
    turbine_forced_percent: Quantity = quantity(
        "% of time", "Forced stops of a turbine", "Outside its planned stop", ge=0, le=50,
        default=Default(
            1.0, "assumption", "Engineering practice: no fleet publishes it",
            "Six of the United Kingdom's plants had turbine faults in 2018 (Tolvik)"
        ),
    )  # fmt: skip
    bunker_days: Quantity = quantity(
        "days", "Bunker", "Full load of all lines that it holds", ge=0, le=60, usual=(2, 14),
        default=Default(
            5.0, "assumption", "Engineering practice", "3 to 5 in Europe, 5 to 7 in Asia"
        ),
    )  # fmt: skip
