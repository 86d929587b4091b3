"""Defaults of the facility file: rows of data/defaults.csv whose path begins with `facility.`."""

from dataclasses import dataclass
from functools import cache

from wte_ppp.sources import table


@dataclass(frozen=True)
class FacilityDefault:
    """A default with where it is from."""

    value: float
    unit: str
    status: str
    source: str


@cache
def facility_default(name: str) -> FacilityDefault:
    """The default of a field of the facility file.

    Parameters
    ----------
    name
        Of the field.

    Returns
    -------
    FacilityDefault
        From data/defaults.csv.

    Examples
    --------
    >>> facility_default("activity_uncertainty_percent").status
    'assumption'
    """
    row = next(row for row in table("defaults") if row["path"] == f"facility.{name}")
    return FacilityDefault(float(row["value"]), row["unit"], row["status"], row["source"])
