"""Page one of the study: what a mayor asks, answered on one page."""

import numpy as np
from reportlab.lib.enums import TA_CENTER
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepInFrame, PageBreak, Table

from wte_ppp.chapters.outcome_tables import MILLION, input_value, number, price_year
from wte_ppp.chapters.risk_matrix import computed_risks
from wte_ppp.feasibility.result import RiskResult, StudyResult
from wte_ppp.print.charts.waterfall import waterfall_chart
from wte_ppp.print.language import mark
from wte_ppp.print.layout import BODY, HEAD, NOTE, PAGE_WIDTH, TITLE, Paper, gap
from wte_ppp.print.text import para
from wte_ppp.print.typefaces import BOLD, REGULAR

BIG = BODY.clone("big", fontName=BOLD, fontSize=17, leading=21, alignment=TA_CENTER)
SMALL = NOTE.clone("small", alignment=TA_CENTER)
LONGEST_NAME, LONGEST_TEXT = 160, 500
ROOM = A4[1] - 38 * mm - 14
REVENUES = (
    (mark("power"), ("power_revenue_usd",)),
    (mark("tipping fees"), ("tipping_revenue_usd",)),
    (mark("credits, metals and heat"),
     ("carbon_revenue_usd", "metals_revenue_usd", "heat_revenue_usd")),
)  # fmt: skip
MOST_CONDITIONS = 6


def summary_page(paper: Paper, result: StudyResult, risk: RiskResult | None) -> list[Flowable]:
    """The plant, its cost, who pays and who earns, climate, risks, conditions: on one page."""
    say = paper.say
    place = ", ".join(part for part in (result.location, result.country) if part)
    kind = say("Summary of the feasibility study")
    answers = [
        (say("The plant"), _plant(paper, result)),
        (say("What it costs"), _cost(paper, result)),
        (say("What the city pays"), _city(paper, result)),
        (say("Who earns what"), _earnings(paper, result)),
        (say("What it does for the climate"), _climate(paper, result)),
        (say("The three largest risks"), _risks(paper, result, risk)),
        (say("Conditions and open points"), _conditions(paper, result)),
    ]
    story = [
        paper.para(result.name, TITLE, LONGEST_NAME),
        paper.para(f"{kind}: {place}" if place else kind, BODY, LONGEST_NAME + 60),
        *([paper.para(result.description, NOTE, LONGEST_TEXT)] if result.description else []),
        gap(6),
        _boxes(paper, result),
        gap(8),
        paper.grid((), answers, (24, 96), size=9.5),
        gap(10),
        _tonne(paper, result),
        gap(4),
        paper.para(_basis(paper, result), NOTE),
    ]
    # Shrunk a little where a long name or language would carry it over the page.
    return [KeepInFrame(PAGE_WIDTH, ROOM, story, mode="shrink", hAlign="LEFT"), PageBreak()]


def _boxes(paper: Paper, result: StudyResult) -> Flowable:
    """Four figures that all ask for."""
    finance, say, quantity = result.finance, paper.say, paper.quantity
    avoided = number(result.climate.average_reduction_tco2e_per_year)
    boxes = (
        (quantity(number(finance.required_tipping_fee_usd_per_t)),
         say("USD/t: tipping fee that meets the targets, prices of {year}",
             year=price_year(result))),
        (quantity(number(result.cost.capex_usd) / MILLION),
         say("million USD: cost to build, without interest in construction")),
        (quantity(number(result.plant.exported_mwh_per_year) / 1000),
         say("GWh of power sold a year, mean of the contract")),
        (paper.fixed(abs(avoided), 0),
         say("tCO₂e a year more than without the plant, mean of the crediting years")
         if avoided < 0 else say("tCO₂e avoided a year, mean of the crediting years")),
    )  # fmt: skip
    width = PAGE_WIDTH / len(boxes)

    def cells(texts: list[str], style: ParagraphStyle) -> list[Flowable]:
        return [para(text, style, paper.lacking, width=width - 12) for text in texts]

    table = Table(
        [cells([one for one, _ in boxes], BIG), cells([one for _, one in boxes], SMALL)],
        [width] * len(boxes),
    )
    table.setStyle(
        [
            ("FONT", (0, 0), (-1, -1), REGULAR, 8),
            ("BACKGROUND", (0, 0), (-1, -1), HEAD),
            ("INNERGRID", (0, 0), (-1, -1), 3, "#ffffff"),
            ("LINEBELOW", (0, 0), (-1, 0), 3, HEAD),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ]
    )
    return table


def _plant(paper: Paper, result: StudyResult) -> str:
    plant, waste, quantity = result.plant, result.waste, paper.quantity
    return paper.say(
        "Burns up to {capacity} t of waste a day in {lines} line(s), {received} t a year, with a "
        "heating value of {lhv} MJ/kg. Makes {gross} MW of power, of which {net} MW leave the "
        "plant: {net_kwh} kWh per tonne burnt. Over {years} years it takes {total} million t.",
        capacity=quantity(number(plant.capacity_t_per_day)),
        lines=quantity(int(number(plant.lines))),
        received=paper.fixed(float(np.mean(waste.received_t)), 0),
        lhv=quantity(number(waste.fired_lhv_mj_per_kg)),
        gross=quantity(number(plant.gross_mw)),
        net=quantity(number(plant.net_mw)),
        net_kwh=quantity(number(plant.net_kwh_per_t)),
        years=len(waste.received_t),
        total=quantity(float(np.sum(waste.received_t)) / MILLION),
    )


def _cost(paper: Paper, result: StudyResult) -> str:
    cost, finance, quantity = result.cost, result.finance, paper.quantity
    loan, grants = (
        number(one) / MILLION
        for one in (finance.funds.concessional_usd, finance.funds.construction_grants_usd)
    )
    text = paper.say(
        "{capex} million USD to build ({basis}), {opex} USD per tonne to run. Paid for by {debt} "
        "million of debt, {equity} million of equity and {grant} million of grant.",
        capex=quantity(number(cost.capex_usd) / MILLION),
        basis=paper.told(cost.capex_basis),
        opex=quantity(number(cost.opex_usd_per_t)),
        debt=quantity(number(finance.debt_usd) / MILLION),
        equity=quantity(number(finance.equity_usd) / MILLION),
        grant=quantity(number(finance.grant_usd) / MILLION),
    )
    if loan > 0:
        text += " " + paper.say("A concessional loan adds {loan} million.", loan=quantity(loan))
    if grants > 0:
        text += " " + paper.say(
            "Other grants, paid in construction, add {grants} million.", grants=quantity(grants)
        )
    return text


def _city(paper: Paper, result: StudyResult) -> str:
    finance, quantity, say = result.finance, paper.quantity, paper.say
    stated = input_value(result, "finance.tipping_fee_usd_per_t")
    fee = float(stated) if isinstance(stated, float) else float("nan")
    needed = number(finance.required_tipping_fee_usd_per_t)
    text = say(
        "{fee} USD per tonne as studied, {payment} million USD in the first full year.",
        fee=quantity(fee),
        payment=quantity(number(finance.public.first_full_year_payment_usd) / MILLION),
    )
    if np.isnan(needed):
        return f"{text} " + say("No tipping fee meets the targets of owners and lenders.")
    if needed < 0:
        return f"{text} " + say("The targets of owners and lenders are met without a fee.")
    binding = say("the lenders' cover") if finance.dscr_binds == 1 else say("the owners' return")
    verdict = (
        mark("That is enough: owners and lenders need {needed} ({binding} asks for more).")
        if fee >= needed
        else mark("That is too little: owners and lenders need {needed} ({binding} asks for more).")
    )
    return f"{text} " + say(verdict, needed=quantity(needed), binding=binding)


def _earnings(paper: Paper, result: StudyResult) -> str:
    finance, quantity, say = result.finance, paper.quantity, paper.say
    sums = [
        (say(name), sum(float(np.sum(getattr(finance, part))) for part in parts))
        for name, parts in REVENUES
    ]
    total = sum(value for _, value in sums)
    shares = ", ".join(
        f"{name} {quantity(100 * value / total, 2)} %" for name, value in sums if value > 0
    )
    target = input_value(result, "finance.target_equity_irr_percent")
    asked = quantity(float(target) if isinstance(target, float) else None)
    owners = (
        say("Owners: their flow has no rate of return (they ask for {target} %).", target=asked)
        if np.isnan(finance.equity_irr_percent)
        else say(
            "Owners: {irr} % a year on their equity (they ask for {target} %).",
            irr=quantity(number(finance.equity_irr_percent)),
            target=asked,
        )
    )
    lenders = say(
        "Lenders: their service is covered {lowest} times in the worst year (they ask for "
        "{asked}).",
        lowest=quantity(number(finance.minimum_dscr)),
        asked=quantity(number(finance.target_dscr)),
    )
    if np.isnan(finance.minimum_dscr):
        lenders = say("There is no senior debt.")
    revenue = say("Revenue: {shares}.", shares=shares) if total > 0 else ""
    return f"{owners} {lenders} {revenue}"


def _climate(paper: Paper, result: StudyResult) -> str:
    climate, quantity = result.climate, paper.quantity
    total = number(climate.total_reduction_tco2e)
    sentence = (
        mark(
            "Emits {total} tCO₂e more in the crediting years, {per_t} kg per tonne of waste, than "
            "the landfill and power of the grid. Credits under the JCM: {credits} t, of which "
            "{japan} t to Japan's side. Saves {space} m3 of landfill a year."
        )
        if total < 0
        else mark(
            "Avoids {total} tCO₂e in the crediting years, {per_t} kg per tonne of waste, against "
            "the landfill and power of the grid. Credits under the JCM: {credits} t, of which "
            "{japan} t to Japan's side. Saves {space} m3 of landfill a year."
        )
    )
    return paper.say(
        sentence,
        total=paper.fixed(abs(total), 0),
        per_t=quantity(abs(number(climate.reduction_kg_per_t_received))),
        credits=paper.fixed(number(climate.total_credits_tco2e), 0),
        japan=paper.fixed(number(climate.credits_of_japan_t), 0),
        space=paper.fixed(number(climate.landfill_space_m3_per_year), 0),
    )


def _risks(paper: Paper, result: StudyResult, risk: RiskResult | None) -> str:
    lines = computed_risks(result, risk, paper.language)[:3]
    if not lines:
        return paper.say("None was computed: see the risk matrix.")
    return "\n".join(f"{at}. {one.name}: {one.effect}." for at, one in enumerate(lines, 1))


def _conditions(paper: Paper, result: StudyResult) -> str:
    say = paper.say
    failed = [paper.told(one.description).rstrip(".") for one in result.checks
              if one.passed_share < 1]  # fmt: skip
    above = [one.pollutant for one in result.emissions if one.passed_share == 0]
    assumed = sum(row.status == "assumption" for row in result.inputs)
    found = [say("Not met: {requirement}.", requirement=one) for one in failed]
    support = number(result.finance.lenders.support_usd) / MILLION
    if support > 0:
        found.append(
            say("Cash does not cover debt service: {support} million USD are lacking in all.",
                support=paper.quantity(support))
        )  # fmt: skip
    if above:
        found.append(say("Above the emission limit: {names}.", names=", ".join(above)))
    if input_value(result, "cost.capex_usd") is None:
        found.append(say("The cost to build is a benchmark, not a quote."))
    if not result.waste.survey:
        found.append(say("The waste was not surveyed for this study: survey it before the tender."))
    if number(result.finance.grant_usd) > 0:
        found.append(say("The grant is not awarded yet or is estimated: confirm it."))
    if not result.rules:
        found.append(say("No country profile: the legal frame is not told."))
    found.append(
        say("{assumed} of {count} inputs are assumptions: confirm those that weigh most.",
            assumed=assumed, count=len(result.inputs))
    )  # fmt: skip
    return "\n".join(f"- {one}" for one in found[:MOST_CONDITIONS])


def _tonne(paper: Paper, result: StudyResult) -> Flowable:
    """What a tonne of waste earns and where it goes, means of the operation years."""
    finance, say = result.finance, paper.say
    running = finance.operation_year >= 1
    tonnes = float(np.sum(result.waste.received_t))

    def per_t(*names: str) -> float:
        return sum(float(np.sum(getattr(finance, one)[running])) for one in names) / tonnes

    steps: dict[str, float | None] = {
        say("Power"): per_t("power_revenue_usd"),
        say("Tipping fees"): per_t("tipping_revenue_usd"),
        say("Credits, metals, heat"): per_t(*REVENUES[2][1]),
        say("Operating cost"): -per_t("operating_cost_usd"),
        say("Tax"): -per_t("tax_usd"),
        say("Debt service"): -per_t("interest_usd", "principal_usd"),
        say("Left for owners and other lenders"): None,
    }
    return waterfall_chart(
        steps,
        say("What a tonne of waste earns, and where it goes"),
        say("USD per tonne received, nominal, mean of the contract"),
        width=PAGE_WIDTH,
        height=170,
        language=paper.language,
    )


def _basis(paper: Paper, result: StudyResult) -> str:
    say = paper.say
    day = say("its own day") if result.as_of is None else paper.language.day(result.as_of)
    return say(
        "Rules: {rules}, as of {day}. Guidance, not legal advice. Money is nominal USD; the "
        "tipping fee is in prices of {year}. Every figure stands in study.json.",
        rules=result.guidance,
        day=day,
        year=price_year(result),
    )
