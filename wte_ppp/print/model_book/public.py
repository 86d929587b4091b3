"""Rows of the public side: payments, affordability, commitments, value for money."""

from collections.abc import Iterable

import numpy as np

from wte_ppp.chapters.outcome_tables import number
from wte_ppp.feasibility.outcomes import card_of
from wte_ppp.feasibility.result import StudyResult
from wte_ppp.feasibility.result.finance_parts import PublicResult, ValueForMoneyResult
from wte_ppp.feasibility.result.held_against import InputRow
from wte_ppp.print.model_book.contracts import delivered_rows, payer_rows
from wte_ppp.print.model_book.rows import (
    Compared,
    Entry,
    Given,
    Heading,
    Line,
    Note,
    Single,
    entries,
)

USD = "USD"
VFM = "finance.value_for_money."
RISKS = f"{VFM}risks."
BASES = {"capital_cost": "capital", "operating_cost": "running_cost", "revenue": "revenue"}
# Present values of value for money by name, and the field of the result that each is.
PARTS = {
    "raw": "raw_psc_usd",
    "neutrality": "neutrality_usd",
    "transferred": "transferred_risk_usd",
    "retained": "retained_risk_usd",
    "payments": "payments_usd",
    "own_cost": "transaction_and_monitoring_usd",
}


def is_valued(result: StudyResult) -> bool:
    """Whether the study asks for value for money."""
    return result.finance.value_for_money is not None


def risks_of(rows: Iterable[InputRow]) -> list[tuple[str, str]]:
    """Risks of public delivery: name, and what each falls on."""
    on = {
        row.path.removeprefix(RISKS).rpartition(".")[0]: str(row.value)
        for row in rows
        if row.path.startswith(RISKS) and row.path.endswith(".falls_on")
    }
    return list(on.items())


def risk_inputs(rows: Iterable[InputRow]) -> list[Entry]:
    """Probability, impact and transferred share of each risk of public delivery."""
    rows = tuple(rows)
    values = {row.path: row for row in rows}
    labels = (
        ("probability", "Probability"), ("impact", "Impact"), ("transferred", "Transferred share"),
    )  # fmt: skip
    found: list[Entry] = []
    for at, (name, _) in enumerate(risks_of(rows), 1):
        for part, label in labels:
            row = values[f"{RISKS}{name}.{part}_percent"]
            share = float(row.value or 0.0) / 100
            found.append(
                Given(f"vfm.risk{at}.{part}", f"{name}: {label}", row.unit, (share,), "input")
            )
    return found


def public_rows(result: StudyResult, bands: int) -> tuple[Entry, ...]:
    """What the public pays in each period, and what it would pay if the contract ended."""
    rate = "{value_for_money.discount_rate}" if is_valued(result) else "{discount_rate}"
    return entries(
        Note("At the tipping fee of the sheet Inputs."),
        Heading("Payments"),
        delivered_rows(bands),
        payer_rows(),
        Line("public_payment", "Fees, subsidy, shared revenue and grants in construction", USD,
             "{tipping_revenue} + {subsidy_revenue} + {shared_revenue} + {construction_grants}",
             total=True),
        Line("central_payment", "Of which by the central government", USD,
             "{central_of_fees} + {subsidy_revenue}", total=True),
        Line("municipal_payment", "Of which by the municipality", USD,
             "{public_payment} - {central_payment}", total=True),
        Line("municipal_fees", "Tipping fees by the municipality", USD,
             "{tipping_revenue} - {central_of_fees}", total=True),
        Single("settled_year", "First full year of operation", "",
               "MIN({contract_years}, 1 + 1)"),
        Single("public_rate", "Public discount rate", "%", rate),
        Line("public_discount", "Public discount factor", "",
             "(1 + {public_rate}) ^ (0 - {years})"),
        Heading("Commitments"),
        Line("termination_due", "Due on termination at the end of the year", USD,
             "IF(AND({in_contract} = 1, {contract_end} = 0, {year_end} = 1),"
             " {commitments.termination_debt} * ({senior_balance} + {loan_balance})"
             " + {commitments.termination_equity} * MAX({owners_capital} + {bs.holder}, 0), 0)"),
        Line("termination_expected", "Expected termination payment", USD,
             "IF({commitments.termination_probability} = 0, 0,"
             " {commitments.termination_probability} * {termination_due})", total=True),
        _valued_rows(result) if is_valued(result) else (),
    )  # fmt: skip


def _valued_rows(result: StudyResult) -> tuple[Entry, ...]:
    """Public delivery beside the PPP, by period and as present values."""
    risks = risks_of(result.inputs)

    def risk(share: str) -> str:
        parts = [
            f"{{vfm.{BASES[base]}}} * {{vfm.risk{at}.probability}} * {{vfm.risk{at}.impact}}"
            f" * {share.replace('#', str(at))}"
            for at, (_, base) in enumerate(risks, 1)
        ]
        return " + ".join(parts) or "0 * {vfm.capital}"

    flows = (
        ("raw", "Public delivery, net of revenue",
         "{vfm.capital} + {vfm.running_cost} - {vfm.revenue}"),
        ("neutrality", "Competitive neutrality", "{tax} + {vfm.insurance}"),
        ("transferred", "Transferred risk", risk("{vfm.risk#.transferred}")),
        ("retained", "Retained risk", risk("(1 - {vfm.risk#.transferred})")),
        ("payments", "Payments", "{public_payment}"),
        ("own_cost", "Transaction and monitoring",
         "{value_for_money.transaction_cost_usd} * {first_period} + {vfm.monitoring}"),
    )  # fmt: skip
    return entries(
        Heading("Value for money"),
        Line("vfm.capital", "Capital cost of public delivery", USD,
             "({use.capex} + {use.land}) * {value_for_money.public_capital_cost}", total=True),
        Line("vfm.running_cost", "Operating cost of public delivery", USD,
             "{operating_cost} * {value_for_money.public_operating_cost}", total=True),
        Line("vfm.revenue", "Revenue of public delivery", USD,
             "({other_revenue} - {subsidy_revenue}) * {value_for_money.public_revenue}",
             total=True),
        Line("vfm.insurance", "Insurance that the public would not buy", USD,
             "{capital_cost} * {value_for_money.insurance_percent_of_capital_cost} / {hundred}"
             " * {in_contract} / {running_per_year} * {price_index}", total=True),
        Line("vfm.monitoring", "Contract monitoring", USD,
             "{value_for_money.monitoring_usd_per_year} * {in_contract} / {running_per_year}"
             " * {price_index}", total=True),
        [Line(f"vfm.{name}", label, USD, formula, total=True) for name, label, formula in flows],
        Line("vfm.psc", "Public sector comparator", USD,
             "{vfm.raw} + {vfm.neutrality} + {vfm.transferred} + {vfm.retained}", total=True),
        Line("vfm.ppp", "Cost of the PPP to the public", USD,
             "{vfm.payments} + {vfm.retained} + {vfm.own_cost}", total=True),
        [
            Line(f"vfm.at_{side}", f"Discount factor, rate {side}", "",
                 f"(1 + MAX({{public_rate}} {sign} {{value_for_money.rate_step}}, 0))"
                 " ^ (0 - {years})")
            for side, sign in (("lower", "-"), ("higher", "+"))
        ],
    )  # fmt: skip


def public_annual_rows() -> tuple[Entry, ...]:
    """Payments of each year, of the municipal budget and of household income."""
    since = "({y.calendar} - {price_year})"
    budget, income = (
        "{municipality.budget_usd_per_year}",
        "{municipality.household_income_usd_per_year}",
    )
    households = "{municipality.households}"
    return entries(
        Heading("What the public pays"),
        Line("y.public_payment", "Payments of the public", USD,
             "SUMIF({operation_year:}, {y.year}, {public_payment:})", total=True),
        Line("y.municipal_payment", "Payments of the municipality", USD,
             "SUMIF({operation_year:}, {y.year}, {municipal_payment:})", total=True),
        Line("y.municipal_fees", "Tipping fees by the municipality", USD,
             "SUMIF({operation_year:}, {y.year}, {municipal_fees:})", total=True),
        Line("y.put_or_pay", "Of which put-or-pay", USD,
             "SUMIF({operation_year:}, {y.year}, {put_or_pay:})", total=True),
        Line("y.termination", "Due on termination", USD,
             "SUMIF({operation_year:}, {y.year}, {termination_due:})"),
        Line("y.budget_share", "Public payments over municipal budget", "%",
             f"IF(ISNUMBER({budget}), {{y.municipal_payment}} / (MAX({budget}, {{rounding}})"
             f' * (1 + {{municipality.budget_growth}}) ^ {since}), "")'),
        Line("y.income_share", "Household payment over income", "%",
             f"IF(AND(ISNUMBER({households}), ISNUMBER({income})), {{y.municipal_fees}}"
             f" / (MAX({households}, {{rounding}}) * (1 + {{municipality.household_growth}})"
             f" ^ {since} * MAX({income}, {{rounding}})"
             f' * (1 + {{municipality.income_growth}}) ^ {since}), "")'),
        Line("y.affordable", "Within the affordable share of income", "flag",
             "IF(ISNUMBER({y.income_share}), IF({y.income_share} <="
             ' {municipality.affordable_percent_of_income} / {hundred}, 1, 0), "")'),
    )  # fmt: skip


def public_results(result: StudyResult) -> tuple[Entry, ...]:
    """Public payments, and value for money where the study tells it at the fee of the sheet."""
    public = result.finance.public

    def same(name: str, field: str, formula: str, unit: str = USD) -> Compared:
        card, study = card_of(PublicResult.model_fields[field]), number(getattr(public, field))
        study = study / 100 if unit == "%" else study
        return Compared(f"r.{name}", card.label, unit, formula, study)

    def highest(row: str) -> str:
        return f'IF(COUNT({{{row}:}}) = 0, "", MAX({{{row}:}}))'

    return entries(
        Heading("Public payments"),
        same("first_payment", "first_full_year_payment_usd",
             "SUMIF({operation_year:}, {settled_year}, {tipping_revenue:})"),
        same("public_value", "present_value_usd",
             "SUMPRODUCT({public_payment:} * {public_discount:})"),
        same("termination_value", "expected_termination_present_value_usd",
             "SUMPRODUCT({termination_expected:} * {public_discount:})"),
        same("budget_share", "highest_share_of_budget_percent", highest("y.budget_share"), "%"),
        same("income_share", "highest_share_of_income_percent", highest("y.income_share"), "%"),
        _valued_results(result) if is_valued(result) else (),
    )  # fmt: skip


def _valued_results(result: StudyResult) -> tuple[Entry, ...]:
    vfm, signed = result.finance.value_for_money, result.finance.at_signed_fee
    assert vfm is not None
    fee = next(row.value for row in result.inputs if row.path == "finance.tipping_fee_usd_per_t")
    at_this_fee = isinstance(fee, float) and bool(
        np.isclose(number(signed.tipping_fee_usd_per_t), fee, rtol=1e-12, atol=0.0)
    )

    def live(name: str, field: str, formula: str, unit: str = USD) -> Compared | Single:
        card = card_of(ValueForMoneyResult.model_fields[field])
        study = number(getattr(vfm, field)) / (100 if unit == "%" else 1)
        if at_this_fee:
            return Compared(f"r.vfm_{name}", card.label, unit, formula, study)
        return Single(f"r.vfm_{name}", card.label, unit, formula)

    def value(row: str, factor: str = "public_discount") -> str:
        return f"SUMPRODUCT({{vfm.{row}:}} * {{{factor}:}})"

    def share(factor: str) -> str:
        psc, ppp = value("psc", factor), value("ppp", factor)
        return f'IF({psc} > 0, ({psc} - {ppp}) / {psc}, "")'

    return entries(
        Heading("Value for money"),
        Note(
            "At the tipping fee of the sheet Inputs. Where that falls short of the required one "
            "the study tells value for money at the required fee: enter it as tipping fee to see "
            "it."
        ),
        [live(name, field, value(name)) for name, field in PARTS.items()],
        live("psc", "psc_usd", value("psc")),
        live("ppp", "ppp_usd", value("ppp")),
        live("value", "value_usd", f"{value('psc')} - {value('ppp')}"),
        live("share", "value_percent", share("public_discount"), "%"),
        Single("r.vfm_lower", "Value for money over PSC, a step lower", "%", share("vfm.at_lower")),
        Single("r.vfm_higher", "Value for money over PSC, a step higher", "%",
               share("vfm.at_higher")),
    )  # fmt: skip
