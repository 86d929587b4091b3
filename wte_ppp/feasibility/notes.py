"""What a reader of a result must know beside its figures."""

from collections.abc import Mapping

import numpy as np

from wte_ppp.feasibility.definition import StudyDefinition
from wte_ppp.feasibility.layers import Origin
from wte_ppp.feasibility.model import Outcomes
from wte_ppp.feasibility.result import Comparison
from wte_ppp.guidance.resolve import ResolvedRule, Rules
from wte_ppp.guidance.values import amount

DIFFERENCE_TO_EXPLAIN_PERCENT = 15.0
DIVERTED_TO_NOTE_PERCENT = 1.0
LHV_TO_NOTE = 0.25
BURNOUT_C = 850.0
HOURS_TO_NOTE_PERCENT = 1.0
# Inputs that a rule in another unit or as a scale informs, without feeding it.
RELATED = {"finance.power_tariff_usd_per_kwh": "tariff.waste_to_power"}


def notes(
    study: StudyDefinition,
    outcomes: Outcomes,
    published: tuple[Comparison, ...],
    draws: int | None = None,
) -> tuple[str, ...]:
    """What a reader of the result must know beside the figures.

    Parameters
    ----------
    study
        The definition.
    outcomes
        As computed.
    published
        As compared.
    draws
        Number of draws; None for one case, which alone is compared with published figures.

    Returns
    -------
    tuple[str, ...]
        Sentences.
    """
    found = [
        *_on_waste(study, outcomes),
        *_on_money(study, outcomes),
        *_on_climate(study, outcomes),
    ]
    if draws is None:
        found += [
            f"{row.figure} is {float(row.difference_percent):+.0f} % off the published figure "
            "and the study gives no reason."
            for row in published
            if row.reason is None
            and abs(float(row.difference_percent)) > DIFFERENCE_TO_EXPLAIN_PERCENT
        ]
    if study.country is None:
        found.append(
            "No country profile: tax, tariff and grid factor are defaults unless the study gives "
            "them, and operating costs are rough South-East Asian figures."
        )
    return tuple(found)


def on_guidance(
    rules: Rules, overridden: Mapping[str, ResolvedRule], origins: Mapping[str, Origin]
) -> tuple[str, ...]:
    """What a reader must know of the country's rules behind the inputs.

    Parameters
    ----------
    rules
        In force on the study's day.
    overridden
        Rules in whose place the study states a value, by input.
    origins
        Origin of each input.

    Returns
    -------
    tuple[str, ...]
        Sentences.
    """
    used = [rule for rule in rules.values() if rule.feeds and rule.feeds not in overridden]
    assumed = sorted(
        rule.id
        for rule in used
        if rule.status == "assumption" and origins[str(rule.feeds)].layer == rule.origin
    )
    found = [
        f"The study states its own {path} in place of {rule.id}, "
        f"{amount(rule.value, rule.unit)} by {rule.source} ({rule.origin})."
        for path, rule in sorted(overridden.items())
    ]
    found += [
        f"No {path} is given, so the default counts: {rule.id} says {_says(rule)} ({rule.origin})."
        for path, rule in _silent(rules).items()
        if path not in origins or origins[path].layer == "default"
    ]
    if assumed:
        found.append(
            "Rules of the country profile that rest on assumption, their source not read; check "
            f"before use: {', '.join(assumed)}."
        )
    return tuple(found)


def _silent(rules: Rules) -> dict[str, ResolvedRule]:
    """Inputs for which the country has a rule that gives no number of their unit, by input."""
    related = {path: rules[rule_id] for path, rule_id in RELATED.items() if rule_id in rules}
    gone = {rule.feeds: rule for rule in rules.ended.values() if rule.feeds}
    return {**gone, **related}


def _says(rule: ResolvedRule) -> str:
    if rule.value is None:
        return f"nothing since {rule.since}"
    return amount(rule.value, rule.unit)


def _on_waste(study: StudyDefinition, outcomes: Outcomes) -> list[str]:
    waste, plant = outcomes.waste, outcomes.plant
    formulas = [float(np.mean(one)) for one in waste.lhv_by_formula_mj_per_kg.values()]
    lhv = float(np.mean(waste.lhv_mj_per_kg))
    low, high = min(formulas), max(formulas)
    found = [f"LHV at the gate {lhv:.2f} MJ/kg; formulas give {low:.2f} to {high:.2f} MJ/kg."]
    if not (1 - LHV_TO_NOTE) * low <= lhv <= (1 + LHV_TO_NOTE) * high:
        found.append(
            "The measured LHV does not fit composition and moisture: air, flue gas and fossil "
            "carbon belong to another waste than the heat."
        )
    found += _on_firing(study, outcomes)
    diverted = 100 * float(np.sum(plant.diverted_t) / np.sum(waste.received_t))
    if diverted > DIVERTED_TO_NOTE_PERCENT:
        found.append(
            f"The plant cannot fire {diverted:.1f} % of the waste received; it is taken elsewhere "
            "and earns neither fee nor credit."
        )
    guaranteed = study.waste.guaranteed_t_per_day
    if guaranteed is not None and np.any(guaranteed > np.asarray(study.plant.capacity_t_per_day)):
        found.append("More waste is guaranteed (put-or-pay) than the plant can fire.")
    if np.any(np.asarray(plant.net_mw) < 0):
        found.append("The plant uses more power than it makes and buys the rest.")
    return found


def _on_firing(study: StudyDefinition, outcomes: Outcomes) -> list[str]:
    plant = outcomes.plant
    poor, rich = (float(np.mean(one)) for one in (plant.too_poor_percent, plant.too_rich_percent))
    found = []
    if study.waste.lhv_deviation_percent is None:
        found.append(
            "The spread of the waste's LHV is not given: hours outside the firing diagram and "
            "auxiliary fuel are told for its mean alone. Give waste.lhv_deviation_percent or a "
            "survey."
        )
    flame = float(np.mean(plant.adiabatic_c))
    if flame < BURNOUT_C:
        found.append(
            f"Even without loss of heat the flue gas reaches {flame:.0f} °C only, less than the "
            f"{BURNOUT_C:.0f} °C that Directive 2010/75/EU, article 50(2), asks for: less air, "
            "hotter air or auxiliary fuel is needed."
        )
    if poor > HOURS_TO_NOTE_PERCENT:
        found.append(f"In {poor:.1f} % of hours the waste is too poor to burn without fuel.")
    if rich > HOURS_TO_NOTE_PERCENT:
        found.append(f"In {rich:.1f} % of hours the waste is richer than the furnace takes.")
    return found


def _on_money(study: StudyDefinition, outcomes: Outcomes) -> list[str]:
    cost, finance, terms = outcomes.cost, outcomes.finance, study.finance
    found = []
    low, high = float(np.mean(cost.benchmark_low_usd)), float(np.mean(cost.benchmark_high_usd))
    capex = float(np.mean(cost.capex_usd))
    interval = f"USD {low / 1e6:.0f} to {high / 1e6:.0f} million"
    if study.cost.capex_usd is None:
        by = study.cost.contractor_origin
        known = "capacity alone" if by == "any" else f"capacity, builders of {by}"
        narrow = " or cost.contractor_origin" if by == "any" else ""
        found.append(
            f"Capital cost is a benchmark by {known}; published plants spread over {interval} "
            f"(80 % interval). Give a quote{narrow}."
        )
    elif not low <= capex <= high:
        found.append(
            f"Capital cost USD {capex / 1e6:.0f} million lies outside the 80 % interval of "
            f"published plants, {interval}."
        )
    if terms.grant.amount_usd is None and np.any(np.asarray(finance.grant_usd) > 0):
        found.append("The grant is an estimate by rate and limit, not an award.")
    agreed = terms.debt.amount_usd
    if agreed is not None and np.any(
        np.asarray(finance.debt_usd) < np.asarray(agreed).reshape(-1) * (1 - 1e-9)
    ):
        found.append("The debt agreed is cut to what gearing, grant and repayment allow.")
    if terms.debt.repayment == "sculpted" and terms.debt.sizing_cfads == "pre_tax":
        found.append("Sculpted debt is sized on CFADS before tax; DSCR is reported after tax.")
    if not np.all(np.asarray(finance.lenders.sizing_settled) > 0):
        found.append(
            "Debt sized after tax moves the start of the tax holiday, which moves the debt: it is "
            "sized on the highest tax of each period among those between which they jump."
        )
    price_years = (terms.price_year, study.cost.price_year or terms.price_year)
    if max(price_years) > terms.first_operation_year:
        found.append("A price year lies after the first operation year: prices are deflated to it.")
    undefined = 100 * float(np.mean(np.isnan(finance.equity_irr_percent)))
    if undefined == 100:
        found.append(
            f"The owners' flow has no single rate of return ({finance.owners.equity_irr_reason}); "
            "see its yearly figures."
        )
    elif undefined > 0:
        reasons = finance.owners.equity_irr_reason
        found.append(f"Equity IRR is not defined in {undefined:.1f} % of the draws: {reasons}.")
    support = float(np.mean(finance.lenders.support_usd))
    if support > 0:
        found.append(
            f"Cash and reserves do not always cover debt service: the owners would pay in USD "
            f"{support / 1e6:.3g} million in all, or the lenders are not paid."
        )
    if np.any(np.isnan(finance.required_tipping_fee_usd_per_t)):
        found.append("No tipping fee between -500 and 2,000 USD/t meets the targets.")
    return found


def _on_climate(study: StudyDefinition, outcomes: Outcomes) -> list[str]:
    climate, terms = outcomes.climate, study.climate
    found = []
    years = np.mean(np.sum(np.asarray(climate.reduction_tco2e) < 0, axis=-1))
    if years > 0:
        found.append(
            f"Years in which the plant emits more than it avoids: {years:.3g}. Landfill methane "
            "saved builds up over years, fossil CO2 is emitted at once."
        )
        found.append(
            "Years of loss earn no credit, and lower later ones."
            if terms.jcm.shortfall == "carried"
            else "Years of loss earn no credit."
        )
    granted = study.finance.grant.amount_usd is None and np.any(outcomes.finance.grant_usd > 0)
    ceiling = np.asarray(climate.subsidy_ceiling_percent)
    rate = np.asarray(study.finance.grant.rate_percent).reshape(-1)
    if granted and np.any(rate > ceiling):
        found.append(
            f"The grant's rate of {float(rate.max()):g} % is above the {float(ceiling.min()):g} % "
            "that the JCM's subsidy gives at most for the number of similar projects "
            "(climate.jcm.similar_projects)."
        )
    subsidy = float(np.mean(climate.study_subsidy_jpy))
    if subsidy > 0:
        part = "2/3" if terms.jcm.study_applicant == "small_medium" else "1/2"
        found.append(
            f"A feasibility study of the cost stated would get JPY {subsidy / 1e6:,.1f} million, "
            f"{part} of it. It is no income of the project."
        )
    if terms.reference_grid_factor_tco2_per_mwh is None and np.any(
        np.asarray(terms.grid_factor_tco2_per_mwh) > 0
    ):
        found.append(
            "Power is credited at the official grid factor; JCM methodologies often fix a more "
            "cautious one (climate.reference_grid_factor_tco2_per_mwh)."
        )
    return found
