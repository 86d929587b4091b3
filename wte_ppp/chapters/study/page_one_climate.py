"""Page one of the study: what the plant does for the climate."""

import numpy as np

from wte_ppp.chapters.outcome_tables import input_number, input_value, joined, number
from wte_ppp.feasibility.methodology import lacks_methodology
from wte_ppp.feasibility.result import StudyResult
from wte_ppp.messages import Message, mark

# Kinds of choice behind a reduction (`SpanRow.kind`), within a sentence.
CHOICES = {
    "fossil_carbon": mark("how fossil carbon is counted"),
    "landfill_model": mark("the landfill model"),
    "decay_rates": mark("the decay rates"),
    "composition": mark("the composition"),
    "disposal_site": mark("the type of landfill"),
    "grid_factor": mark("the grid factor"),
}


def climate_answer(result: StudyResult) -> Message:
    """Reductions, how far they are sure, credits, and airspace of the landfill."""
    climate = result.climate
    total = number(climate.total_reduction_tco2e)
    space = number(climate.landfill_space_m3_per_year)
    if np.isnan(total):
        return Message(
            "Emission reductions and credits are not stated: see below what is not known. Avoids "
            "{space:,.0f} m3 of landfill airspace a year, ash not deducted.",
            space=space,
        )
    sentence = (
        mark(
            "Emits {total:,.0f} tCO₂e more in the crediting years, {per_t} kg per tonne accepted, "
            "than the landfill and power of the grid."
        )
        if total < 0
        else mark(
            "Avoids {total:,.0f} tCO₂e in the crediting years, {per_t} kg per tonne accepted, "
            "compared with the landfill and power of the grid."
        )
    )
    per_t = abs(number(climate.reduction_kg_per_t_accepted))
    airspace = Message(
        "Avoids {space:,.0f} m3 of landfill airspace a year, ash not deducted.", space=space
    )
    if input_number(result, "climate.crediting_years") == 0:
        return joined(Message("No year is credited: no reductions are counted."), airspace)
    reductions = Message(sentence, total=abs(total), per_t=per_t)
    return joined(reductions, *_span(result), _credits(result), airspace)


def _span(result: StudyResult) -> tuple[Message, ...]:
    """How far the choices behind the reductions move them."""
    if not result.reduction_span:
        return ()
    whole_span, kinds = result.reduction_span[-1], result.reduction_span[:-1]
    widest = max(kinds, key=lambda row: row.high_tco2e - row.low_tco2e)
    return (
        Message(
            "By the choices behind it the reduction is {low:,.0f} to {high:,.0f} tCO₂e a year, "
            "{used:,.0f} as used; it hangs most on {choice}: {least:,.0f} ({low_choice}) to "
            "{most:,.0f} ({high_choice}).",
            low=whole_span.low_tco2e, high=whole_span.high_tco2e, used=whole_span.used_tco2e,
            choice=Message(CHOICES[widest.kind]), least=widest.low_tco2e,
            low_choice=widest.low_choice, most=widest.high_tco2e, high_choice=widest.high_choice,
        ),
    )  # fmt: skip


def _credits(result: StudyResult) -> Message:
    credits = number(result.climate.total_credits_tco2e)
    if input_value(result, "climate.jcm.partner") == "no partner":
        return Message(
            "No credits: the country is no partner of the JCM, or was none when operation began."
        )
    if np.isnan(credits):
        return Message("Credits under the JCM are not stated.")
    if input_value(result, "climate.jcm.let_go_percent") == 0:
        return Message("No credits: the host does not let those of this kind leave.")
    if credits == 0:
        return Message("No credits: nothing is reduced over the crediting years.")
    counted = Message(
        "Credits under the JCM: {credits:,.0f} t, of which {japan:,.0f} t to Japan.",
        credits=credits,
        japan=number(result.climate.credits_of_japan_t),
    )
    if not _lacks_methodology(result):
        return counted
    return joined(counted, Message("No methodology for them is approved in the country yet."))


def _lacks_methodology(result: StudyResult) -> bool:
    """Whether neither the study nor the country has a methodology for burning waste."""
    if input_value(result, "climate.jcm.methodology") is not None:
        return False
    return lacks_methodology(result.rules)
