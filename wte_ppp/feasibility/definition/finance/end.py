"""What becomes of the plant at the end of the contract."""

from wte_ppp.cards import Default, quantity
from wte_ppp.validation import Quantity, Section


class EndSection(Section):
    """End of the contract: what is left, and what it costs to leave."""

    salvage_usd: Quantity = quantity(
        "USD", "Salvage value",
        "Paid for what is left at the end, in prices of the price year; not in CFADS", ge=0,
        le=20e9,
        default=Default(
            0.0, "assumption", "Handed over at no value, as build-operate-transfer contracts do",
            "World Bank, PPP Reference Guide 3.0 (2017), section 3.4: the contract says whether "
            "anything is paid on handover"
        ),
    )  # fmt: skip
    closure_usd: Quantity = quantity(
        "USD", "Cost of dismantling and closure",
        "At the end of the contract, in prices of the price year", ge=0, le=5e9,
        default=Default(
            0.0, "assumption", "Handed over in working order unless the study says so"
        ),
    )  # fmt: skip
    closure_reserve_years: Quantity = quantity(
        "years", "Years of saving for closure", "Last years, in the maintenance reserve account",
        ge=0, le=30,
        default=Default(0.0, "assumption", "No reserve account unless the study says so"),
    )  # fmt: skip
