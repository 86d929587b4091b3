"""The timeline's rows: counters, dates, flags."""

from wte_ppp.print.model_book.rows import Entry, Heading, Line, Single, entries


def timeline_rows() -> tuple[Entry, ...]:
    """Rows by which all other rows know where in time they are."""
    return entries(
        Heading("Periods in a year"),
        Single(
            "building_per_year", "Construction periods in a year", "",
            "{months_per_year} / {construction_months}",
        ),
        Single(
            "running_per_year", "Operation periods in a year", "",
            "{months_per_year} / {operation_months}",
        ),
        Heading("Counters"),
        Line("period", "Period", "", "{period<} + 1"),
        Line("operation_period", "Operation period", "", "{period} - {construction_periods}"),
        Line("operating", "In operation", "flag", "IF({operation_period} >= 1, 1, 0)"),
        Line("building", "In construction", "flag", "1 - {operating}"),
        Line(
            "operation_year", "Operation year; 0 and below: construction", "",
            "IF({operating} = 1, INT(({operation_period} - 1) / {running_per_year}) + 1,"
            " 0 - INT((0 - {operation_period}) / {building_per_year}))",
        ),
        Line(
            "months_at_end", "Months from the start of operation to the end", "months",
            "{operation_period}"
            " * IF({operating} = 1, {operation_months}, {construction_months})",
        ),
        Heading("Dates"),
        Line(
            "start", "First day", "date",
            "DATE({first_operation_year}, {timing.first_operation_month} + {months_at_end}"
            " - IF({operating} = 1, {operation_months}, {construction_months}), 1)",
        ),
        Line(
            "end", "Last day", "date",
            "DATE({first_operation_year}, {timing.first_operation_month} + {months_at_end}, 1) - 1",
        ),
        Line("days", "Days", "days", "{end} - {start} + 1"),
        Line("calendar_year", "Calendar year of the first day", "year", "YEAR({start})"),
        Line(
            "fiscal_year", "Fiscal year of the last day, by the year of its start", "year",
            "YEAR(DATE(YEAR({end}), MONTH({end}) - ({timing.fiscal_year_start_month} - 1), 1))",
        ),
        Line(
            "years", "Years from the end of the first period", "years",
            "({months_at_end} - INDEX({months_at_end:}, 1)) / {months_per_year}",
        ),
        Line(
            "elapsed_days", "Days from the end of the first period", "days",
            "{end} - INDEX({end:}, 1)",
        ),
        Heading("Flags"),
        Line("first_period", "First period", "flag", "IF({period} = 1, 1, 0)"),
        Line(
            "last_building", "Last period of construction", "flag",
            "IF({operation_period} = 0, 1, 0)",
        ),
        Line("opening", "First period of operation", "flag", "IF({operation_period} = 1, 1, 0)"),
        Line(
            "year_end", "Ends an operation or construction year", "flag",
            "IF({operation_year>} <> {operation_year}, 1, 0)",
        ),
        Line(
            "fiscal_year_end", "Ends a fiscal year", "flag",
            "IF({fiscal_year>} <> {fiscal_year}, 1, 0)",
        ),
        Line(
            "in_contract", "Within the contract term", "flag",
            "IF(AND({operating} = 1, {operation_year} <= {contract_years}), 1, 0)",
        ),
        Line(
            "contract_end", "Ends the contract", "flag",
            "IF(AND({operation_year} = {contract_years}, {year_end} = 1), 1, 0)",
        ),
        Line(
            "share_of_year", "Days / days of its operation year", "",
            "{operating} * {days} / SUMIF({operation_year:}, {operation_year}, {days:})",
        ),
        Line(
            "years_from_base", "Years after the price year", "years",
            "{calendar_year} - {price_year}",
        ),
    )  # fmt: skip
