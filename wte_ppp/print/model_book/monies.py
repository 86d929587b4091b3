"""Rows of several monies: rates of exchange, loans and grant at them, a second money's sheet.

The rows of a workbook in one money stay as they are; of a loan in another money those are written
anew in which its money and the books' meet.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from wte_ppp.feasibility.result import StudyResult
from wte_ppp.print.model_book.rows import (
    Compared,
    Entry,
    Given,
    Heading,
    Line,
    Note,
    Sheet,
    Single,
)

MONEY, RATES = "finance.money.", "finance.money.rates."
# Input that names the money of a loan, and the loan's rows.
LOANS = {
    "finance.debt.currency": ("debt", "Senior debt"),
    "finance.concessional.currency": ("loan", "Concessional loan"),
    "finance.grant.currency": ("grant", "Grant and its bridge"),
}
Change = Callable[[str], str]


@dataclass(frozen=True)
class Monies:
    """Monies of a result beside its own: of which loan, told in which, and what cannot be run."""

    foreign: Mapping[str, str]
    prices: Mapping[str, str]
    also_in: str | None
    values: Mapping[str, Any]

    @property
    def codes(self) -> tuple[str, ...]:
        """Monies that need a rate."""
        told = () if self.also_in is None else (self.also_in,)
        return tuple(sorted({*self.foreign.values(), *self.prices.values(), *told}))


def monies_of(result: StudyResult) -> Monies:
    """Monies of a result."""
    values = {row.path: row.value for row in result.inputs}
    own = values[f"{MONEY}currency"]
    foreign = {
        name: str(values[path])
        for path, (name, _) in LOANS.items()
        if values.get(path) not in (None, own) and _is_there(values, name)
    }
    prices = {
        name: str(code)
        for name in ("tipping_fee", "power_tariff")
        if (code := values.get(f"finance.indexation.{name}.paid_in")) not in (None, own)
    }
    told = values.get(f"{MONEY}also_in")
    return Monies(foreign, prices, None if told in (None, own) else str(told), values)


def _is_there(values: Mapping[str, Any], name: str) -> bool:
    return name != "loan" or bool(values.get("finance.concessional.amount_usd"))


def not_run(result: StudyResult) -> tuple[str, ...]:
    """Inputs in another money that the workbook does not run in."""
    values = {row.path: row.value for row in result.inputs}
    own = values[f"{MONEY}currency"]
    hedged = bool(values.get("finance.debt.hedged_percent"))
    rest = [
        path
        for path, value in values.items()
        if value not in (None, own)
        and path.startswith("finance.")
        and (path == f"{MONEY}books" or path.endswith("currency"))
        and ".indexation." not in path
        and path not in LOANS
    ]
    if hedged and "debt" in monies_of(result).foreign:
        rest.append("finance.debt.hedged_percent")
    return tuple(rest)


def in_own_money(inputs: Iterable[Entry], monies: Monies) -> list[Entry]:
    """Inputs of a study in local money: a price in local money is then in the study's."""
    if monies.values[f"{MONEY}currency"] == "USD":
        return [*inputs]
    return [
        replace(entry, formula=entry.formula.replace(", 1, 0)", ", 0, 0)"))
        if isinstance(entry, Single) and entry.name in ("fee_in_local", "tariff_in_local")
        else entry
        for entry in inputs
    ]


def rate_inputs(monies: Monies) -> list[Entry]:
    """Inputs of the rates of exchange."""
    rows: list[Entry] = [Heading("Rates of exchange")] if monies.codes else []
    for code in monies.codes:
        of = f"fx.{code.lower()}"

        def given(name: str, code: str = code) -> Any:
            return monies.values.get(f"{RATES}{code}.{name}")

        inflation = given("inflation_percent")
        inflation = monies.values["finance.inflation_percent"] if inflation is None else inflation
        year = given("devaluation.year")
        rows += [
            Given(f"{of}.rate", f"{code}: rate in the price year", "study's money per unit",
                  (_rate(monies, code),)),
            Given(f"{of}.inflation", f"{code}: inflation", "%", (float(inflation) / 100,)),
            Given(f"{of}.drift", f"{code}: real depreciation", "%",
                  (float(given("real_drift_percent") or 0) / 100,)),
            Given(f"{of}.devaluation", f"{code}: devaluation", "% of its value",
                  (float(given("devaluation.percent") or 0) / 100,)),
            Given(f"{of}.devalued_from", f"{code}: year of the devaluation", "year",
                  (9999.0 if year is None else float(year),)),
        ]  # fmt: skip
    return rows


def _rate(monies: Monies, code: str) -> float:
    values = monies.values
    stated = values.get(f"{RATES}{code}.rate")
    if stated is not None:
        return float(stated)
    inverse = values.get(f"{RATES}{code}.inverse_rate")
    if inverse is not None:
        return 1 / float(inverse)
    return _path(monies, code)[0]


def _path(monies: Monies, code: str) -> tuple[float, ...]:
    stated = monies.values.get(f"{RATES}{code}.path")
    if stated is None:
        return ()
    return tuple(float(part.replace(",", "")) for part in str(stated).split(";"))


def money_sheets(monies: Monies) -> tuple[Sheet, ...]:
    """Sheet of rates of exchange, of loans' rates as drawn, and of exchange losses."""
    if not monies.codes:
        return ()
    rows: list[Entry] = [
        Note(
            "What one unit of a money is worth in the study's, over that of the price year, by "
            "purchasing power parity, drift and devaluation. A loan's rate is over the mean one "
            "at which it is drawn."
        ),
        Heading("Rates of exchange over that of the price year"),
    ]
    for code in monies.codes:
        rows += _worth(monies, code)
    for name, code in monies.foreign.items():
        rows += _loan(name, f"fx.{code.lower()}")
    if monies.foreign:
        lost = " + ".join(f"{{fx.{name}.loss}}" for name in monies.foreign)
        rows += [Heading("Exchange losses"),
                 Line("fx.loss", "Exchange loss on loans", "USD", lost, total=True)]  # fmt: skip
    return (Sheet("Monies", "Rates of exchange", "period", tuple(rows)),)


def _worth(monies: Monies, code: str) -> list[Entry]:
    of = f"fx.{code.lower()}"
    growth = f"(1 + {{inflation}}) / ((1 + {{{of}.inflation}}) * (1 + {{{of}.drift}}))"
    by_parity = f"({growth}) ^ {{years_from_base}}"
    rows: list[Entry] = []
    path = _path(monies, code)
    if path:
        rate = _rate(monies, code)
        rows.append(Given(f"{of}.path", f"{code}: path over the rate, from the price year", "",
                          tuple(one / rate for one in path), listed=True))  # fmt: skip
        last = f"(COUNT({{{of}.path:}}) - 1)"
        held = f"MAX(MIN({{years_from_base}}, {last}), 0)"
        by_parity = (
            f"INDEX({{{of}.path:}}, {held} + 1) * ({growth}) ^ ({{years_from_base}} - {held})"
        )
    step = f"(1 - {{{of}.devaluation}} * IF({{calendar_year}} >= {{{of}.devalued_from}}, 1, 0))"
    return [*rows, Line(of, f"{code}: worth over that of the price year", "",
                        f"{by_parity} * {step}")]  # fmt: skip


def _loan(name: str, worth: str) -> list[Entry]:
    of, label = f"fx.{name}", dict(LOANS.values())[name]
    balance = {"debt": "senior_balance", "grant": "bridge_balance"}.get(name)
    rows: list[Entry] = [
        Heading(label),
        Single(f"{of}.factor", f"{label}: as drawn, per unit at the rate of the price year", "",
               f"1 / SUMPRODUCT({{spend:}} / {{{worth}:}})"),
        Line(of, f"{label}: rate over the mean one as drawn", "",
             f"{{{worth}}} / {{{of}.factor}}"),
        Line(f"{of}.step", f"{label}: rate over that of the period before", "",
             f"IF({{first_period}} = 1, 1, {{{of}}} / {{{of}<}})"),
        Line(f"{of}.share", f"{label}: drawn, in its own money", "share", f"{{spend}} / {{{of}}}",
             total=True),
        Line(f"{of}.to_date", f"{label}: drawn to date", "share",
             f"{{{of}.to_date<}} + {{{of}.share}}"),
        Line(f"{of}.mean", f"{label}: average drawn share", "share",
             f"{{building}} * ({{{of}.to_date}} - {{mid_period}} * {{{of}.share}})"),
        Line(f"{of}.undrawn", f"{label}: average undrawn share", "share",
             f"{{building}} - {{{of}.mean}}"),
    ]  # fmt: skip
    if balance is None:
        rows += [
            Line(f"{of}.owed", f"{label}: owed, in its own money", "USD",
                 f"{{concessional.amount_usd}} * {{{of}.factor}}"
                 f" * IF({{operating}} = 1, {{loan.unit_closing}}, {{{of}.to_date}})"),
            Line(f"{of}.loss", f"{label}: exchange loss", "USD",
                 f"IF({{first_period}} = 1, 0, {{{of}.owed<}} * ({{{of}}} - {{{of}<}}))",
                 total=True),
        ]  # fmt: skip
    else:
        rows.append(
            Line(f"{of}.loss", f"{label}: exchange loss", "USD",
                 f"IF({{first_period}} = 1, 0, {{{balance}<}} * ({{{of}.step}} - 1))", total=True)
        )  # fmt: skip
    return rows


def _drawn(name: str) -> Change:
    """Interest and fees in construction, in the loan's money at the rate of each period."""

    def change(formula: str) -> str:
        formula = formula.replace("{mean_drawn}", f"{{fx.{name}.mean}}")
        formula = formula.replace("{mean_undrawn}", f"{{fx.{name}.undrawn}}")
        return f"({formula}) * {{fx.{name}}}"

    return change


def _times(factor: str) -> Change:
    return lambda formula: f"({formula}) * {{{factor}}}"


def _plus(row: str) -> Change:
    return lambda formula: f"{formula} + {{{row}}}"


def _less(row: str) -> Change:
    return lambda formula: f"{formula} - {{{row}}}"


def _instead(old: str, new: str) -> Change:
    def change(formula: str) -> str:
        assert old in formula, (old, formula)
        return formula.replace(old, new)

    return change


def _of_debt() -> dict[str, Change]:
    amount = "{debt.amount_usd}"

    def limit(formula: str) -> str:
        kept = formula.replace(f"ISNUMBER({amount})", "ISNUMBER(@)")
        return kept.replace(amount, f"({amount} * {{fx.debt.factor}})").replace("@", amount)

    return {
        "debt_cost": _drawn("debt"),
        "debt_limit": limit,
        "senior.unit_service": _times("fx.debt"),
        "sculpted.service": lambda formula: f"({formula}) / {{fx.debt}}",
        "sculpted.due": _times("fx.debt"),
        "unit_interest": _times("fx.debt"),
        "unit_principal": _times("fx.debt"),
        "senior_opening": lambda _: "({senior_balance<} + 0) * {fx.debt.step}",
        "owed": _instead("{senior_opening}", "{senior_opening} - {fx.debt.loss}"),
        "senior_is_owed": _instead("{senior_opening}", "{senior_opening} - {fx.debt.loss}"),
        "debt_rate": _instead("{interest} +", "{interest} + {fx.debt.loss} +"),
    }


def _of_loan() -> dict[str, Change]:
    amount, end = "{concessional.amount_usd}", "{first_period})"
    drawn = f"{amount} * {{fx.loan.factor}}"

    def cost(formula: str) -> str:
        own, rest = formula.split(end, 1)
        own = own.replace(amount, drawn).replace("{mean_drawn}", "{fx.loan.mean}")
        own = own.replace("{mean_undrawn}", "{fx.loan.undrawn}")
        return f"{own}{end} * {{fx.loan}}{rest}"

    due = _instead(amount, f"{drawn} * {{fx.loan}}")
    return {
        "loans_amount": _instead(amount, drawn),
        "loan_cost": cost,
        "loan_interest_due": due,
        "loan_principal_due": due,
        "loan_balance_due": due,
        "loan_opening": _plus("fx.loan.loss"),
        "owed": _instead("{loan_opening}", "{loan_opening} - {fx.loan.loss}"),
        "debt_rate": _instead("{loan_interest}", "{loan_interest} + {fx.loan.loss}"),
    }


def _of_grant() -> dict[str, Change]:
    return {
        "grant": _times("fx.grant.factor"),
        "all_grants": _instead("{grant}", "SUM({grant_paid:})"),
        "bridge_cost": _drawn("grant"),
        "grant_paid": _times("fx.grant"),
        "bridge_interest": _times("fx.grant"),
        "bridge_balance": _plus("fx.grant.loss"),
    }


def _of_books(deducted: bool) -> dict[str, Change]:
    losses = {
        "earnings": _less("fx.loss"),
        "profit_before_tax": _less("fx.loss"),
        # Losses of construction are part of what is retained.
        "retained_before": lambda _: "{retained<} + {earnings}",
    }
    return losses | ({"taxable_profit": _less("fx.loss")} if deducted else {})


def in_monies(sheets: Iterable[Sheet], monies: Monies) -> tuple[Sheet, ...]:
    """The sheets with the rows of loans in another money written anew."""
    if not (monies.foreign or monies.prices):
        return tuple(sheets)
    parts = {"debt": _of_debt, "loan": _of_loan, "grant": _of_grant}
    changes = [parts[name]() for name in monies.foreign]
    if monies.foreign:
        changes.append(_of_books(monies.values[f"{MONEY}fx_differences"] == "accrued"))
    changes.append({f"{name}.index": _paid_in(name, code) for name, code in monies.prices.items()})
    return tuple(
        replace(sheet, entries=tuple(_changed(entry, changes) for entry in sheet.entries))
        for sheet in sheets
    )


def _paid_in(name: str, code: str) -> Change:
    """Index of a price that moves with a money: its formula at that money's rate."""
    return lambda formula: f"{{{name}.bounded}} * {{fx.{code.lower()}}}"


def _changed(entry: Entry, changes: list[dict[str, Change]]) -> Entry:
    if isinstance(entry, Compared) and entry.formula == "{grant}":
        return replace(entry, formula="SUM({grant_paid:})")
    if isinstance(entry, Line | Single):
        for change in changes:
            if entry.name in change:
                entry = replace(entry, formula=change[entry.name](entry.formula))
    return entry


# Rows told in the second money: flows at the rate of their period, balances at their day's.
TOLD = (
    ("revenue", "Revenue"), ("operating_cost", "Operating cost"), ("tax", "Income tax"),
    ("cfads", "CFADS"), ("service", "Debt service"), ("project", "Project cash flow"),
    ("equity", "Equity cash flow"), ("fixed_assets", "Fixed assets"),
    ("vat_receivable", "VAT receivable"), ("bs.working_capital", "Net working capital"),
    ("reserve_accounts", "Reserve accounts"), ("bs.cash", "Cash"), ("bs.senior", "Senior debt"),
    ("bs.loan", "Loans beside the senior debt"), ("bridges", "Bridge loans"),
    ("bs.holder", "Shareholder loan"),
)  # fmt: skip
OWN = (("owners_capital", "Share capital"), ("retained_earnings", "Retained earnings"))


def second_sheet(monies: Monies) -> tuple[Sheet, ...]:
    """Cash flow and balance sheet in the second money."""
    if monies.also_in is None:
        return ()
    code, rate = monies.also_in, f"fx.{monies.also_in.lower()}"
    rows: list[Entry] = [
        Note(
            "Each amount at the rate of exchange of its period, balances at that of their day; "
            "share capital and retained earnings at those of the periods in which they arose."
        ),
        Line("second.rate", f"Study's money per {code}", "", f"{{{rate}.rate}} * {{{rate}}}"),
    ]
    rows += [
        Line(f"second.{name}", label, code, f"{{{name}}} / {{second.rate}}") for name, label in TOLD
    ]
    rows += [
        Line(f"second.{name}", label, code,
             f"{{second.{name}<}} + ({{{name}}} - {{{name}<}}) / {{second.rate}}")
        for name, label in OWN
    ]  # fmt: skip
    own = "({owners_capital<} + {retained_earnings<})"
    rows.append(
        Line("second.translation", "Translation reserve", code,
             f"IF({{first_period}} = 1, 0, {{second.translation<}} + {own}"
             " * (1 / {second.rate} - 1 / {second.rate<}))")
    )  # fmt: skip
    assets = " + ".join(f"{{second.{name}}}" for name, _ in TOLD[7:12])
    owed = " + ".join(f"{{second.{name}}}" for name, _ in (*TOLD[12:], *OWN))
    rows.append(
        Line("second.imbalance", "Assets less liabilities and equity", code,
             f"{assets} - ({owed} + {{second.translation}})")
    )  # fmt: skip
    return (Sheet("Second money", f"Results in {code}", "period", tuple(rows)),)
