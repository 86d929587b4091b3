"""Part of the study's chapter on the waste: streams, and the waste of each year where it moves."""

import numpy as np

from wte_ppp.blocks import Block, Column, Heading, Paragraph, Table, Together, Words
from wte_ppp.chapters.names import name_of
from wte_ppp.chapters.outcome_tables import number, operation_years
from wte_ppp.feasibility.definition.waste_streams import MUNICIPAL
from wte_ppp.feasibility.result import StudyResult
from wte_ppp.messages import Message


def streams_of(result: StudyResult) -> tuple[Block, ...]:
    """Received, accepted and paid of each stream in a settled year; nothing of one alone."""
    waste, plant = result.waste, result.plant
    if not waste.received_by_stream_t:
        return ()
    settled = min(1, plant.fired_t.shape[-1] - 1)
    in_finance = settled + int(np.sum(result.finance.operation_year <= 0))
    fees = result.finance.fees_by_stream_usd
    # A stream's name is the author's word, but for the municipal waste.
    rows = tuple(
        (
            name_of(name) if name == MUNICIPAL else name,
            number(waste.moisture_by_stream_percent[name]),
            number(waste.lhv_by_stream_mj_per_kg[name]),
            float(waste.received_by_stream_t[name][settled]),
            float(plant.accepted_by_stream_t[name][settled]),
            float(waste.paid_by_stream_t[name][settled]),
            float(fees[name][in_finance]) / result.money.scale if name in fees else None,
            float(result.climate.disposal_by_stream_tco2e[name][settled]),
            float(result.climate.fossil_co2_by_stream_tco2e[name][settled]),
        )
        for name in waste.received_by_stream_t
    )
    columns = (
        Column(Message("Stream"), 16),
        Column(Message("Moisture, %"), 10, numbers=True),
        Column(Message("LHV, MJ/kg"), 10, numbers=True),
        Column(Message("Received, t"), 11, ",.0f", numbers=True),
        Column(Message("Accepted, t"), 11, ",.0f", numbers=True),
        Column(Message("Paid, t"), 11, ",.0f", numbers=True),
        Column(Message("Own fee, {sums}"), 11, numbers=True),
        Column(Message("Disposal avoided, tCO2e"), 10, ",.0f", numbers=True),
        Column(Message("Fossil CO2, t"), 10, ",.0f", numbers=True),
    )
    note = Message(
        "The second operation year, in which landfill methane has hardly begun to build up. The "
        "plant fires the mix of what it accepts; water drains from the mix. A stream without a fee "
        "of its own pays the tipping fee of the municipal waste."
    )
    return (
        Together((Heading(Message("Streams"), 2), Table(columns, rows, name="streams"))),
        Paragraph(note, "note"),
    )


def changes_of(result: StudyResult) -> tuple[Block, ...]:
    """Water, ash and LHV at the gate by year, where they differ; and what stays."""
    waste = result.waste
    series = (
        waste.moisture_by_year_percent,
        waste.ash_by_year_percent,
        waste.lhv_by_year_mj_per_kg,
    )
    if not any(np.ptp(values) > 1e-9 for values in series):
        return ()
    rows = tuple(
        (year, *(float(values[place]) for values in series))
        for place, year in enumerate(operation_years(result))
    )
    heads: tuple[Words, ...] = (
        Message("Moisture, %"),
        Message("Ash, %"),
        Message("LHV, MJ/kg"),
    )
    columns = (Column(Message("Year"), 10), *(Column(head, 20, numbers=True) for head in heads))
    if np.ptp(waste.moisture_by_year_percent) > 1e-9 or np.ptp(waste.ash_by_year_percent) > 1e-9:
        note = Message(
            "Boiler, own use, flue gas treatment, ash, landfill and fossil carbon of each year are "
            "those of its own waste. Full load and the stack are shown for the first year."
        )
    else:
        note = Message(
            "The LHV grows by itself: water, ash, elements and composition stay those of the first "
            "year, and with them flue gas, ash, landfill and fossil carbon of a tonne."
        )
    return (
        Together(
            (
                Heading(Message("Waste at the gate by year"), 2),
                Table(columns, rows, name="waste_at_the_gate_by_year", size="small"),
            )
        ),
        Paragraph(note, "note"),
    )
