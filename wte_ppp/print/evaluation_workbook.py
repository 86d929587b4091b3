"""The evaluation as a workbook: its arithmetic as live formulas, each with our value beside it."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell

from wte_ppp.chapters.tender_register import receipts
from wte_ppp.chapters.tender_words import reason_by, rule_name, said, with_evidence
from wte_ppp.print.book import HEAD_ROW, LINE_HEIGHT, Book
from wte_ppp.print.price_sheets import price_sheets
from wte_ppp.tender.definition.tender import Leaf
from wte_ppp.tender.evaluation import Evaluation
from wte_ppp.tender.exact import shown_exactly
from wte_ppp.tender.moments import in_words as moment_words
from wte_ppp.tender.panel import panel_formula
from wte_ppp.tender.price_rules import benchmark_of
from wte_ppp.tender.shapes import Cells

FIRST_BID = 4
PER_BID = 3


def evaluation_workbook(evaluation: Evaluation) -> bytes:
    """Bytes of the workbook."""
    made = Book(evaluation)
    result = made.sheet("Result", "Result", (8, 40, 16, 16, 16, 20, 8))
    shares = _panel(made)
    sums = _technical(made, shares)
    prices = price_sheets(made)
    _result(made, result, sums, prices)
    _steps(made)
    _register(made)
    return made.finish()


def _panel(made: Book) -> dict[tuple[str, str], str]:
    """Single shares by bid and criterion; gives the formula of the panel's share."""
    formulas: dict[tuple[str, str], str] = {}
    judged = made.evaluation.technical.judged
    if not judged:
        return formulas
    sheet = made.sheet("Panel", "Scores of the panel", (8, 24, 20, 8, 10, 70))
    made.heads(sheet, ("Bid", "Criterion", "By", "Grade", "Share", "Reason"))
    row = HEAD_ROW + 1
    for (bid, criterion), score in sorted(judged.items()):
        cells: list[str] = []
        rows = [*score.marks, *((score.moderated,) if score.moderated else ())]
        for place, mark in enumerate(rows):
            by = mark.evaluator if place < len(score.marks) else "PANEL"
            name = str(made.evaluation.tender.names.criteria[criterion])
            for column, text in enumerate((bid, name, by, mark.grade)):
                sheet.write_string(row, column, text)
            made.number(sheet, row, 4, mark.share)
            reason = str(with_evidence(mark))
            sheet.write_string(row, 5, reason, made.formats["text"])
            sheet.set_row(row, LINE_HEIGHT * (1 + len(reason) // 70))
            cells.append(f"Panel!{xl_rowcol_to_cell(row, 4)}")
            row += 1
        moderated = cells.pop() if score.moderated else None
        formulas[bid, criterion] = panel_formula(score.method, cells, moderated)
    return formulas


def _technical(made: Book, panel: Mapping[tuple[str, str], str]) -> dict[str, str]:
    """Points by criterion; gives the cell of each bid's share of all points."""
    leaves = made.evaluation.tender.leaves
    parameters = {leaf.id: leaf.shape.parameters() for leaf in leaves}
    most = max((len(values) for values in parameters.values()), default=0)
    first_parameter = FIRST_BID + PER_BID * len(made.bids)
    widths = (36, 10, 14, 10, *(12,) * (PER_BID * len(made.bids)), *(11,) * most)
    sheet = made.sheet("Technical", "Technical points", widths)
    heads = ["Criterion", "Points", "Shape", "Better"]
    for bid in made.bids:
        heads += [f"{bid} promised", f"{bid} share", f"{bid} points"]
    made.heads(sheet, [*heads, *(f"parameter {number}" for number in range(1, most + 1))])
    sheet.freeze_panes(HEAD_ROW + 1, 1)
    for place, leaf in enumerate(leaves):
        row = HEAD_ROW + 1 + place
        _criterion(made, sheet, row, leaf, place, parameters[leaf.id], first_parameter, panel)
    last = HEAD_ROW + len(leaves)
    sheet.write_string(last + 1, 0, "Sum", made.formats["head"])
    scores, total = made.evaluation.technical.scores, {}
    whole = made.evaluation.tender.definition.technical_points
    made.formula(sheet, last + 1, 1, _sum(1, last), whole)
    sheet.write_string(last + 2, 0, "Share of all points", made.formats["head"])
    for number, bid in enumerate(made.bids):
        column = FIRST_BID + PER_BID * number + 2
        made.formula(sheet, last + 1, column, _sum(column, last), scores[bid].points)
        sum_cell, whole_cell = xl_rowcol_to_cell(last + 1, column), xl_rowcol_to_cell(last + 1, 1)
        made.formula(sheet, last + 2, column, f"{sum_cell}/{whole_cell}", scores[bid].share)
        total[bid] = f"Technical!{xl_rowcol_to_cell(last + 2, column)}"
    return total


def _sum(column: int, last: int) -> str:
    first = xl_rowcol_to_cell(HEAD_ROW + 1, column)
    return f"SUM({first}:{xl_rowcol_to_cell(last, column)})"


def _criterion(
    made: Book, sheet: Any, row: int, leaf: Leaf, place: int,
    parameters: Sequence[tuple[str, Fraction]], first_parameter: int,
    panel: Mapping[tuple[str, str], str],
) -> None:  # fmt: skip
    criterion, shape = leaf.criterion, leaf.shape
    name = str(made.evaluation.tender.names.criteria[leaf.id])
    for column, text in ((0, name), (2, shape.title), (3, criterion.better)):
        sheet.write_string(row, column, text)
    made.number(sheet, row, 1, leaf.points)
    cells = []
    for number, (parameter, figure) in enumerate(parameters):
        made.number(sheet, row, first_parameter + number, figure)
        sheet.write_comment(row, first_parameter + number, parameter)
        cells.append(xl_rowcol_to_cell(row, first_parameter + number, True, True))
    values = [xl_rowcol_to_cell(row, FIRST_BID + PER_BID * n) for n in range(len(made.bids))]
    for number, bid in enumerate(made.bids):
        column = FIRST_BID + PER_BID * number
        mark = made.evaluation.technical.scores[bid].marks[place]
        if mark.value is not None:
            made.number(sheet, row, column, mark.value)
        else:
            sheet.write_string(row, column, str(mark.promised or ""))
        value = panel.get((bid, leaf.id)) if shape.scored == "panel" else values[number]
        if value is None or (shape.scored == "number" and mark.value is None):
            made.number(sheet, row, column + 1, mark.share)
        else:
            higher = criterion.better == "higher"
            formula = shape.excel(Cells(value, ",".join(values), tuple(cells), higher))
            made.formula(sheet, row, column + 1, formula, mark.share)
        share, most = xl_rowcol_to_cell(row, column + 1), xl_rowcol_to_cell(row, 1, False, True)
        made.formula(sheet, row, column + 2, f"{share}*{most}", mark.points)


def _result(made: Book, sheet: Any, shares: Mapping[str, str], prices: Mapping[str, str]) -> None:
    evaluation = made.evaluation
    tender, procedure = evaluation.tender, evaluation.tender.procedure
    made.heads(sheet, ("Bid", "Bidder", "Technical", "Price points", "Total",
                       f"Price, {tender.definition.currency}", "Rank"))  # fmt: skip
    ranked = evaluation.award.ranked
    rule_row = HEAD_ROW + len(ranked) + 3
    rules = [("Technical weight, %", tender.technical_weight)]
    rules += [
        (name.capitalize(), value)
        for name in ("ceiling", "floor", "reference")
        if (value := getattr(tender.definition.price, name)) is not None
    ]
    compared = evaluation.award.compared
    against = benchmark_of(procedure, tender.definition.price, compared)
    if against is not None and against.price is not None:
        rules.append(("Benchmark", against.price))
    places = {}
    for number, (name, value) in enumerate(rules):
        sheet.write_string(rule_row + number, 1, name)
        made.number(sheet, rule_row + number, 2, value)
        places[name] = xl_rowcol_to_cell(rule_row + number, 2, True, True)
    live = tender.sums_weighted_shares
    scale = "" if tender.scale == 1 else f"*{shown_exactly(tender.scale, 28)}"
    # Those that the minimum total put out have no row here; points stay relative to them.
    listed = ",".join(
        prices[bid] if bid in prices else shown_exactly(price, 28)
        for bid, price in compared.items()
    )
    best = ",".join(shares[bid] for bid in compared)
    decimals = procedure.score_decimals if procedure.rank_on == "rounded" else None
    for number, placed in enumerate(ranked):
        row = HEAD_ROW + 1 + number
        sheet.write_string(row, 0, placed.bid)
        sheet.write_string(row, 1, evaluation.names[placed.bid])
        made.formula(sheet, row, 5, prices[placed.bid], placed.price)
        if not live:
            for column, value in (
                (2, placed.technical),
                (3, placed.price_points),
                (4, placed.total),
            ):
                made.number(sheet, row, column, value)
            sheet.write_number(row, 6, placed.rank, made.formats["rank"])
            continue
        share = shares[placed.bid]
        if procedure.technical_score == "relative_to_best":
            share = f"{share}/MAX({best})"
        weight = places["Technical weight, %"]
        technical = _published(f"{share}*{weight}{scale}", decimals, procedure.rounding)
        of_price = _of_price(procedure.price_score, prices[placed.bid], listed, places)
        price = _published(f"({of_price})*(100-{weight}){scale}", decimals, procedure.rounding)
        made.formula(sheet, row, 2, technical, placed.technical)
        made.formula(sheet, row, 3, price, placed.price_points)
        cells = [xl_rowcol_to_cell(row, column) for column in (2, 3, 4)]
        made.formula(sheet, row, 4, f"{cells[0]}+{cells[1]}", placed.total)
        first, last = (xl_rowcol_to_cell(HEAD_ROW + 1 + place, 4, True, True)
                       for place in (0, len(ranked) - 1))  # fmt: skip
        rank = f"=RANK({cells[2]},{first}:{last})"
        sheet.write_formula(row, 6, rank, made.formats["rank"], placed.rank)
    note = (
        "Blue cells are inputs, black ones formulas; ties are decided by the tender's rule."
        if live
        else f"Totals by {said(procedure.combination)} are entered as computed by wte_ppp."
    )
    sheet.write_string(rule_row + len(rules) + 1, 1, note)
    sheet.activate()


def _published(formula: str, decimals: int | None, rounding: str) -> str:
    """A formula rounded as parts are published, where rounded scores rank."""
    if decimals is None or rounding == "none":
        return formula
    if rounding == "half_even":
        scaled = f"({formula})*10^{decimals}"
        even = f"ROUND({scaled}/2,0)*2/10^{decimals}"
        return f"IF(ABS(MOD({scaled},1)-0.5)<1E-9,{even},ROUND({formula},{decimals}))"
    return f"{'ROUNDDOWN' if rounding == 'down' else 'ROUND'}({formula},{decimals})"


def _of_price(rule: str, price: str, listed: str, places: Mapping[str, str]) -> str:
    formulas = {
        "lowest_over_price": f"MIN({listed})/{price}",
        "linear_to_ceiling": f"1-{price}/{places.get('Ceiling')}",
        "linear_between": f"({places.get('Ceiling')}-{price})/"
        f"({places.get('Ceiling')}-{places.get('Floor')})",
        "reference_over_price": f"{places.get('Reference')}/{price}",
        "max_min": f"IF(MAX({listed})=MIN({listed}),1,"
        f"(MAX({listed})-{price})/(MAX({listed})-MIN({listed})))",
        "around_mean": f"1/2+(AVERAGE({listed})-{price})/AVERAGE({listed})",
        "mean_over_price": f"AVERAGE({listed})/{price}",
        "benchmark_over_price": f"{places.get('Benchmark')}/{price}",
        "none": "0",
    }
    return f"MAX(0,MIN(1,{formulas[rule]}))"


def _steps(made: Book) -> None:
    sheet = made.sheet("Steps", "Steps of the evaluation", (8, 28, 36, 10, 100))
    made.heads(sheet, ("Bid", "Step", "Rule", "Passed", "Reason"))
    words = {True: "yes", False: "NO", None: "open"}
    names = made.evaluation.tender.names
    for number, finding in enumerate(made.evaluation.findings):
        row, reason = HEAD_ROW + 1 + number, str(reason_by(finding.reason))
        step, rule = str(said(finding.step)), str(rule_name(names, finding.rule))
        for column, text in enumerate((finding.bid, step, rule, words[finding.passed], reason)):
            sheet.write_string(row, column, text, made.formats["text"])
        sheet.set_row(row, LINE_HEIGHT * (1 + len(reason) // 100))


def _register(made: Book) -> None:
    sheet = made.sheet("Register", "Envelopes received", (7, 8, 40, 12, 28, 28, 24, 68, 60))
    heads = ("Line", "Bid", "Bidder", "Envelope", "Received", "Written down", "By", "SHA-256", "")
    made.heads(sheet, heads)
    for number, entry in enumerate(receipts(made.evaluation)):
        row, name = HEAD_ROW + 1 + number, made.evaluation.names.get(entry.bid, "not opened")
        sheet.write_number(row, 0, entry.line)
        texts = (entry.bid, name, str(said(entry.envelope)), moment_words(entry.at),
                 moment_words(entry.clock), entry.by, entry.sha256, str(entry.state))  # fmt: skip
        for column, text in enumerate(texts, start=1):
            sheet.write_string(row, column, text, made.formats["text"])
        sheet.set_row(row, LINE_HEIGHT * (1 + len(texts[-1]) // 60))
