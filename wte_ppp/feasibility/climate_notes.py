"""Notes on reductions, credits, what they are sold for and the grant that is paid for them."""

from collections.abc import Iterator

import numpy as np

from wte_ppp.arrays import mean_of
from wte_ppp.feasibility.definition import StudyDefinition
from wte_ppp.feasibility.result import Outcomes
from wte_ppp.feasibility.steps.finance_terms import asks_for_grant
from wte_ppp.feasibility.steps.reference import grid_factors
from wte_ppp.messages import Message

MILLION = 1e6


def on_reductions(study: StudyDefinition, outcomes: Outcomes) -> Iterator[Message]:
    """Years in which the plant emits more than it avoids."""
    negative = np.sum(np.asarray(outcomes.climate.reduction_tco2e) < 0, axis=-1)
    years = mean_of(negative)
    if years <= 0:
        return
    yield Message(
        "Years with negative reductions, in which the plant emits more than it avoids: "
        "{years:max1}. Avoided landfill methane builds up over years, fossil CO2 is emitted at "
        "once.",
        years=years,
    )
    if _no_credits(study) is not None:
        return
    yield (
        Message(
            "No credits are issued for years with negative reductions; the deficit is carried "
            "forward."
        )
        if study.climate.jcm.shortfall == "carried"
        else Message("No credits are issued for years with negative reductions.")
    )


def on_programme(study: StudyDefinition, outcomes: Outcomes) -> Iterator[Message]:
    """Credits that cannot arise, are cut, come late or are sold; the grant; the grid factor."""
    terms = study.climate
    none = _no_credits(study)
    if none is not None:
        yield none
    elif np.any(terms.jcm.share_of_japan_percent > terms.jcm.let_go_percent):
        yield Message(
            "Japan's share of the credits is cut to the {cap:max1} % that the host lets leave.",
            cap=mean_of(terms.jcm.let_go_percent),
        )
    yield from _on_grant(study, outcomes)
    if np.any(np.asarray(study.finance.carbon_price_usd_per_tco2e) > 0):
        yield from _on_sales(study, outcomes)
    subsidy = mean_of(outcomes.climate.study_subsidy_jpy)
    if subsidy > 0:
        yield Message(
            "A feasibility study at the stated cost would receive a subsidy of JPY "
            "{subsidy:,.1f} million, {share} of it. It is not project income.",
            subsidy=subsidy / MILLION,
            share="2/3" if terms.jcm.study_applicant == "small_medium" else "1/2",
        )
    yield from _on_reference_factor(study)
    if np.any(np.asarray(outcomes.climate.heat_tco2e) > 0):
        yield Message(
            "Heat sold is counted against fuel of {factor} tCO2/GJ burnt at {efficiency:max1} %; "
            "unless the study says so that is natural gas without losses, the cautious end "
            "(climate.heat_fuel_tco2_per_gj, climate.heat_boiler_percent).",
            factor=mean_of(terms.heat_fuel_tco2_per_gj),
            efficiency=mean_of(terms.heat_boiler_percent),
        )
    if none is None and terms.gwp_set != "AR5":
        yield Message(
            "Gases are weighted by {report}. Under Article 6 they are weighted by AR5 (decision "
            "18/CMA.1, annex, paragraph 37), credits of the JCM with them.",
            report=terms.gwp_set,
        )
    power = np.any(np.asarray(terms.grid_factor_tco2_per_mwh) > 0)
    if none is None and terms.reference_grid_factor_tco2_per_mwh is None and power:
        yield Message(
            "Power is credited at the grid emission factor of the study or its country; JCM "
            "methodologies often fix a more conservative one "
            "(climate.reference_grid_factor_tco2_per_mwh)."
        )


def _no_credits(study: StudyDefinition) -> Message | None:
    """Why no credits can arise, whatever is reduced."""
    jcm = study.climate.jcm
    if jcm.partner == "no partner":
        return Message(
            "No credits: the country is no partner of the Joint Crediting Mechanism on this day."
        )
    if np.all(np.asarray(jcm.let_go_percent) == 0):
        return Message(
            "No credits: the host does not name this kind of plant among those whose credits may "
            "leave (climate.jcm.let_go_percent)."
        )
    return None


def _on_reference_factor(study: StudyDefinition) -> Iterator[Message]:
    """A methodology's factor above that of usual business."""
    climate = study.climate
    reference = climate.reference_grid_factor_tco2_per_mwh
    official = grid_factors(climate, 1).official
    if reference is None or not np.any(np.asarray(reference) > np.asarray(official)):
        return
    yield Message(
        "The reference grid factor of {reference} tCO2/MWh lies above the grid factor of "
        "{official}, that of business as usual: power is credited at the lower one. Where the "
        "methodology's factor is right, state the grid factor that belongs to it "
        "(climate.grid_factor_tco2_per_mwh).",
        reference=float(np.max(reference)),
        official=float(np.min(official)),
    )


def _on_grant(study: StudyDefinition, outcomes: Outcomes) -> Iterator[Message]:
    """Whether there are credits, for which the JCM's equipment subsidy is given."""
    grant, climate = study.finance.grant, outcomes.climate
    by_rate = grant.amount_usd is None
    if not np.any(asks_for_grant(grant)):
        return
    total = np.asarray(climate.total_credits_tco2e)
    if np.all(total == 0):
        yield (
            Message(
                "No grant: the JCM's equipment subsidy is given for credits, and the study has "
                "none. A grant of another source is finance.grant.viability_gap_usd or "
                "central_support_usd."
            )
            if by_rate
            else Message(
                "The awarded grant is counted although the study has no credits, for which the "
                "JCM's equipment subsidy is given."
            )
        )
        return
    if np.any(np.isnan(total)):
        yield Message(
            "The grant is counted on condition of credits, which are not stated: the JCM's "
            "equipment subsidy is given for them."
        )


def _on_sales(study: StudyDefinition, outcomes: Outcomes) -> Iterator[Message]:
    """Credits that come too late, and credits that are not the project's to sell."""
    climate, jcm = outcomes.climate, study.climate.jcm
    issued = np.asarray(climate.credits_issued_tco2e)
    late = mean_of(np.sum(np.asarray(climate.credits_tco2e) - issued, axis=-1))
    if late >= 1:
        yield Message(
            "{tonnes:,.0f} t of credits are issued after the contract and earn it nothing: from "
            "monitoring to issuance {years:max2} years pass (climate.jcm.issuance_years).",
            tonnes=late,
            years=mean_of(jcm.issuance_years),
        )
    wanted = issued * np.asarray(study.finance.carbon_share_percent) / 100
    kept = mean_of(
        np.sum(np.maximum(wanted - np.asarray(climate.credits_for_sale_tco2e), 0), axis=-1)
    )
    if kept >= 1:
        yield Message(
            "{tonnes:,.0f} t of the credits are not the project's to sell "
            "(finance.carbon_share_percent): the host keeps what it does not let leave, and for a "
            "grant Japan's share goes to its government.",
            tonnes=kept,
        )
