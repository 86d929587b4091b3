"""Chapter of the study on flue gas, its treatment, and the country's emission limits."""

from reportlab.platypus import Flowable

from wte_ppp.feasibility.result import StudyResult
from wte_ppp.reports.layout import H2, NOTE, gap, grid, heading
from wte_ppp.reports.outcome_tables import number
from wte_ppp.reports.text import para, quantity

__all__ = ["emissions_chapter"]

GASES = {"co2": "CO₂", "h2o": "H₂O", "n2": "N₂", "o2": "O₂", "so2": "SO₂", "hcl": "HCl"}
TREATMENT = (
    "Dry, 0 °C, 11 % oxygen; dioxins and furans (PCDD/F) in ng TEQ/Nm3 and mg TEQ a year. HCl and "
    "SO₂ of the raw gas come from the waste's own chlorine and sulfur, the others are typical raw "
    "gases; removals are typical of the technology. Both are assumptions: a maker's guarantees "
    "replace them (plant.stack.guaranteed_mg_per_nm3)."
)
MEANS = (
    "Means of operation are compared, on each limit's own basis; peaks are not modelled, so that a "
    "limit on half-hours or hours asks for more distance."
)


def emissions_chapter(result: StudyResult, lacking: list[str]) -> list[Flowable]:
    """Flue gas before and behind its treatment, and the limits it is held against.

    Parameters
    ----------
    result
        Base case.
    lacking
        Takes a line for each text with characters that the font lacks.

    Returns
    -------
    list[Flowable]
        In order.
    """
    plant = result.plant
    shares = [
        [GASES[name], quantity(number(share))] for name, share in plant.flue_gas_percent.items()
    ]
    treated = [
        [
            name,
            quantity(number(plant.raw_gas_mg_per_nm3[name])),
            quantity(number(clean)),
            quantity(number(plant.stack_kg_per_year[name])),
        ]
        for name, clean in plant.stack_mg_per_nm3.items()
    ]
    return [
        *heading("Flue gas and emissions"),
        grid(("Flue gas, wet", "% by volume"), shares, (60, 20), numbers=(1,)),
        gap(),
        grid(
            ("Pollutant", "Raw mg/Nm3", "Stack mg/Nm3", "kg a year"),
            treated,
            (28, 24, 24, 24),
            numbers=(1, 2, 3),
        ),
        gap(3),
        para(TREATMENT, NOTE),
        *_limits(result, lacking),
    ]


def _limits(result: StudyResult, lacking: list[str]) -> list[Flowable]:
    if not result.emissions:
        text = "The guidance of this day gives no emission limits to hold the stack against."
        return [*heading("Emission limits", H2), para(text, NOTE)]
    said = {None: "not known", 0.0: "ABOVE", 1.0: "met"}
    rows = [
        [
            row.pollutant + (f" ({row.case})" if row.case else ""),
            row.averaging.replace("_", "-"),
            quantity(number(row.found)),
            quantity(row.limit),
            row.unit,
            row.basis,
            said.get(row.passed_share, quantity(row.passed_share)),
        ]
        for row in result.emissions
    ]
    head = ("Pollutant", "Averaging", "Stack", "Limit", "Unit", "Basis", "")
    return [
        *heading("Emission limits", H2),
        grid(head, rows, (18, 14, 11, 11, 15, 22, 11), numbers=(2, 3), notes=lacking, size=7),
        gap(3),
        para(f"Source: {result.emissions[0].source}. {MEANS}", NOTE, lacking),
    ]
