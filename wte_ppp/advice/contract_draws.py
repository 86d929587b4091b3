"""A contract's site in draws of what the study's risk section says is uncertain."""

from collections.abc import Callable
from typing import Protocol

from wte_ppp.contract.simulate import BLOCK
from wte_ppp.contract.site import Site
from wte_ppp.feasibility.definition import StudyDefinition
from wte_ppp.feasibility.drawn import with_draws
from wte_ppp.feasibility.model import run_model
from wte_ppp.feasibility.result import Outcomes, StudyResult
from wte_ppp.feasibility.risk_analysis import base_value, prepared_study
from wte_ppp.feasibility.study import Study
from wte_ppp.feasibility.uncertainty import uncertainty
from wte_ppp.risk.sampling import blocks, probabilities


class SiteOf(Protocol):
    """Makes a site of a study's definition and result."""

    def __call__(self, definition: StudyDefinition, result: Outcomes | StudyResult) -> Site:
        """Plant, waste and money of the contract years."""


def draws_inputs(study: Study) -> tuple[str, ...]:
    """Inputs and events that the study's risk section draws, by path and name."""
    risk = study.definition.risk
    if risk is None:
        return ()
    return (*risk.inputs, *risk.outages, *risk.delays, *risk.changes)


def drawn_sites(study: Study, there: SiteOf, draws: int, seed: int) -> Callable[[int, int], Site]:
    """Sites by block of draws.

    Parameters
    ----------
    study
        With a risk section.
    there
        Makes a site of a study in draws.
    draws, seed
        Of the run; same seed, same sites.

    Returns
    -------
    Callable
        Site of a block, by its number and size.

    Raises
    ------
    DocumentError
        For spreads outside an input's range.
    """
    base = run_model(study.definition)
    plan = uncertainty(study.definition, lambda path: base_value(base, path), study.document)
    padded = prepared_study(study, plan, base)
    seeds = [block.seed for block in blocks(draws, seed, BLOCK)]

    def site(block: int, count: int) -> Site:
        points = probabilities(count, plan.dimensions, seeds[block], plan.method)
        inputs = plan.draws(points).inputs
        definition = with_draws(padded, inputs, count, apart=True)[0]
        return there(definition, run_model(definition, count))

    return site
