"""The tender's contract as each bid would sign it, run on the bid's own plant."""

import copy
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from wte_ppp.advice.contract_check import PROMISED
from wte_ppp.advice.contract_money import money_per_unit
from wte_ppp.advice.contract_run import DRAWS, SEED, ContractRun, run_contract
from wte_ppp.advice.price_checks import money_in_usd
from wte_ppp.advice.site import plant_of_bid
from wte_ppp.contract.reading import Contract, contract_in
from wte_ppp.documents import Document, DocumentError
from wte_ppp.feasibility.scenarios import as_read, overlaid
from wte_ppp.feasibility.study import Study
from wte_ppp.tender.bids import Bid
from wte_ppp.tender.currencies import rates_of
from wte_ppp.tender.tender import Tender

# Prices of the draft, the field of the price bid that fills each, and kWh in a MWh.
PRICES = (
    ("payment_mechanism.base_payment.bands.0.price_per_t", "tipping_fee", 1.0),
    ("payment_mechanism.waste_put_or_pay.price_per_t", "tipping_fee", 1.0),
    ("payment_mechanism.energy_payment.price_per_mwh", "power_price", 1000.0),
)


@dataclass(frozen=True)
class UnderContract:
    """A bid under the tender's contract, or why it could not be run."""

    bid: str
    contract: Contract
    run: ContractRun | None
    fault: DocumentError | None = None


def bids_under_contract(
    contract: Contract,
    tender: Tender,
    site: Study,
    bids: Mapping[str, Bid],
    prices: Mapping[str, Bid],
    *,
    draws: int = DRAWS,
    seed: int = SEED,
    rate: float | None = None,
    progress: Callable[[int], None] | None = None,
) -> tuple[UnderContract, ...]:
    """Run each bid's plant under the contract that it would sign.

    Parameters
    ----------
    contract
        The draft; what it leaves open is filled in from the bid.
    tender
        Whose rates of exchange count.
    site
        The buyer's study of the site.
    bids
        Technical envelopes by bid.
    prices
        Price envelopes, as far as they are open; without one the fees of the draft count.
    draws, seed
        The same histories of chance for all bids.
    rate
        Money of the study for one unit of the contract's, flat; left out: the study's own.
    progress
        Called with the number of histories done.

    Returns
    -------
    tuple[UnderContract, ...]
        In the order of the bids. A bid whose plant the model refuses is told with its faults.

    Raises
    ------
    DocumentError
        Where the study knows no rate of the contract's money.
    """
    money_per_unit(site, contract.definition.currency, rate, 1)
    return tuple(
        _under(contract, tender, site, name, bid, prices.get(name), draws, seed, rate, progress)
        for name, bid in bids.items()
    )


def _under(
    contract: Contract, tender: Tender, site: Study, name: str, bid: Bid, price: Bid | None,
    draws: int, seed: int, rate: float | None, progress: Callable[[int], None] | None,
) -> UnderContract:  # fmt: skip
    signed = contract
    try:
        signed = contract_of_bid(contract, bid, price, tender)
        plant = study_of_bid(site, name, bid, money_in_usd(tender, price))
        run = run_contract(plant, signed, draws=draws, seed=seed, rate=rate, progress=progress)
    except DocumentError as error:
        return UnderContract(name, signed, None, error)
    return UnderContract(name, signed, run)


def study_of_bid(site: Study, name: str, bid: Bid, money: Mapping[str, Mapping[str, Any]]) -> Study:
    """The study of the site with a bid's plant and money in it; a what-if, whatever law binds."""
    sections = {**money, "plant": plant_of_bid(site.definition, bid)}
    changes = {
        f"{section}.{key}": value
        for section, values in sections.items()
        for key, value in values.items()
    }
    document = overlaid(as_read(site.document), name, changes)
    return Study.of(document, beside=site, what_if=True)


def contract_of_bid(
    contract: Contract, bid: Bid, price: Bid | None = None, tender: Tender | None = None
) -> Contract:
    """The contract with the guaranteed values and prices of a bid.

    Parameters
    ----------
    contract
        The draft; a value that it states stays, whatever the bid promises.
    bid
        Technical envelope.
    price
        Price envelope; its tipping fee fills the first price by the tonne that is open, its power
        price that of the power.
    tender
        Whose rates bring the bid's money into the contract's.

    Returns
    -------
    Contract
        What neither states is unknown as before. Each value filled in says from which bid.
    """
    data = copy.deepcopy(contract.document.data)
    for place, value, field in _filled(contract, bid, price, tender):
        *above, last = place.split(".")
        node: Any = data
        for key in above:
            node = node[int(key) if isinstance(node, list) else key]
        node[last] = {"value": value, "status": "quote", "source": bid.bidder, "note": field}
    return contract_in(Document(contract.document.path, data, contract.document.lines))


def _filled(
    contract: Contract, bid: Bid, price: Bid | None, tender: Tender | None
) -> Iterator[tuple[str, float, str]]:
    """Open places of the draft with what the bid states for them, and in which field."""
    unknown = contract.unknown()
    for filled in PROMISED:
        place = f"guarantees.{filled.term}.{filled.value}"
        if place in unknown and filled.field in bid.numbers:
            yield place, float(bid.numbers[filled.field]), filled.field
    if price is None or tender is None:
        return
    for place, field, factor in PRICES:
        amount = _money(tender, price, field, contract.definition.currency)
        if amount is not None and _is_open(contract, place):
            yield place, amount * factor, field


def _is_open(contract: Contract, place: str) -> bool:
    """Whether the draft has the term and leaves its price out."""
    above, _, last = place.rpartition(".")
    node: Any = contract.document.data
    for key in above.split("."):
        if isinstance(node, list):
            node = node[int(key)]
        elif isinstance(node, Mapping) and key in node:
            node = node[key]
        else:
            return False
    return isinstance(node, Mapping) and last not in node


def _money(tender: Tender, price: Bid, field: str, currency: str) -> float | None:
    """An amount of a price envelope in the contract's money; None where no rate leads there."""
    amount = price.numbers.get(field)
    if amount is None:
        return None
    own, rates = price.currency_of(field), rates_of(tender)
    if own == currency:
        return float(amount)
    if own not in rates or currency not in rates:
        return None
    return float(amount * rates[own] / rates[currency])
