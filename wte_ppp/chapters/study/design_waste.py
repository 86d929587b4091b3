"""Part of the study's chapter on the plant: low, standard and high quality of its design waste."""

from collections.abc import Mapping

from wte_ppp.blocks import Block, Column, Heading, Paragraph, Table, Together
from wte_ppp.chapters.outcome_tables import Row, number, unit_text
from wte_ppp.feasibility.outcomes import card_of
from wte_ppp.feasibility.result import PlantResult, StudyResult
from wte_ppp.messages import Message, mark

ROWS: Mapping[str, str] = {
    "quality_lhv_mj_per_kg": mark("LHV as fired"),
    "quality_throughput_t_per_h": mark("Waste fired at full load"),
    "quality_thermal_mw": mark("Heat input at full load"),
    "quality_support_mw": mark("Auxiliary fuel at full load"),
    "quality_adiabatic_c": mark("Adiabatic combustion temperature"),
    "quality_boiler_efficiency_percent": mark("Boiler efficiency"),
    "quality_flue_gas_nm3_per_h": mark("Flue gas, wet, at full load"),
    "quality_steam_t_per_h": mark("Live steam at full load"),
    "quality_gross_mw": mark("Gross power at full load"),
    "quality_net_mw": mark("Net power at full load"),
}


def design_waste_of(result: StudyResult) -> tuple[Block, ...]:
    """Full load at each quality; nothing where the study states no design waste."""
    if not result.plant.quality_lhv_mj_per_kg:
        return ()
    rows: list[Row] = []
    for field, label in ROWS.items():
        values = getattr(result.plant, field)
        unit = card_of(PlantResult.model_fields[field]).unit
        rows.append(
            (
                Message(label),
                *(number(values[name]) for name in ("low", "standard", "high")),
                unit_text(unit),
            )
        )
    columns = (
        Column(Message("Design waste"), 34),
        Column(Message("Low"), 15, numbers=True),
        Column(Message("Standard"), 15, numbers=True),
        Column(Message("High"), 15, numbers=True),
        Column(Message("Unit"), 16),
    )
    note = Message(
        "Each quality as stated, at full load of the lines and the furnace that the plant has. "
        "Fuel at low quality is what burning out asks for; above the design LHV the heat input "
        "limits the throughput."
    )
    return (
        Together(
            (
                Heading(Message("Low, standard and high quality"), 2),
                Table(columns, tuple(rows), name="design_waste"),
            )
        ),
        Paragraph(note, "note"),
    )
