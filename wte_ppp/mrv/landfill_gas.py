"""Gas of a landfill that exists: TOOL04, application A, and what wells and a flare would burn."""

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal, TypeAlias

import numpy as np
from pydantic import Field, model_validator

from wte_ppp.arrays import FloatArray
from wte_ppp.cards import quantity
from wte_ppp.climate import landfill
from wte_ppp.climate.landfill_site import (
    captured_and_burnt_fraction,
    gas_capture_reduction_tco2e,
)
from wte_ppp.feasibility.defaults import default_values
from wte_ppp.feasibility.definition.climate import ClimateZone, DisposalSite
from wte_ppp.feasibility.steps.climate_factors import (
    decay_rate,
    gwp,
    landfill_factor,
    methane_correction,
    model_correction,
)
from wte_ppp.mrv.reading import composition_faults, read_definition, site_faults
from wte_ppp.validation import Quantity, Section, refuse_each

Tonnes: TypeAlias = dict[
    Annotated[str, Field(pattern=r"^(19|20)[0-9]{2}$")], Annotated[float, Field(ge=0, le=1e8)]
]
LONGEST = 150


class LandfillGasDefinition(Section):
    """The file of a landfill."""

    schema_: Literal["wte_ppp/landfill-gas/1"] = Field(
        alias="schema", description="Version of this format"
    )
    name: str = Field(min_length=1, max_length=200, description="Name of the landfill")
    remark: str = Field(default="", max_length=2000, description="Remark for the reader")
    waste_t: Tonnes = Field(
        min_length=1, description="Wet waste disposed of, by year, from the first year of the site"
    )
    composition_percent: dict[str, Quantity] = quantity(
        "% wet", "Share of each component; sums to 100", ge=0, le=100
    )
    disposal_site: DisposalSite = Field(description="Kind of landfill")
    climate_zone: ClimateZone = Field(description="TOOL04 zone")
    gwp_set: Literal["AR4", "AR5", "AR6"] = Field(default="AR5", description="Warming potentials")
    first_capture_year: int = Field(
        strict=True, ge=1950, le=2150, description="First year of gas capture"
    )
    last_year: int = Field(strict=True, ge=1950, le=2150, description="Last year of the table")
    area_covered_percent: Quantity = quantity("%", "Waste that wells reach", ge=0, le=100)
    collection_percent: Quantity = quantity("%", "Of the methane there, collected", ge=0, le=100)
    destruction_percent: Quantity = quantity("%", "Of what is collected, burnt", ge=0, le=100)
    required_percent: Quantity = quantity(
        "%", "Of what is burnt, required by law anyway", ge=0, le=100
    )

    @model_validator(mode="after")
    def _fits_together(self) -> "LandfillGasDefinition":
        faults = composition_faults(self.composition_percent) + site_faults(self.disposal_site)
        first = min(int(year) for year in self.waste_t)
        if not first <= self.first_capture_year <= self.last_year < first + LONGEST:
            capture = f"capture from {self.first_capture_year}"
            span = f"waste from {first}, {capture}, to {self.last_year}"
            allowed = f"in this order, at most {LONGEST} years"
            faults.append((".last_year", span, allowed, "correct them"))
        late = [year for year in self.waste_t if int(year) > self.last_year]
        if late:
            faults.append(
                (".waste_t", ", ".join(late), f"years to {self.last_year}", "remove them")
            )
        if faults:
            raise refuse_each(faults)
        return self


@dataclass(frozen=True)
class LandfillGas:
    """Gas of a landfill by year, from its first year to the last of the table."""

    definition: LandfillGasDefinition
    years: tuple[int, ...]
    waste_t: FloatArray
    methane_t: FloatArray
    generated_tco2e: FloatArray
    burnt_tco2e: FloatArray
    reduction_tco2e: FloatArray
    model_correction: float
    oxidation: float

    @property
    def burnt_fraction(self) -> float:
        """Share of the methane that is collected and burnt once capture runs."""
        return float(_burnt(self.definition))


def landfill_gas(definition: LandfillGasDefinition) -> LandfillGas:
    """Compute the gas of a landfill and what its capture would spare.

    Parameters
    ----------
    definition
        As read.

    Returns
    -------
    LandfillGas
        By year; a year without an entry received no waste.

    References
    ----------
    CDM TOOL04 v08.1, application A, eq. 1; ACM0001.
    """
    first = min(int(year) for year in definition.waste_t)
    years = tuple(range(first, definition.last_year + 1))
    waste = np.array([definition.waste_t.get(str(year), 0.0) for year in years])
    defaults = default_values()
    mix = {
        name: float(np.asarray(share)) / 100
        for name, share in definition.composition_percent.items()
    }
    potential = gwp("CH4_biogenic", definition.gwp_set)
    phi = model_correction(definition.climate_zone, "a")
    oxidation = landfill_factor("oxidation", "tool04")
    generated = landfill.landfill_emissions_tco2e(
        {name: share * waste for name, share in mix.items()},
        {name: float(defaults[f"waste.components.{name}.doc_percent"][0]) / 100 for name in mix},
        {
            name: decay_rate(
                str(defaults[f"waste.components.{name}.decay_class"][0]), definition.climate_zone
            )
            for name in mix
        },
        doc_f=landfill_factor("doc_f", "default"),
        methane_fraction=landfill_factor("methane_fraction", "default"),
        mcf=methane_correction(definition.disposal_site),
        oxidation=oxidation,
        model_correction=phi,
        gwp_methane=potential,
    )
    running = np.array(years) >= definition.first_capture_year
    share = np.where(running, _burnt(definition), 0.0)
    required = float(np.asarray(definition.required_percent)) / 100
    reduction = gas_capture_reduction_tco2e(generated, share, oxidation, required)
    return LandfillGas(
        definition, years, waste, generated / potential, generated, generated * share,
        np.asarray(reduction), phi, oxidation,
    )  # fmt: skip


def _burnt(definition: LandfillGasDefinition) -> FloatArray:
    shares = (
        np.asarray(percent, dtype=np.float64) / 100
        for percent in (
            definition.area_covered_percent,
            definition.collection_percent,
            definition.destruction_percent,
        )
    )
    return np.asarray(captured_and_burnt_fraction(*shares))


def read_landfill_gas(path: str | Path) -> LandfillGasDefinition:
    """Read the file of a landfill.

    Raises `DocumentError` with every fault.
    """
    return read_definition(path, LandfillGasDefinition)[0]
