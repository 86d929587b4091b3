"""A result as plain tables, one a subject, each with what its columns mean."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

import numpy as np

from wte_ppp.currencies import USD, Money
from wte_ppp.feasibility.outcomes import Card, ResultSection, card_of
from wte_ppp.feasibility.result import RiskResult, StudyResult
from wte_ppp.feasibility.result.study import OTHER_COLUMNS
from wte_ppp.messages import Message, Quoted
from wte_ppp.money_words import in_money

if TYPE_CHECKING:
    import pandas as pd

PARTS = ("waste", "plant", "cost", "finance", "climate")
# What a result stands on beside its inputs.
BASIS = ("reduction_span", "not_stated", "cautious", "out_of_place", "bound", "buyer")
WITH_TEXTS = ("out_of_place",)  # their values are numbers or words
PERCENTILES = range(1, 100)
RISK_ROWS = (
    "inputs", "events", "outcomes", "probabilities", "fans", "commitments", "tornado", "influence",
)  # fmt: skip


def study_tables(result: StudyResult, risk: RiskResult | None = None) -> "dict[str, pd.DataFrame]":
    """Everything that a study found, as tables.

    Parameters
    ----------
    result
        Base case.
    risk
        Its risk analysis, if there is one.

    Returns
    -------
    dict[str, pandas.DataFrame]
        By name; `columns` says what each column of the others means. Numbers that are not defined
        are NaN; text and numbers never share a column.

    Raises
    ------
    ValueError
        For a result of draws: `StudyResult.to_frame` gives these.

    Examples
    --------
    >>> from wte_ppp.feasibility.study import Study
    >>> tables = study_tables(Study.load("examples/minimal/study.yaml").run())
    >>> sorted(tables["checks"].columns)[:3]
    ['description', 'found', 'limit']
    """
    import pandas as pd

    if result.draws is not None:
        raise ValueError("tables are of a base case; StudyResult.to_frame holds draws")
    tables = {
        "study": _head(result),
        "inputs": _split(_rows(result.inputs)),
        "outcomes": pd.DataFrame(single_outcomes(result)),
        "years": result.to_frame().reset_index(),
        "checks": _rows(result.checks),
        "emissions": _rows(result.emissions),
        "published": _rows(result.published),
        "survey": _rows(result.waste.survey),
        "switching": _rows(result.finance.switching),
        **{name: _rows(getattr(result, name)) for name in BASIS},
        "notes": pd.DataFrame(
            [("warning", str(text)) for text in result.warnings]
            + [("note", str(text)) for text in result.notes],
            columns=["kind", "text"],
        ),
    }
    _join(tables["not_stated"], "outcomes")
    tables |= {name: _split(tables[name]) for name in WITH_TEXTS if len(tables[name])}
    repaid = result.finance.lenders.repayment_percent
    tables["repayment"] = pd.DataFrame(
        {"operation_period": range(1, len(repaid) + 1), "repayment_percent": repaid}
    )
    if result.finance.periods is not None:
        periods = result.finance.periods
        names = type(periods).model_fields
        tables["periods"] = pd.DataFrame({name: getattr(periods, name) for name in names})
    if risk is not None:
        tables |= dict(_of_risk(risk))
    tables = {name: table for name, table in tables.items() if len(table)}
    tables["columns"] = _meanings(result, risk, tables)
    return {name: _in_money(table, result.money) for name, table in tables.items()}


def _in_money(table: "pd.DataFrame", money: Money) -> "pd.DataFrame":
    """Names and units of a table in the study's money; texts of a person stay."""
    import pandas as pd

    if money.code == USD:
        return table
    named = table.rename(columns=lambda column: money.name(str(column)))
    for column in named.columns:
        if not pd.api.types.is_numeric_dtype(named[column]):
            named[column] = named[column].map(
                lambda cell: (
                    in_money(cell, money) if isinstance(cell, str) and " " not in cell else cell
                )
            )
    return named


def _join(table: "pd.DataFrame", column: str) -> None:
    """Make a list in each cell of a column one text."""
    if len(table):
        table[column] = table[column].str.join("; ")


def single_outcomes(result: StudyResult) -> list[dict[str, Any]]:
    """Every single outcome of a base case: path, value, text, unit and description."""
    rows = []
    for path, field, value in leaves_of(result):
        if isinstance(value, (float, str, Message, Quoted)):
            rows.append(
                {
                    "path": path,
                    "value": value if isinstance(value, float) else np.nan,
                    "text": None if isinstance(value, float) else str(value),
                    "unit": result.money.unit(card_of(field).unit),
                    "description": card_of(field).label,
                }
            )
    return rows


def leaves_of(result: StudyResult) -> Iterator[tuple[str, Any, Any]]:
    """Everything in the parts of a result but its rows and what is not by year."""

    def within(part: ResultSection, place: str) -> Iterator[tuple[str, Any, Any]]:
        for name, field in type(part).model_fields.items():
            value = getattr(part, name)
            if name in OTHER_COLUMNS:
                continue
            if isinstance(value, ResultSection):
                yield from within(value, f"{place}.{name}")
            elif isinstance(value, dict):
                for key, item in value.items():
                    yield f"{place}.{name}.{key}", field, item
            else:
                yield f"{place}.{name}", field, value

    for part in PARTS:
        yield from within(getattr(result, part), part)


def _head(result: StudyResult) -> "pd.DataFrame":
    import pandas as pd

    names = (
        "name", "location", "description", "country", "as_of", "guidance", "package_version",
        "input_hash",
    )  # fmt: skip
    return pd.DataFrame([{name: getattr(result, name) for name in names}])


def _rows(rows: Iterable[ResultSection]) -> "pd.DataFrame":
    import pandas as pd

    return pd.DataFrame(
        [{name: _cell(getattr(row, name)) for name in type(row).model_fields} for row in rows]
    )


def _cell(value: Any) -> Any:
    """A value of a row; texts in English, several in one line."""
    if isinstance(value, (Message, Quoted)):
        return str(value)
    if isinstance(value, tuple) and value and isinstance(value[0], (Message, Quoted)):
        return "; ".join(str(text) for text in value)
    return value


def _split(inputs: "pd.DataFrame") -> "pd.DataFrame":
    """Inputs, or rows on them, with numbers and text in columns of their own."""
    import pandas as pd

    texts = inputs["value"].map(lambda value: value if isinstance(value, str) else None)
    numbers = pd.to_numeric(inputs["value"].where(texts.isna()))
    place = inputs.columns.get_loc("value")
    assert isinstance(place, int)
    table = inputs.assign(value=numbers)
    table.insert(place + 1, "text", texts)
    return table


def _of_risk(risk: RiskResult) -> "Iterator[tuple[str, pd.DataFrame]]":
    import pandas as pd

    yield "risk_inputs", _rows(risk.inputs)
    correlations = _rows(risk.correlations)
    if len(correlations):
        pairs = pd.DataFrame(correlations.pop("inputs").tolist(), columns=["input", "other"])
        yield "risk_correlations", pd.concat([pairs, correlations], axis=1)
    yield "risk_events", _rows(risk.events)
    outcomes = _rows(risk.outcomes)
    _join(outcomes, "not_stated")
    curves = outcomes.pop("percentiles")
    yield "risk_outcomes", outcomes
    yield (
        "risk_percentiles",
        pd.DataFrame(
            [
                (path, percent, float(value))
                for path, curve in zip(outcomes["path"], curves, strict=True)
                for percent, value in zip(PERCENTILES, curve, strict=True)
            ],
            columns=["path", "percent", "value"],
        ),
    )
    yield "risk_probabilities", _rows(risk.probabilities)
    yield "risk_fans", _exploded(risk.fans)
    yield "risk_commitments", _exploded(risk.commitments)
    yield "risk_tornado", _rows(risk.tornado)
    yield "risk_influence", _rows(risk.influence)
    yield (
        "risk_scenarios",
        pd.DataFrame(
            [
                (
                    scenario.name,
                    path,
                    float(np.asarray(value)),
                    path in scenario.not_stated,
                )
                for scenario in risk.scenarios
                for path, value in scenario.outcomes.items()
            ],
            columns=["scenario", "path", "value", "not_stated"],
        ),
    )
    yield (
        "risk_scenario_changes",
        pd.DataFrame(
            [
                (scenario.name, path, to)
                for scenario in risk.scenarios
                for path, to in scenario.changes.items()
            ],
            columns=["scenario", "path", "value"],
        ),
    )


def _exploded(rows: Iterable[ResultSection]) -> "pd.DataFrame":
    """Rows that hold series by year, one line a row and year."""
    import pandas as pd

    tables = [pd.DataFrame(dict(row)).astype({"calendar_year": int}) for row in rows]
    return pd.concat(tables) if tables else pd.DataFrame()


def _meanings(
    result: StudyResult, risk: RiskResult | None, tables: "dict[str, pd.DataFrame]"
) -> "pd.DataFrame":
    """What each column of each table means, where the result's fields say it."""
    import pandas as pd

    fields = {("years", path): field for path, field, _ in leaves_of(result)}
    periods = result.finance.periods
    parts: dict[str, ResultSection | None] = {
        "study": result, "periods": periods, "repayment": result.finance.lenders
    }  # fmt: skip
    rows: dict[str, tuple[ResultSection, ...]] = {
        "inputs": result.inputs, "checks": result.checks, "emissions": result.emissions,
        "published": result.published, "survey": result.waste.survey,
        "switching": result.finance.switching,
        **{name: getattr(result, name) for name in BASIS},
    }  # fmt: skip
    if risk is not None:
        for name in RISK_ROWS:
            rows[f"risk_{name}"] = getattr(risk, name)
    parts |= {name: some[0] for name, some in rows.items() if some}
    for table, part in parts.items():
        if part is not None:
            fields |= {
                (table, name): model_field for name, model_field in type(part).model_fields.items()
            }
    meanings = []
    for table, frame in tables.items():
        for column in frame.columns:
            field = fields.get((table, str(column)))
            card = card_of(field) if field is not None else Card("", "")
            meaning = card.meaning or str(column).replace("_", " ")
            meanings.append((table, str(column), result.money.unit(card.unit), meaning))
    return pd.DataFrame(meanings, columns=["table", "column", "unit", "description"])
