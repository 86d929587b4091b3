"""Charts on the sheet of results, from the sheet by years."""

from collections.abc import Mapping
from typing import Any

from wte_ppp.currencies import MILLION, Money
from wte_ppp.print.model_book.places import FIRST_COLUMN, Place
from wte_ppp.print.model_book.rows import Axis

SHEET = "Annual"
WIDE, HIGH, ROWS = 860, 280, 15
COLOURS = ("#1F3864", "#2E75B6", "#9DC3E6", "#A9D18E", "#FFC000", "#C55A11", "#7F7F7F")


def add_charts(
    excel: Any,
    sheets: Mapping[str, Any],
    places: Mapping[str, Place],
    columns: Mapping[Axis, int],
    money: Money,
) -> None:
    """Revenue, cash and debt service with DSCR, owners' cash, debt."""
    large = money.scale > MILLION
    sums = f"{money.code} {'billion' if large else 'million'}"
    shown = "#,##0.0,,," if large else "#,##0.0,,"
    last = FIRST_COLUMN + columns["annual"] - 1

    def cells(name: str) -> list[Any]:
        row = places[name].row
        return [SHEET, row, FIRST_COLUMN, row, last]

    def chart(kind: dict[str, str], title: str, series: Mapping[str, str], axis: str) -> Any:
        made = excel.add_chart(kind)
        for (name, label), colour in zip(series.items(), COLOURS, strict=False):
            paint = {"line": {"color": colour, "width": 2}} if kind["type"] == "line" else {
                "fill": {"color": colour}, "gap": 60,
            }  # fmt: skip
            made.add_series(
                {"name": label, "categories": cells("y.calendar"), "values": cells(name), **paint}
            )
        made.set_title({"name": title, "name_font": {"size": 12}, "overlay": False})
        made.set_y_axis(
            {"name": axis, "num_format": shown, "major_gridlines": {"visible": True,
             "line": {"color": "#D9D9D9"}}}
        )  # fmt: skip
        made.set_x_axis({"num_font": {"rotation": -90}, "label_position": "low"})
        made.set_legend({"position": "bottom"})
        made.set_size({"width": WIDE, "height": HIGH})
        return made

    revenue = chart(
        {"type": "column", "subtype": "stacked"}, "Revenue",
        {"y.tipping": "Tipping fees", "y.power": "Power", "y.heat": "Heat", "y.metals": "Metals",
         "y.carbon": "Credits"}, sums,
    )  # fmt: skip
    cover = chart(
        {"type": "column"}, "CFADS, debt service and DSCR",
        {"y.cfads": "CFADS", "y.service": "Debt service"}, sums,
    )  # fmt: skip
    ratio = excel.add_chart({"type": "line"})
    for name, label, colour in (
        ("y.dscr", "DSCR", "#C55A11"), ("y.target", "Target DSCR", "#7F7F7F"),
    ):  # fmt: skip
        ratio.add_series(
            {"name": label, "categories": cells("y.calendar"), "values": cells(name),
             "y2_axis": True, "line": {"color": colour, "width": 2}}
        )  # fmt: skip
    ratio.set_y2_axis({"name": "DSCR", "num_format": "0.0", "min": 0})
    cover.combine(ratio)
    owners = chart(
        {"type": "column"}, "Equity and project cash flow",
        {"y.equity": "Equity", "y.project": "Project, post-tax, unlevered"}, sums,
    )  # fmt: skip
    spread = chart(
        {"type": "column", "subtype": "stacked"}, "Use of revenue",
        {"y.cost": "Operating cost", "y.tax": "Income tax", "y.service": "Debt service",
         "y.equity": "Equity"}, sums,
    )  # fmt: skip
    owed = chart(
        {"type": "line"}, "Debt and reserve balances at year end",
        {"y.senior": "Senior debt", "y.loan": "Concessional loan", "y.dsra": "DSRA",
         "y.cash": "Cash"}, sums,
    )  # fmt: skip
    results = sheets["Results"]
    for number, made in enumerate((revenue, spread, cover, owners, owed)):
        results.insert_chart(5 + ROWS * number, 6, made)
