"""What the study file says about air pollution."""

from pydantic import model_validator

from wte_ppp.cards import Default, Unknown, quantity
from wte_ppp.validation import Quantity, Section, refuse_each


class AirSection(Section):
    """Air pollution that the plant avoids and causes."""

    grid_coal_percent: Quantity = quantity(
        "% of power", "Coal in grid power", ge=0, le=100,
        default=Unknown("Generation statistics of the grid operator or the energy ministry"),
    )  # fmt: skip
    grid_gas_percent: Quantity = quantity(
        "% of power", "Gas in grid power", ge=0, le=100,
        default=Unknown("Generation statistics of the grid operator or the energy ministry"),
    )  # fmt: skip
    grid_oil_percent: Quantity = quantity(
        "% of power", "Oil in grid power", ge=0, le=100,
        default=Unknown("Generation statistics of the grid operator or the energy ministry"),
    )  # fmt: skip
    grid_so2_removed_percent: Quantity = quantity(
        "%", "SO2 removal of grid power plants", ge=0, le=100,
        default=Default(90.0, "assumption", "Desulphurisation in new coal plants", "Cautious"),
    )  # fmt: skip
    grid_nox_removed_percent: Quantity = quantity(
        "%", "NOx removal of grid power plants", ge=0, le=100,
        default=Default(0.0, "assumption", "Tier 1 factors without catalysts"),
    )  # fmt: skip
    damage_usd_per_t: dict[str, Quantity] = quantity(
        "USD/t", "Damage cost of air pollution",
        "Of a tonne of SO2, NOx or PM2.5, an assumption of the study; left out: not valued", ge=0,
        le=1e7, default={},
    )  # fmt: skip

    @model_validator(mode="after")
    def _known_pollutants(self) -> "AirSection":
        pollutants = ("SO2", "NOx", "PM2.5")
        faults = [
            (
                f".damage_usd_per_t.{name}",
                repr(name),
                "one of " + ", ".join(pollutants),
                "correct it",
            )
            for name in self.damage_usd_per_t
            if name not in pollutants
        ]
        if faults:
            raise refuse_each(faults)
        return self
