"""Bac Ninh: the documentation's table of choices is what the study computes, and it spans."""

import csv
import re
from pathlib import Path

import numpy as np
import pytest

from wte_ppp import Study

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "explanation" / "climate.md").read_text(encoding="utf-8")
TABLE = PAGE.split("<!-- bac-ninh -->")[1].split("<!-- /bac-ninh -->")[0]
CHOICES = {
    "as in the study: official factor 0.8041, ACM0022's carbon": "",
    "cautious factor 0.333": "  reference_grid_factor_tco2_per_mwh: 0.333\n",
    "IPCC's carbon": "  fossil_carbon: ipcc\n",
    "cautious factor and IPCC's carbon": (
        "  fossil_carbon: ipcc\n  reference_grid_factor_tco2_per_mwh: 0.333\n"
    ),
    "cautious factor and the waste's own analysis": (
        "  fossil_carbon: analysis\n  reference_grid_factor_tco2_per_mwh: 0.333\n"
    ),
}
SHOWN = {
    cells[0]: [float(cell.replace(" ", "").replace("\N{MINUS SIGN}", "-")) for cell in cells[1:]]
    for cells in (
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in TABLE.strip().splitlines()[2:]
    )
}


def mean_reductions(tmp_path: Path, more: str) -> list[float]:
    text = (ROOT / "examples" / "bac_ninh" / "study.yaml").read_text(encoding="utf-8")
    file = tmp_path / "study.yaml"
    file.write_text(re.sub(r"^climate:\n", f"climate:\n{more}", text, flags=re.M), "utf-8")
    study = Study.load(file)
    # Drainage of 7 %: 8.0 as fired is 8.0 * 0.93 - 2.443 * 0.07 at the gate.
    poorer = study.run(draws={"waste.lhv_mj_per_kg": [8.0 * 0.93 - 2.443 * 0.07]})
    base = study.run().climate.average_reduction_tco2e_per_year
    return [base, float(np.asarray(poorer.climate.average_reduction_tco2e_per_year)[0])]


@pytest.mark.parametrize("choice", CHOICES)
def test_table_of_choices_is_what_is_computed(tmp_path, choice):
    assert SHOWN[choice] == pytest.approx(mean_reductions(tmp_path, CHOICES[choice]), abs=0.6)


def test_published_figure_lies_inside_the_span():
    with (ROOT / "tests" / "published" / "bac_ninh.csv").open(encoding="utf-8") as stream:
        rows = {row["figure"]: row for row in csv.DictReader(stream)}
    published = float(rows["jcm_ghg_reduction_per_year"]["value"])
    computed = [value for values in SHOWN.values() for value in values]
    assert min(computed) < published < max(computed)
    assert set(SHOWN) == set(CHOICES)
