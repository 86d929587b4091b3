"""Real plants predicted from their waste, steam and capacity: the table of the documentation."""

import copy
import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from wte_ppp.feasibility.definition import StudyDefinition
from wte_ppp.feasibility.model import run_model
from wte_ppp.feasibility.study import Study
from wte_ppp.plant.steam import saturation_temperature_c

ROOT = Path(__file__).resolve().parents[1]
PLANTS = ROOT / "tests" / "published" / "plants.csv"
YEARS = ROOT / "tests" / "published" / "own_use.csv"


@dataclass(frozen=True)
class Prediction:
    """One published figure of a plant beside the model's."""

    row: dict[str, str]
    model: float

    @property
    def published(self) -> float:
        """As published."""
        return float(self.row["published"])

    @property
    def error_percent(self) -> float:
        """Model over published, less one."""
        return 100 * (self.model / self.published - 1)


def predictions() -> list[Prediction]:
    """Run every plant of tests/published/plants.csv.

    Returns
    -------
    list[Prediction]
        In the order of the file.

    Notes
    -----
    The waste's make-up is not published: that of the minimal example stands in, its water such that
    the LHV is the plant's. All else is a default, but what the plant's row gives.
    """
    base = Study.load(ROOT / "examples" / "minimal" / "study.yaml").definition
    values = base.model_dump(by_alias=True)
    with PLANTS.open(encoding="utf-8") as file:
        return [Prediction(row, _model(row, values)) for row in csv.DictReader(file)]


def _model(row: dict[str, str], values: dict) -> float:
    data = copy.deepcopy(values)
    data["waste"] |= {
        "received_t_per_day": float(row["capacity_t_per_day"]),
        "lhv_mj_per_kg": float(row["lhv_mj_per_kg"]),
        "bunker_leachate_percent": 0.0,
    }
    data["plant"] |= {
        "capacity_t_per_day": float(row["capacity_t_per_day"]),
        "lines": float(row["lines"]),
        "turbines": float(row["turbines"]),
        "steam_pressure_bar": float(row["steam_bar_a"]),
        "steam_temperature_c": float(row["steam_c"]),
        "ambient_c": float(row["ambient_c"]),
        "lhv_min_mj_per_kg": 0.0,
    }
    for one in filter(None, row["more"].split(";")):
        name, _, value = one.partition("=")
        if name == "condenser_bar":
            above = float(saturation_temperature_c(float(value))) - float(row["ambient_c"])
            name, value = "condenser_approach_k", str(above)
        data["plant"][name] = float(value)
    return float(getattr(run_model(StudyDefinition.model_validate(data)).plant, row["figure"]))


def mean_absolute_error_percent(found: list[Prediction]) -> float:
    """Mean of the errors' size."""
    return sum(abs(one.error_percent) for one in found) / len(found)


@dataclass(frozen=True)
class YearPrediction:
    """A published year of a plant beside the model's: MWh made and sold."""

    row: dict[str, str]
    made_mwh: float
    sold_mwh: float

    @property
    def kept_kwh_per_t(self) -> tuple[float, float]:
        """Made and not sold of a tonne fired: published, model."""
        made, sold = float(self.row["generated_mwh"]), float(self.row["sold_mwh"])
        tonnes = float(self.row["fired_t"])
        return 1000 * (made - sold) / tonnes, 1000 * (self.made_mwh - self.sold_mwh) / tonnes

    @property
    def sold_error_percent(self) -> float:
        """Of the power sold, model over published, less one."""
        return 100 * (self.sold_mwh / float(self.row["sold_mwh"]) - 1)


def years(*, rated: bool = True) -> list[YearPrediction]:
    """Run the year of every plant of tests/published/own_use.csv.

    Parameters
    ----------
    rated
        Whether the turbines' published rating is given to the model.

    Returns
    -------
    list[YearPrediction]
        In the order of the file.

    Notes
    -----
    Given are tonnes, LHV and water as measured, capacity, lines, steam and air, practice and
    generation. The tonnes arrive evenly; what stops leave over counts as fired all the same, since
    the year's tonnes were fired.
    """
    base = Study.load(ROOT / "examples" / "minimal" / "study.yaml").definition
    values = base.model_dump(by_alias=True)
    with YEARS.open(encoding="utf-8") as file:
        return [_year(row, values, rated) for row in csv.DictReader(file)]


def _year(row: dict[str, str], values: dict, rated: bool) -> YearPrediction:
    data = copy.deepcopy(values)
    tonnes = float(row["fired_t"])
    data["waste"] |= {
        "received_t_per_day": tonnes / 365,
        "lhv_mj_per_kg": float(row["lhv_mj_per_kg"]),
        "moisture_percent": float(row["moisture_percent"]),
        "bunker_leachate_percent": 0.0,
    }
    data["plant"] |= {
        "capacity_t_per_day": float(row["capacity_t_per_day"]),
        "lines": float(row["lines"]),
        "steam_pressure_bar": float(row["steam_bar_a"]),
        "steam_temperature_c": float(row["steam_c"]),
        "ambient_c": float(row["ambient_c"]),
        "ramp_up_percent": (100.0,),
        "lhv_min_mj_per_kg": 0.0,
        "rated_gross_mw": float(row["rated_mw"]) if rated else None,
    }
    data["plant"]["own_use"] |= {"practice": row["practice"], "generation": row["generation"]}
    plant = run_model(StudyDefinition.model_validate(data)).plant
    all_fired = tonnes / float(plant.fired_t[0])
    return YearPrediction(
        row, all_fired * float(plant.gross_mwh[0]), all_fired * float(plant.exported_mwh[0])
    )


def _rows() -> tuple[tuple[str, ...], Iterator[tuple[str, ...]]]:
    found = predictions()

    def rows() -> Iterator[tuple[str, ...]]:
        for one in found:
            row = one.row
            what = row["figure"].split("_")[0]
            yield (
                f"{row['plant']} ({row['country']}, {row['start']})",
                f"{float(row['capacity_t_per_day']):g}",
                row["lhv_mj_per_kg"],
                f"{row['steam_bar_a']} / {row['steam_c']}",
                f"{one.published:.1f} {what}",
                f"{one.model:.1f}",
                f"{one.error_percent:+.1f} %",
                row["note"],
            )
        error = mean_absolute_error_percent(found)
        yield (f"Mean absolute error of {len(found)} figures",) + ("",) * 5 + (f"{error:.1f} %", "")

    head = (
        "Plant", "t/d", "LHV MJ/kg", "Steam bar(a) / °C", "Published, % of LHV", "Model", "Error",
        "Note",
    )  # fmt: skip
    return head, rows()


def _year_rows() -> tuple[tuple[str, ...], Iterator[tuple[str, ...]]]:
    found = years()

    def rows() -> Iterator[tuple[str, ...]]:
        for year in found:
            row = year.row
            published, model = year.kept_kwh_per_t
            yield (
                f"{row['plant']} ({row['country']}, {row['start']})",
                f"{float(row['capacity_t_per_day']):g} / {row['rated_mw']}",
                row["lhv_mj_per_kg"],
                f"{float(row['generated_mwh']) / 1000:.1f} / {year.made_mwh / 1000:.1f}",
                f"{published:.0f} / {model:.0f}",
                f"{float(row['sold_mwh']) / 1000:.1f} / {year.sold_mwh / 1000:.1f}",
                f"{year.sold_error_percent:+.0f} %",
            )
        error = sum(abs(year.sold_error_percent) for year in found) / len(found)
        yield ("Mean absolute error of power sold",) + ("",) * 5 + (f"{error:.0f} %",)

    head = (
        "Plant", "t/d / MW", "LHV MJ/kg", "GWh made, published / model",
        "kWh/t kept, published / model", "GWh sold, published / model", "Error",
    )  # fmt: skip
    return head, rows()


TABLES = {"plants": _rows, "sold_power": _year_rows}
