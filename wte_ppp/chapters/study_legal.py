"""Chapters of the study on the legal frame, published figures, assumptions and open points."""

from collections.abc import Sequence

from reportlab.platypus import Flowable

from wte_ppp.chapters.outcome_tables import difference, number, scaled
from wte_ppp.feasibility.result import InputRow, RuleRow, StudyResult
from wte_ppp.print.language import mark
from wte_ppp.print.layout import BODY, H2, NOTE, Paper, gap

LONG_PATH = 36  # characters of an input's path that fit its column
LONG_SOURCE = 45
TOPICS = {
    "wte": mark("Waste to energy"),
    "procurement": mark("Procurement and PPP"),
    "tariff": mark("Power tariff"),
    "tax": mark("Tax"),
    "emissions": mark("Emissions"),
    "ghg": mark("Greenhouse gases and JCM"),
    "macro": mark("Economy"),
}
CONFIDENCE = {
    "S": mark("source read"),
    "K": mark("known, source not re-read"),
    "U": mark("uncertain"),
}
LONGEST_VALUE = 220


def legal_chapter(paper: Paper, result: StudyResult) -> list[Flowable]:
    """The country's rules on the study's day, each with its source, by topic."""
    say = paper.say
    known = [rule for rule in result.rules if rule.status != "gap"]
    story = paper.heading(say("Legal frame"))
    if not known:
        text = say("No country profile stands behind this study: no legal frame is told.")
        return [*story, paper.para(text, BODY)]
    day = say("the profile's own day") if result.as_of is None else paper.language.day(result.as_of)
    story.append(
        paper.para(
            say("Rules of {profile} as of {day}. Guidance, not legal advice.",
                profile=result.guidance, day=day),
            BODY,
        )
    )  # fmt: skip
    read = ", ".join(f"{letter}: {say(words)}" for letter, words in CONFIDENCE.items())
    story.append(paper.para(read, NOTE))
    header = (say("Rule"), say("In force"), say("Source"), say("Read"))
    for topic, title in TOPICS.items():
        rows = [_rule_row(paper, one) for one in known if one.rule.partition(".")[0] == topic]
        if rows:
            story += paper.heading(say(title), H2, room=60)
            story.append(paper.grid(header, rows, (36, 36, 54, 8), size=6.5))
    return story


def _rule_row(paper: Paper, rule: RuleRow) -> list[str]:
    value = "" if rule.value is None else paper.told(rule.value)
    shown = value if len(value) <= LONGEST_VALUE else f"{value[:LONGEST_VALUE]}…"
    return [paper.told(rule.description), shown, paper.told(rule.source), rule.confidence]


def published_part(paper: Paper, result: StudyResult) -> list[Flowable]:
    """Published figures beside the model's, where the study names some."""
    if not result.published:
        return []
    say, rows = paper.say, []
    for row in result.published:
        published, unit = scaled(row.published, row.unit)
        model, _ = scaled(number(row.model), row.unit)
        rows.append(
            [
                f"{paper.told(row.description)}\n{broken_path(row.figure, 36)}",
                paper.quantity(published),
                paper.quantity(model),
                paper.told(unit),
                difference(row.difference_percent, paper.language),
                paper.told(row.source) + (f" - {paper.told(row.reason)}" if row.reason else ""),
            ]
        )
    header = (say("Figure"), say("Published"), say("Model"), say("Unit"), say("Differs"),
              say("Source, and why"))  # fmt: skip
    return [
        *paper.heading(say("Model against published")),
        paper.para(say("No coefficient is fitted to the published figures."), BODY),
        paper.grid(header, rows, (28, 11, 10, 12, 10, 58), numbers=(1, 2, 4), size=6.5),
    ]


def assumptions_chapter(paper: Paper, result: StudyResult) -> list[Flowable]:
    """What the study and the country profile state; where all other inputs are told."""
    say = paper.say
    # What is stated of itself, such as the first month of a year, stands with the defaults.
    kept = ("default", "nowhere")
    own = [row for row in result.inputs if row.layer not in kept and row.status != "stated"]
    defaults = [row for row in result.inputs if row.layer == "default" or row.status == "stated"]
    assumed = sum(row.status == "assumption" for row in defaults)
    text = say(
        "{count} inputs are given by the study and its country profile, below. {defaults} more are "
        "defaults of wte_ppp, {assumed} of them assumptions: each stands with its value, source "
        "and note in the appendix (study-appendix.pdf) and in study.json.",
        count=len(own),
        defaults=len(defaults),
        assumed=assumed,
    )
    return [
        *paper.heading(say("Assumptions and their sources")),
        paper.para(text, BODY),
        *sources_table(paper, result, own),
    ]


def sources_table(paper: Paper, result: StudyResult, inputs: Sequence[InputRow]) -> list[Flowable]:
    """Inputs on a line or two; long sources have a number and stand below, once each."""
    say = paper.say
    sources: dict[str, int] = {}
    rows = []
    for row in inputs:
        source = paper.told(row.source)
        if len(source) > LONG_SOURCE and row.value is not None:
            source = f"[{sources.setdefault(source, len(sources) + 1)}]"
        value, status = value_of(paper, result, row), row.status
        if row.value is None and value != paper.quantity(None):
            status = "computed"
        where = f"{row.layer}: {source}" + (f". {paper.told(row.note)}" if row.note else "")
        rows.append([broken_path(row.path), value, row.unit, paper.told(status), where])
    listed = [[f"[{index}]", source] for source, index in sources.items()]
    header = (say("Input"), say("Value"), say("Unit"), say("Status"), say("Where from"))
    return [
        paper.grid(header, rows, (36, 13, 12, 12, 54), numbers=(1,), size=6.5),
        *paper.heading(say("Sources of inputs"), H2),
        paper.para(say("Numbers in brackets stand for these sources."), NOTE),
        paper.grid(("", say("Source")), listed, (5, 95), size=6.5),
    ]


def broken_path(path: str, longest: int = LONG_PATH) -> str:
    """Dotted path on lines that end at a dot, where one line would be too long."""
    lines = [""]
    for part in path.replace(".", ".\n").split("\n"):
        if lines[-1] and len(lines[-1] + part) > longest:
            lines.append("")
        lines[-1] += part
    return "\n".join(lines)


def value_of(paper: Paper, result: StudyResult, row: InputRow) -> str:
    """Input as text; one that was left out shows what the study found in its place."""
    if isinstance(row.value, str):
        return row.value.replace("_", " ")
    if row.value is None:
        section, _, name = row.path.partition(".")
        found = getattr(getattr(result, section, None), name, None)
        return paper.quantity(found if isinstance(found, float) else None)
    if row.path.endswith("_year") and not row.unit:
        return f"{row.value:.0f}"
    return paper.quantity(row.value)


def open_points(paper: Paper, result: StudyResult) -> list[Flowable]:
    """What is not met, not known, assumed, or to be read with care."""
    say, told = paper.say, paper.told
    failed = [
        f"{told(check.description)} {say('found')} {paper.quantity(number(check.found))}, "
        f"{told(check.threshold)} {told(check.unit)}"
        for check in result.checks
        if check.passed_share < 1
    ]
    above = [row.pollutant for row in result.emissions if row.passed_share == 0]
    unknown = [row.pollutant for row in result.emissions if row.passed_share is None]
    limits = [
        f"{title}: {', '.join(dict.fromkeys(names))}"
        for title, names in (
            (say("Above its limit"), above),
            (say("Not known against its limit"), unknown),
        )
        if names
    ]
    gaps = [told(rule.description).rstrip(".") for rule in result.rules if rule.status == "gap"]
    known = [rule for rule in result.rules if rule.status != "gap"]
    unsure = say(
        "{unsure} of {count} rules were not read again at their source (K and U in the legal "
        "frame): check them before use.",
        unsure=sum(rule.confidence in ("K", "U") for rule in known),
        count=len(known),
    )
    parts = (
        (say("Requirements that are not met"), failed),
        (say("Emission limits"), limits),
        (say("Warnings"), [told(one) for one in result.warnings]),
        (say("To be read with the figures"), [told(one) for one in result.notes]),
        (say("The legal frame"), [unsure] if known else []),
        (say("What the country profile does not know"), ["; ".join(gaps)] if gaps else []),
    )  # fmt: skip
    story = paper.heading(say("Open points"))
    for title, texts in parts:
        if texts:
            story += paper.heading(title, H2, room=40)
            story += [paper.para(f"- {text}", NOTE) for text in texts]
    if len(story) == 3:
        story.append(paper.para(say("None was found."), BODY))
    return [*story, gap(2)]
