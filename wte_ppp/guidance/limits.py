"""Emission limits by pollutant, with averaging period, reference oxygen and normal volume."""

from collections.abc import Mapping
from typing import Literal, TypeAlias, get_args

from pydantic import Field, model_validator

from wte_ppp.documents import DocumentError, Problem, did_you_mean
from wte_ppp.validation import Section, refuse_each

Pollutant: TypeAlias = Literal[
    "PM", "HCl", "HF", "SO2", "NOx", "CO", "TOC", "NH3", "Hg", "Cd", "Cd+Tl", "Pb", "As",
    "metals", "PCDD/F", "opacity",
]  # fmt: skip
UNIT = r"^((mg|µg|ng|ng I?-?TEQ)/(Nm3|m3)|ppm|%)$"
Averaging: TypeAlias = Literal["daily", "half_hourly", "hourly", "four_hourly", "sample", "any"]


class EmissionLimit(Section):
    """Highest concentration of one pollutant."""

    pollutant: Pollutant = Field(description="what is limited")
    limit: float = Field(ge=0, description="highest concentration")
    unit: str = Field(pattern=UNIT, description="mg/Nm3, µg/Nm3, ng/Nm3, ng TEQ/Nm3, ppm or %")
    averaging: Averaging = Field(description="period over which the value is averaged")
    o2_percent: float | None = Field(None, ge=0, lt=21, description="if other than the table's")
    case: str = Field("", description="size or age of the plant, where limits depend on it")


class EmissionLimits(Section):
    """Limits of one standard: dry gas at a reference oxygen content and temperature."""

    o2_percent: float = Field(ge=0, lt=21, description="reference oxygen, % by volume")
    temperature_c: float = Field(0.0, ge=0, le=30, description="of the normal cubic metre")
    dry: bool = True
    rows: tuple[EmissionLimit, ...]

    @model_validator(mode="after")
    def _each_once(self) -> "EmissionLimits":
        if not self.rows:
            raise refuse_each([("rows", "an empty list", "at least one limit", "add one")])
        seen: dict[tuple[str, str, str], int] = {}
        for place, row in enumerate(self.rows):
            key = (row.pollutant, row.averaging, row.case)
            if key in seen:
                found = f"{row.pollutant} {row.averaging} a second time"
                raise refuse_each(
                    [(f"rows.{place}", found, "each pollutant, period and case once", "remove one")]
                )
            seen[key] = place
        return self

    def row(self, situation: Mapping[str, float | str]) -> EmissionLimit | None:
        """The limit that a situation asks for.

        Parameters
        ----------
        situation
            `pollutant`; `averaging` and `case` where the table has several.

        Returns
        -------
        EmissionLimit | None
            None where the standard does not limit the pollutant.

        Raises
        ------
        DocumentError
            If several rows fit, or a word is unknown.
        """
        known: dict[str, list[str]] = {
            "pollutant": sorted({row.pollutant for row in self.rows}),
            "averaging": sorted({row.averaging for row in self.rows}),
            "case": sorted({row.case for row in self.rows} - {""}),
        }
        pollutant = situation.get("pollutant")
        if pollutant is None:
            raise _unclear("pollutant", "nothing", known["pollutant"])
        rows = [row for row in self.rows if row.pollutant == pollutant]
        if not rows and pollutant not in get_args(Pollutant):
            raise _unclear("pollutant", repr(pollutant), known["pollutant"])
        for name in ("averaging", "case"):
            asked = situation.get(name)
            if asked is not None and asked not in known[name]:
                raise _unclear(name, repr(asked), known[name])
            if asked is not None:
                rows = [row for row in rows if getattr(row, name) in (asked, "", "any")]
        if len(rows) > 1:
            name = "averaging" if len({row.averaging for row in rows}) > 1 else "case"
            choices = sorted({str(getattr(row, name)) for row in rows})
            raise _unclear(name, f"{len(rows)} limits of {pollutant}", choices)
        return rows[0] if rows else None

    def at(self, situation: Mapping[str, float | str]) -> float | None:
        """Limit in a situation, in the unit of its row.

        Examples
        --------
        >>> rows = [{"pollutant": "PM", "limit": 100, "unit": "mg/Nm3", "averaging": "any"}]
        >>> EmissionLimits(o2_percent=12, temperature_c=25, rows=rows).at({"pollutant": "PM"})
        100.0
        """
        row = self.row(situation)
        return None if row is None else row.limit

    def in_words(self) -> str:
        """All rows in one line, with the volume they refer to."""
        rows = "; ".join(
            " ".join(
                part
                for part in (
                    row.pollutant,
                    f"{row.limit:g}",
                    row.unit,
                    "" if row.averaging == "any" else row.averaging.replace("_", "-"),
                    f"({row.case})" if row.case else "",
                    f"at {row.o2_percent:g} % O2" if row.o2_percent is not None else "",
                )
                if part
            )
            for row in self.rows
        )
        state = "dry" if self.dry else "wet"
        return f"{rows}; at {self.o2_percent:g} % O2, {state}, {self.temperature_c:g} °C"


def _unclear(name: str, found: str, choices: list[str]) -> DocumentError:
    guess = did_you_mean(found.strip("'"), choices)
    action = f"write {guess!r}" if guess else f"state it, as in --with {name}={choices[0]}"
    allowed = "one of " + ", ".join(choices)
    return DocumentError((Problem(None, None, name, found, allowed, action),))
