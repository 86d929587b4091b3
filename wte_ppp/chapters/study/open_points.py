"""Chapter of the study on what is not met, not known, assumed, or to be read with care."""

from collections.abc import Sequence

from wte_ppp.blocks import Block, Bullets, Heading, Paragraph, Words
from wte_ppp.chapters.outcome_tables import joined, number, unit_text
from wte_ppp.chapters.study.bound import not_checked, not_kept
from wte_ppp.chapters.study.buyer import not_met
from wte_ppp.chapters.study.unknown import unknown_texts
from wte_ppp.feasibility.result import Check, StudyResult
from wte_ppp.messages import Message


def open_points(result: StudyResult) -> tuple[Block, ...]:
    """What is not met, not known, assumed, or to be read with care."""
    failed = [failed_requirement(check) for check in result.checks if is_failed(check)]
    parts: tuple[tuple[Message, Sequence[Words]], ...] = (
        (Message("Binding rules not kept"), not_kept(result)),
        (Message("Binding, not checked"), not_checked(result)),
        (Message("Conditions of the credits' buyer not met"), not_met(result)),
        (Message("Requirements that are not met"), failed),
        (Message("Not known"), unknown_texts(result)),
        (Message("Emission limits"), _limits(result)),
        (Message("Warnings"), result.warnings),
        (Message("Notes on the figures"), result.notes),
        (Message("Legal frame"), _unsure(result)),
        (Message("Gaps in the country profile"), _gaps(result)),
    )
    blocks: list[Block] = [Heading(Message("Open points"))]
    for title, texts in parts:
        if texts:
            blocks += [Heading(title, 2), Bullets(tuple(texts))]
    if len(blocks) == 1:
        blocks.append(Paragraph(Message("None.")))
    return tuple(blocks)


def is_failed(check: Check) -> bool:
    """Whether a requirement is not met; of a figure that is not stated nothing is said."""
    return check.passed_share is not None and check.passed_share < 1


def failed_requirement(check: Check) -> Message:
    """A requirement that is not met, with what the study gives."""
    if not check.unit:
        return Message(
            "{requirement} Got {value}; required: {threshold}.",
            requirement=check.description,
            value=number(check.found),
            threshold=check.threshold,
        )
    return Message(
        "{requirement} Got {value} {unit}; required: {threshold} {unit}.",
        requirement=check.description,
        value=number(check.found),
        threshold=check.threshold,
        unit=unit_text(check.unit),
    )


def _limits(result: StudyResult) -> list[Words]:
    above = _pollutants(result, 0)
    unknown = _pollutants(result, None)
    texts: list[Words] = []
    if above:
        texts.append(Message("Above the limit: {names}", names=above))
    if unknown:
        texts.append(Message("Not known whether within the limit: {names}", names=unknown))
    return texts


def _pollutants(result: StudyResult, passed_share: float | None) -> tuple[str, ...]:
    """Symbols of the pollutants with this result, each once."""
    rows = [row for row in result.emissions if row.passed_share == passed_share]
    return tuple(dict.fromkeys(row.pollutant for row in rows))


def _unsure(result: StudyResult) -> list[Words]:
    recorded = [rule for rule in result.rules if rule.status != "gap"]
    if not recorded:
        return []
    text = Message(
        "{unsure} of {count} rules were not re-read at their source (K and U in the legal frame): "
        "check them before use.",
        unsure=sum(rule.confidence in ("K", "U") for rule in recorded),
        count=len(recorded),
    )
    return [text]


def _gaps(result: StudyResult) -> list[Words]:
    gaps = [rule.description for rule in result.rules if rule.status == "gap"]
    return [joined(*gaps)] if gaps else []
