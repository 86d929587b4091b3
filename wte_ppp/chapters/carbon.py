"""What the climate reports share: the frame of a document, words for choices, exact factors."""

from collections.abc import Mapping

from wte_ppp import __version__
from wte_ppp.blocks import Block, Document, Number, Paragraph, Words
from wte_ppp.feasibility.definition.climate import ClimateZone, DisposalSite, FurnaceTechnology
from wte_ppp.messages import Message

FACILITY_FILE = "facility file"
LEDGER_FILE = "ledger file"
ZONES: Mapping[ClimateZone, Message] = {
    "boreal_temperate_dry": Message("boreal and temperate, dry"),
    "boreal_temperate_wet": Message("boreal and temperate, wet"),
    "tropical_dry": Message("tropical, dry"),
    "tropical_wet": Message("tropical, wet"),
}
SITES: Mapping[DisposalSite, Message] = {
    "managed_anaerobic": Message("managed, anaerobic"),
    "managed_semi_aerobic": Message("managed, semi-aerobic"),
    "managed_poorly_semi_aerobic": Message("poorly managed, semi-aerobic"),
    "managed_active_aeration": Message("managed, active aeration"),
    "managed_poorly_active_aeration": Message("poorly managed, active aeration"),
    "unmanaged_deep": Message("unmanaged, deep"),
    "unmanaged_shallow": Message("unmanaged, shallow"),
    "uncategorised": Message("uncategorised"),
    "water_table": Message("high water table"),
}
FURNACES: Mapping[FurnaceTechnology, Message] = {
    "continuous_stoker": Message("stoker, continuous"),
    "continuous_fluidised_bed": Message("fluidised bed, continuous"),
    "semi_continuous_stoker": Message("stoker, semi-continuous"),
    "semi_continuous_fluidised_bed": Message("fluidised bed, semi-continuous"),
    "batch_stoker": Message("stoker, batch"),
    "batch_fluidised_bed": Message("fluidised bed, batch"),
}


def carbon_document(title: Words, kind: Words, *blocks: Block) -> Document:
    """A climate report under its title."""
    return Document(title, (Paragraph(title, "title"), *blocks), kind, f"wte_ppp {__version__}")


def exact(value: float | None) -> Number:
    """A factor that a reader computes with: all its digits."""
    return Number(value, ",.7g")
