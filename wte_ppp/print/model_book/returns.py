"""Rows that find rates of return: no function that guesses, and none where there is not one rate.

A flow with one change of sign, or with one in its sum to date (Norstrom 1972), has one rate above
-100 or 0 %; others are looked for on a grid of rates. The rate is then halved in on.
"""

from wte_ppp.print.model_book.rows import Entry, Heading, Line, Note, Single, entries

STEPS = 120
# A unit of its own: at the ends of a bracket present values have many digits.
PRESENT = "USD (PV)"
# Name of the rate, label, flow, time of each amount.
FLOWS = (
    ("irr_equity", "Equity IRR", "equity", "years"),
    ("irr_project", "Project IRR, post-tax", "project", "years"),
    ("irr_pre_tax", "Project IRR, pre-tax", "project_pre_tax", "years"),
    ("xirr_equity", "Equity IRR, dated cash flows", "equity", "date_years"),
    ("xirr_project", "Project IRR, post-tax, dated cash flows", "project", "date_years"),
)


def _signs(flow: str, label: str, amount: str) -> list[Entry]:
    row, small = f"{{{amount}}}", f"{{{flow}.small}}"
    return [
        Single(f"{flow}.small", f"{label}: below this rounding", "USD",
               f"{{rounding}} * MAX(MAX({{{amount}:}}), 0 - MIN({{{amount}:}}))"),
        Line(f"{flow}.sign", f"{label}: last sign", "",
             f"IF(ABS({row}) > {small}, SIGN({row}), {{{flow}.sign<}} + 0)"),
        Line(f"{flow}.change", f"{label}: changes sign", "flag",
             f"IF({{{flow}.sign<}} * {{{flow}.sign}} < 0, 1, 0)", total=True),
    ]  # fmt: skip


def sign_rows() -> tuple[Entry, ...]:
    """Changes of sign of each flow and of its sum to date, which tell whether there is one rate."""
    parts: list[Entry] = [
        Line("date_years", "Days from the end of the first period / 365", "years",
             "{elapsed_days} / {days_per_year}"),
    ]  # fmt: skip
    for flow, label in (
        ("equity", "Equity"),
        ("project", "Project, post-tax"),
        ("project_pre_tax", "Project, pre-tax"),
    ):
        parts += [
            Heading(label),
            *_signs(flow, label, flow),
            Line(f"{flow}.sum", f"{label}: sum to date", "USD", f"{{{flow}.sum<}} + {{{flow}}}"),
            *_signs(f"{flow}_sum", f"{label}: sum to date", f"{flow}.sum"),
            Single(f"{flow}.norstrom", f"{label}: the cumulative sum changes sign exactly once",
                   "flag", f"IF(AND(SUM({{{flow}_sum.change:}}) = 1,"
                   f" INDEX({{{flow}.sum:}}, {{periods}}) > 0), 1, 0)"),
        ]  # fmt: skip
    return entries(parts)


def solver_rows() -> tuple[Entry, ...]:
    """A grid of rates, and for each flow its bracket, halved in every column."""
    parts: list[Entry] = [
        Note("Each column halves the bracket of the one before; the last holds the rate."),
        Line("step", "Step", "", "{step<} + 1"),
        Line("grid_rate", "Rates of the grid", "%",
             "(1 + {grid_low}) * ((1 + {irr_high}) / (1 + {grid_low}))"
             " ^ (({step} - 1) / ({steps} - 1)) - 1"),
    ]  # fmt: skip
    for name, label, flow, times in FLOWS:
        value = f"SUMPRODUCT({{{flow}:}} * (1 + %s) ^ (0 - {{{times}:}}))"
        one_change, norstrom = f"SUM({{{flow}.change:}}) = 1", f"{{{flow}.norstrom}} = 1"
        rises = f"({{{name}.npv<}} > 0) = ({{{name}.npv_low}} > 0)"
        parts += [
            Heading(label),
            Line(f"{name}.grid", "NPV on the grid", PRESENT, value % "{grid_rate}"),
            Line(f"{name}.crosses", "Crosses zero", "flag",
                 f"IF({{step}} = 1, 0, IF(({{{name}.grid}} > 0) = ({{{name}.grid<}} > 0), 0, 1))",
                 total=True),
            Single(f"{name}.cell", "Step after the crossing, where there is one", "",
                   f"IF(SUM({{{name}.crosses:}}) = 1,"
                   f" SUMPRODUCT({{{name}.crosses:}} * {{step:}}), 0)"),
            Single(f"{name}.from", "Bracket from", "%",
                   f"IF({one_change}, {{irr_low}}, IF({norstrom}, 0, IF({{{name}.cell}} > 0,"
                   f" INDEX({{grid_rate:}}, {{{name}.cell}} - 1), {{irr_low}})))"),
            Single(f"{name}.to", "Bracket to", "%",
                   f"IF(OR({one_change}, {norstrom}, {{{name}.cell}} = 0), {{irr_high}},"
                   f" INDEX({{grid_rate:}}, {{{name}.cell}}))"),
            Single(f"{name}.npv_low", "NPV at its start", PRESENT, value % f"{{{name}.from}}"),
            Single(f"{name}.npv_high", "NPV at its end", PRESENT, value % f"{{{name}.to}}"),
            Single(f"{name}.is_one", "Exactly one rate", "flag",
                   f"IF(AND(OR({one_change}, {norstrom}, {{{name}.cell}} > 0),"
                   f" SIGN({{{name}.npv_low}}) <> SIGN({{{name}.npv_high}})), 1, 0)"),
            Line(f"{name}.low", "Lower end", "%",
                 f"IF({{step}} = 1, {{{name}.from}},"
                 f" IF({rises}, {{{name}.middle<}}, {{{name}.low<}}))"),
            Line(f"{name}.high", "Upper end", "%",
                 f"IF({{step}} = 1, {{{name}.to}},"
                 f" IF({rises}, {{{name}.high<}}, {{{name}.middle<}}))"),
            Line(f"{name}.middle", "Middle", "%",
                 f"{{half}} * ({{{name}.low}} + {{{name}.high}})"),
            Line(f"{name}.npv", "NPV at the middle", PRESENT, value % f"{{{name}.middle}}"),
            Single(f"{name}.rate", f"{label}", "%",
                   f'IF({{{name}.is_one}} = 1, INDEX({{{name}.middle:}}, {{steps}}), "")'),
        ]  # fmt: skip
    return entries(parts)
