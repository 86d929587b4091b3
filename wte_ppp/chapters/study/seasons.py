"""Part of the study's chapter on the plant: the plant by season."""

from wte_ppp.blocks import Block, Column, Heading, Paragraph, Table, Together
from wte_ppp.chapters.outcome_tables import number
from wte_ppp.feasibility.result import StudyResult
from wte_ppp.messages import Message


def seasons_of(result: StudyResult) -> tuple[Block, ...]:
    """Waste and power of each season of a steady-state year; nothing where none is stated."""
    plant = result.plant
    if not plant.lhv_by_season_mj_per_kg:
        return ()
    # A season's name is the author's word.
    rows = tuple(
        (
            name,
            number(plant.lhv_by_season_mj_per_kg[name]),
            number(plant.net_by_season_mw[name]),
            number(plant.fired_by_season_t[name]),
            number(plant.diverted_by_season_t[name]),
            number(plant.exported_by_season_mwh[name]),
            number(plant.auxiliary_fuel_by_season_gj[name]),
        )
        for name in plant.lhv_by_season_mj_per_kg
    )
    columns = (
        Column(Message("Season"), 20),
        Column(Message("LHV as fired, MJ/kg"), 15, numbers=True),
        Column(Message("Net power, MW"), 13, numbers=True),
        Column(Message("Fired, t"), 13, numbers=True),
        Column(Message("Not accepted, t"), 13, numbers=True),
        Column(Message("Power sold, MWh"), 13, numbers=True),
        Column(Message("Auxiliary fuel, GJ"), 13, numbers=True),
    )
    note = Message(
        "A steady-state year. Each season has its days' share of availability and its own waste; "
        "the furnace is sized on the year's mean waste or the stated design LHV."
    )
    return (
        Together(
            (Heading(Message("Seasons"), 2), Table(columns, rows, name="seasons")),
        ),
        Paragraph(note, "note"),
    )
