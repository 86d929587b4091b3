"""A contract run on a study's plant: what it pays, deducts and leaves to each side."""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

import numpy as np

from wte_ppp._version import __version__
from wte_ppp.advice.contract_draws import drawn_sites, draws_inputs
from wte_ppp.advice.contract_money import money_per_unit
from wte_ppp.advice.contract_site import site_of
from wte_ppp.arrays import FloatArray
from wte_ppp.contract.early_end import at_handback, termination_by_cause
from wte_ppp.contract.reading import Contract
from wte_ppp.contract.results import (
    CapRow,
    Spread,
    Whole,
    at_least_once,
    by_year,
    caps,
    defined,
    flags_by_year,
    spread,
    totals,
    whole,
)
from wte_ppp.contract.simulate import simulate
from wte_ppp.documents import DocumentError, Problem
from wte_ppp.feasibility.outage_years import drawn_plant
from wte_ppp.feasibility.study import Study

DRAWS, SEED = 10_000, 1


@dataclass(frozen=True)
class ContractRun:
    """Result of a run; money in the contract's currency, nominal.

    `per_unit` is the study's money for one unit of the contract's, by year. `flags` are shares of
    draws by year [%], `ever` of draws in some year; `termination` by cause and year; `handback` in
    the parts of a settlement at the end.
    """

    contract: Contract
    study: str
    years: int
    first_year: int
    draws: int
    seed: int
    package_version: str
    input_hash: str
    totals: Mapping[str, Spread]
    by_year: Mapping[str, Spread]
    caps: tuple[CapRow, ...]
    whole: Whole
    flags: Mapping[str, FloatArray]
    ever: Mapping[str, float]
    termination: Mapping[str, FloatArray]
    handback: Mapping[str, Spread]
    power_of_study: bool
    study_money: str
    per_unit: FloatArray
    drawn_inputs: tuple[str, ...]
    undefined_percent: float


def run_contract(
    study: Study,
    contract: Contract,
    *,
    years: int | None = None,
    draws: int = DRAWS,
    seed: int = SEED,
    rate: float | None = None,
    base_inputs: bool = False,
    progress: Callable[[int], None] | None = None,
) -> ContractRun:
    """Run a contract on the plant of a study.

    Parameters
    ----------
    study
        Plant, waste, outages and finance.
    contract
        As read.
    years
        Of operation; left out: the contract's, else the study's.
    draws, seed
        Histories of outages; same seed, same result.
    rate
        Money of the study for one unit of the contract's, flat; left out: the study's own.
    base_inputs
        Whether inputs of the study's risk section stay at their base values.
    progress
        Called with the number of draws done.

    Returns
    -------
    ContractRun
        NaN where a number of contract or study is not stated.

    Raises
    ------
    DocumentError
        Where the study runs fewer years, or knows no rate of the contract's money.
    """
    definition = contract.definition
    result = study.run()
    count = _years(study, contract, years, int(np.size(result.plant.fired_t)))
    per_unit = money_per_unit(study, definition.currency, rate, count)
    there = partial(
        site_of, plant=drawn_plant(study, result), currency=definition.currency,
        price_year=definition.price_year, per_unit=per_unit,
    )  # fmt: skip
    site = there(study.definition, result)
    inputs = () if base_inputs else draws_inputs(study)
    drawn = drawn_sites(study, there, draws, seed) if inputs else None
    everything = simulate(definition, site, draws=draws, seed=seed, drawn=drawn, progress=progress)
    run = defined(everything)
    full = np.median(run.series["paid"] + run.series["power_income"], axis=0)
    back = at_handback(definition, site, run.series["paid"])
    parts = ("cost", "from_retention", "given_back", "owed")
    return ContractRun(
        contract=contract,
        study=result.name,
        years=site.years,
        first_year=int(site.money.calendar_year[0]),
        draws=draws,
        seed=seed,
        package_version=__version__,
        input_hash=_hash(study, contract),
        totals=totals(run),
        by_year=by_year(run),
        caps=tuple(caps(run)),
        whole=whole(run),
        flags={name: flags_by_year(run, name) for name in run.flags},
        ever={name: at_least_once(run.flags, name) for name in run.flags},
        termination=termination_by_cause(definition, site, full),
        handback={} if back is None else {name: spread(getattr(back, name)) for name in parts},
        drawn_inputs=inputs,
        undefined_percent=100 * (1 - run.draws / draws),
        study_money=study.definition.finance.money.currency,
        per_unit=per_unit,
        power_of_study=definition.payment_mechanism.energy_payment is None,
    )


def _years(study: Study, contract: Contract, years: int | None, of_study: int) -> int:
    """Contract years that run; no more than the study's."""
    count = years or contract.definition.contract_years or of_study
    if count > of_study:
        document, field = study.document, "finance.contract_years"
        of_contract = f"at least {count}, those of the contract"
        found, allowed = (
            f"{of_study} years",
            f"at least {count}, as asked" if years else of_contract,
        )
        action = "lengthen the study, or take fewer: --years"
        line = document.line_of(field)
        raise DocumentError([Problem(document.path, line, field, found, allowed, action)])
    return count


def _hash(study: Study, contract: Contract) -> str:
    data = {"study": study.input_hash, "contract": contract.document.data}
    return hashlib.sha256(json.dumps(data, sort_keys=True).encode()).hexdigest()
