"""What a study's outcomes are held against: laws, published figures, what it does not state."""

from collections.abc import Sequence

from wte_ppp.feasibility import findings
from wte_ppp.feasibility.bound import bound_rows
from wte_ppp.feasibility.bound_notes import beyond
from wte_ppp.feasibility.buyer import buyer_rows, is_told
from wte_ppp.feasibility.emissions import emission_rows
from wte_ppp.feasibility.guidance_notes import on_guidance, on_shared_revenue
from wte_ppp.feasibility.left_open import open_rows
from wte_ppp.feasibility.notes import notes as notes_on
from wte_ppp.feasibility.ready import ReadyStudy
from wte_ppp.feasibility.reduction_span import reduction_span
from wte_ppp.feasibility.result import HeldAgainst, Outcomes, RuleRow, SpanRow
from wte_ppp.feasibility.unknown import cautious_rows, not_stated, out_of_place
from wte_ppp.messages import Message


def held_against(
    study: ReadyStudy, outcomes: Outcomes, impossible: Sequence[str] = ()
) -> HeldAgainst:
    """Hold the outcomes of a study against all that there is to hold them against.

    Parameters
    ----------
    study
        That was run.
    outcomes
        What the model finds; numbers or arrays over draws.
    impossible
        Inputs that describe no possible plant in some of the draws.

    Returns
    -------
    HeldAgainst
        Checks, rules, published figures, notes and inputs.
    """
    definition, rules, draws = study.definition, study.rules, study.draws
    published = findings.comparisons(definition, outcomes, draws)
    notes = notes_on(definition, outcomes, published, draws)
    notes += on_guidance(rules, study.overridden, study.origins, study.unfilled)
    notes += tuple(beyond(definition, outcomes, rules))
    notes += tuple(on_shared_revenue(definition, rules))
    notes += tuple(
        Message("Some simulations describe an impossible plant: {input}.", input=input_path)
        for input_path in impossible
    )
    inputs = study.inputs
    emissions = emission_rows(outcomes.plant, rules, draws)
    return HeldAgainst(
        checks=findings.checks(outcomes, rules, draws),
        emissions=emissions,
        rules=findings.legal_frame(rules),
        published=published,
        warnings=study.warnings,
        notes=notes,
        inputs=inputs,
        reduction_span=() if draws is not None else _reduction_span(study, outcomes),
        not_stated=not_stated(definition, outcomes),
        cautious=cautious_rows(
            study.cautious,
            {path: origin.layer for path, origin in study.origins.items()},
            definition,
        ),
        out_of_place=out_of_place(inputs, rules.layers),
        bound=bound_rows(definition, outcomes, rules, emissions, study.situation),
        left_open=open_rows(definition, rules, study.origins, study.situation),
        buyer=buyer_rows(definition, outcomes, study.buyer),
        buyer_rules=_buyer_rules(study),
    )


def _buyer_rules(study: ReadyStudy) -> tuple[RuleRow, ...]:
    if study.buyer is None or not is_told(study.definition):
        return ()
    return findings.legal_frame(study.buyer)


def _reduction_span(study: ReadyStudy, outcomes: Outcomes) -> tuple[SpanRow, ...]:
    ranges = {path: limits for path, (_, limits) in study.cautious.items()}
    assumed = {path for path, origin in study.origins.items() if origin.layer == "default"}
    return reduction_span(study.definition, outcomes, study.survey, ranges, assumed)
