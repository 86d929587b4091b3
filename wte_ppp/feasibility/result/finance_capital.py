"""Capital side of the finance result: land lease, the end of the contract."""

from wte_ppp.feasibility.outcomes import ResultSection, Series, outcome


class CapitalResult(ResultSection):
    """What is paid for land and for the end of the contract, by year."""

    land_lease_usd: Series = outcome("USD", "Land lease (within operating cost)")
    closure_usd: Series = outcome("USD", "Dismantling and closure (within operating cost)")
    salvage_usd: Series = outcome("USD", "Salvage value", definition="Not in CFADS")
