"""The tender's contract as one bid would sign it: its promises where the draft leaves them open."""

import math
from dataclasses import replace

from wte_ppp.advice.contract_check import PROMISED
from wte_ppp.contract.definition.contract import ContractDefinition
from wte_ppp.contract.reading import Contract, Origin
from wte_ppp.tender.bids import Bid


def contract_of_bid(contract: Contract, bid: Bid) -> Contract:
    """The contract with the guaranteed values of a bid.

    Parameters
    ----------
    contract
        The draft; a value that it states stays, whatever the bid promises.
    bid
        Technical envelope.

    Returns
    -------
    Contract
        What neither states is unknown as before. Each value filled in says from which bid.
    """
    data = contract.definition.model_dump(by_alias=True)
    origins = dict(contract.origins)
    for filled in PROMISED:
        term = data["guarantees"].get(filled.term)
        if term is None or not math.isnan(term[filled.value]) or filled.field not in bid.numbers:
            continue
        term[filled.value] = float(bid.numbers[filled.field])
        place = f"guarantees.{filled.term}.{filled.value}"
        origins[place] = Origin("quote", bid.bidder, filled.field)
    return replace(contract, definition=ContractDefinition.model_validate(data), origins=origins)
