"""Published plants that sell heat, predicted from waste, steam and network: a table."""

import copy
import csv
from collections.abc import Iterator
from pathlib import Path

from plants_table import ROOT, Prediction, mean_absolute_error_percent

from wte_ppp.feasibility.definition import StudyDefinition
from wte_ppp.feasibility.model import run_model
from wte_ppp.feasibility.study import Study

CHP = ROOT / "tests" / "published" / "chp.csv"


def predictions(path: Path = CHP) -> list[Prediction]:
    """Run every plant of tests/published/chp.csv.

    Returns
    -------
    list[Prediction]
        In the order of the file; the waste's make-up is that of the minimal example at the LHV.
    """
    values = Study.load(ROOT / "examples" / "minimal" / "study.yaml").definition.model_dump(
        by_alias=True
    )
    with path.open(encoding="utf-8") as file:
        return [Prediction(row, _model(row, values)) for row in csv.DictReader(file)]


def _model(row: dict[str, str], values: dict) -> float:
    data = copy.deepcopy(values)
    data["waste"] |= {
        "received_t_per_day": float(row["capacity_t_per_day"]),
        "lhv_mj_per_kg": float(row["lhv_mj_per_kg"]),
        "bunker_leachate_percent": 0.0,
    }
    cooled = row["flue_gas_cooled_to_c"]
    data["plant"] |= {
        "capacity_t_per_day": float(row["capacity_t_per_day"]),
        "lines": float(row["lines"]),
        "turbines": float(row["turbines"]),
        "steam_pressure_bar": float(row["steam_bar_a"]),
        "steam_temperature_c": float(row["steam_c"]),
        "ambient_c": float(row["ambient_c"]),
        "air_moisture_kg_per_kg": 0.006,
        "excess_air_ratio": float(row["excess_air_ratio"]),
        "flue_gas_exit_c": float(row["flue_gas_exit_c"]),
        "lhv_min_mj_per_kg": 0.0,
        "heat": {
            "supplied_mw": float(row["supplied_mw"]),
            "hours_per_year": 8000.0,
            "steam_bar": float(row["heat_bar"]),
            "return_c": float(row["return_c"]),
            "turbine": row["turbine"],
            "condensers": row["condensers"],
            "flue_gas_cooled_to_c": float(cooled) if cooled else None,
        },
    }
    plant = run_model(StudyDefinition.model_validate(data)).plant
    gross, limit, thermal = plant.gross_mw, plant.heat_limit_mw, plant.thermal_mw
    figures = {
        "gross_percent": 100 * gross / thermal,
        "heat_percent": 100 * limit / thermal,
        "power_to_turbine_heat": gross / plant.energy_balance_mw["condenser_mw"],
        "power_to_all_heat": gross / limit,
    }
    figure = row["figure"]
    return float(figures[figure] if figure in figures else getattr(plant, figure))


def _rows() -> tuple[tuple[str, ...], Iterator[tuple[str, ...]]]:
    pairs = predictions()

    def rows() -> Iterator[tuple[str, ...]]:
        for pair in pairs:
            row = pair.row
            yield (
                f"{row['plant']} ({row['country']})",
                f"{row['steam_bar_a']} / {row['steam_c']}",
                row["turbine"].replace("_", " "),
                row["figure"].replace("_", " "),
                f"{pair.published:.3g}",
                f"{pair.model:.3g}",
                f"{pair.error_percent:+.1f} %",
                row["note"],
            )
        error = mean_absolute_error_percent(pairs)
        yield (f"Mean absolute error of {len(pairs)} figures",) + ("",) * 5 + (f"{error:.1f} %", "")

    head = (
        "Plant", "Steam bar(a) / °C", "Turbine", "Figure", "Published", "Model", "Error", "Note",
    )  # fmt: skip
    return head, rows()


TABLES = {"chp": _rows}
