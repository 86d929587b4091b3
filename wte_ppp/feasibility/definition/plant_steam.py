"""Part of the plant section: steam beyond what tubes and blades of a plain plant bear."""

from typing import Literal

from pydantic import model_validator

from wte_ppp.cards import Default, entry, quantity
from wte_ppp.validation import Quantity, Section, refuse_each


class SteamSection(Section):
    """Reheat, superheating by another fuel, and what protects the tubes against chlorides."""

    protection: Literal["none", "alloy", "cladding"] | None = entry(
        "Protection of the boiler's tubes",
        "Alloy superheater tubes, or nickel alloy welded on walls and superheater; left out: not "
        "stated. It moves no figure; findings on steam state and corrosion depend on it",
        default=None,
    )
    boiler_steam_c: Quantity | None = quantity(
        "°C", "Steam temperature at the waste boiler's outlet",
        "Another fuel superheats it to the live steam temperature; left out: the waste alone",
        gt=150, le=560, default=None,
    )  # fmt: skip
    superheater_efficiency_percent: Quantity = quantity(
        "% of LHV", "Efficiency of the separate superheater", gt=40, le=100,
        default=Default(
            90.0, "assumption", "Engineering practice: gas or oil fired, with its own economiser"
        ),
    )  # fmt: skip
    reheat_bar: Quantity | None = quantity(
        "bar(a)", "Reheat pressure",
        "All steam goes back to the boiler at this pressure of the turbine; left out: none", gt=2,
        le=100, default=None,
    )  # fmt: skip
    reheat_c: Quantity | None = quantity(
        "°C", "Reheat temperature", "Left out: the live steam temperature", gt=150, le=560,
        default=None,
    )  # fmt: skip

    @model_validator(mode="after")
    def _reheat_has_a_pressure(self) -> "SteamSection":
        if self.reheat_c is not None and self.reheat_bar is None:
            fault = (".reheat_c", "a reheat temperature without a pressure", "both",
                     "give plant.steam.reheat_bar too")  # fmt: skip
            raise refuse_each([fault])
        return self
