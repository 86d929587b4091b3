"""Emission limits by pollutant, with averaging period, reference oxygen and normal volume."""

from collections.abc import Iterator, Mapping
from typing import Literal, TypeAlias, get_args

from pydantic import Field, model_validator

from wte_ppp.documents import DocumentError, Problem, did_you_mean
from wte_ppp.messages import Message, Quoted, Scalar, mark
from wte_ppp.validation import Section, refuse_each

Pollutant: TypeAlias = Literal[
    "PM", "HCl", "HF", "SO2", "NOx", "CO", "TOC", "NH3", "Hg", "Cd", "Cd+Tl", "Pb", "As",
    "metals", "PCDD/F", "opacity",
]  # fmt: skip
UNIT = r"^((mg|µg|ng|ng I?-?TEQ)/(Nm3|m3)|ppm|%)$"
Averaging: TypeAlias = Literal["daily", "half_hourly", "hourly", "four_hourly", "sample", "any"]
AVERAGING: Mapping[str, str] = {
    "daily": mark("daily"),
    "half_hourly": mark("half-hourly"),
    "hourly": mark("hourly"),
    "four_hourly": mark("four-hourly"),
    "sample": mark("sample"),
    "any": mark("any"),
}


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

        Raises `DocumentError` if several rows fit, or a word is unknown.
        """
        words: dict[str, list[str]] = {
            "pollutant": sorted({row.pollutant for row in self.rows}),
            "averaging": sorted({row.averaging for row in self.rows}),
            "case": sorted({row.case for row in self.rows} - {""}),
        }
        pollutant = situation.get("pollutant")
        if pollutant is None:
            raise _unclear("pollutant", "nothing", words["pollutant"])
        rows = [row for row in self.rows if row.pollutant == pollutant]
        if not rows and pollutant not in get_args(Pollutant):
            raise _unclear("pollutant", repr(pollutant), words["pollutant"])
        for name in ("averaging", "case"):
            word = situation.get(name)
            if word is not None and word not in words[name]:
                raise _unclear(name, repr(word), words[name])
            if word is not None:
                rows = [row for row in rows if getattr(row, name) in (word, "", "any")]
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

    def in_words(self, by: str = "") -> Message:
        """All rows in one line, with the volume they refer to; `by` is whose table it is."""
        rows = tuple(Message("{parts: }", parts=tuple(_parts(row, by))) for row in self.rows)
        return Message("{rows:; }; at {basis}", rows=rows, basis=self.basis(self.o2_percent))

    def basis(self, o2_percent: float) -> Message:
        """The volume that limits refer to, at an oxygen content."""
        key = (
            mark("{o2:max4} % O2, dry, {temperature:max4} °C")
            if self.dry
            else mark("{o2:max4} % O2, wet, {temperature:max4} °C")
        )
        return Message(key, o2=o2_percent, temperature=self.temperature_c)


def averaging_in_words(averaging: Averaging) -> Message:
    """Period over which a value is averaged.

    >>> str(averaging_in_words("half_hourly"))
    'half-hourly'
    """
    return Message(AVERAGING[averaging])


def _parts(row: EmissionLimit, by: str) -> Iterator[Scalar]:
    yield row.pollutant
    yield Message("{limit:max10} {unit}", limit=row.limit, unit=row.unit)
    if row.averaging != "any":
        yield averaging_in_words(row.averaging)
    if row.case:
        yield Message("({case})", case=Quoted(row.case, by))
    if row.o2_percent is not None:
        yield Message("at {o2:max4} % O2", o2=row.o2_percent)


def _unclear(name: str, found: str, choices: list[str]) -> DocumentError:
    guess = did_you_mean(found.strip("'"), choices)
    action = f"write {guess!r}" if guess else f"state it, as in --with {name}={choices[0]}"
    allowed = "one of " + ", ".join(choices)
    return DocumentError((Problem(None, None, name, found, allowed, action),))
