"""At which tipping fee a study is told: its own, and the one required where its own falls short."""

import numpy as np

from wte_ppp.chapters.outcome_tables import input_number, joined, number
from wte_ppp.chapters.study.bound import fee_by_law
from wte_ppp.feasibility.hanging import hangs_on_unknown
from wte_ppp.feasibility.result import StudyResult
from wte_ppp.messages import Message

FEE = "finance.tipping_fee_usd_per_t"


def falls_short(result: StudyResult) -> bool:
    """Whether the study's tipping fee is below the one that its targets require."""
    required = number(result.finance.required_tipping_fee_usd_per_t)
    return bool(input_number(result, FEE) < required)


def city_answer(result: StudyResult) -> Message:
    """What the city pays: at the study's fee, whether that is enough, and at the one required."""
    finance = result.finance
    required = number(finance.required_tipping_fee_usd_per_t)
    paid = Message(
        "{fee} {money} per tonne in the study, {payment} {sums} in the first full year.",
        fee=input_number(result, FEE),
        payment=number(finance.public.first_full_year_payment_usd) / result.money.scale,
    )
    uncovered = number(finance.uncovered_service_year)
    if np.isfinite(uncovered):
        return joined(
            paid,
            Message(
                "No tipping fee gives the target DSCR: debt service falls due in {year} while the "
                "plant does not earn.",
                year=int(uncovered),
            ),
        )
    if np.isnan(required) and hangs_on_unknown(finance, "required_tipping_fee_usd_per_t"):
        return joined(paid, Message("The required fee is not stated: see below what is not known."))
    if np.isnan(required):
        return joined(paid, Message("No tipping fee meets the target equity IRR and DSCR."))
    if required < 0:
        return joined(paid, Message("The target equity IRR and DSCR are met without a fee."))
    binding = Message("target DSCR") if finance.dscr_binds == 1 else Message("target equity IRR")
    if not falls_short(result):
        enough = Message(
            "This is sufficient: the required fee is {required} {money}/t ({binding} binding).",
            required=required,
            binding=binding,
        )
        return joined(paid, enough, *fee_by_law(result))
    too_low = Message(
        "This is too low: the required fee is {required} {money}/t ({binding} binding), {payment} "
        "{sums} in the first full year.",
        required=required,
        binding=binding,
        payment=number(finance.at_signed_fee.first_full_year_payment_usd) / result.money.scale,
    )
    return joined(paid, too_low, *fee_by_law(result))


def told_at_study_fee(result: StudyResult) -> tuple[Message, ...]:
    """What is told at a fee that falls short, and what at the one required; else nothing."""
    if not falls_short(result):
        return ()
    return (
        Message(
            "Returns, cover, cash flows and yearly payments are told at the study's tipping fee of "
            "{fee} {money}/t, which falls short; value for money and affordability at the required "
            "fee of {required} {money}/t.",
            fee=input_number(result, FEE),
            required=number(result.finance.required_tipping_fee_usd_per_t),
        ),
    )
