"""A study as a page: its report and its appendix in one, with all of its risk analysis."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from wte_ppp.blocks import Block, Document, Heading, Table
from wte_ppp.chapters.risk.report import risk_chapter
from wte_ppp.chapters.study.appendix import study_appendix
from wte_ppp.chapters.study.report import study_report
from wte_ppp.feasibility.result import RiskResult, StudyResult
from wte_ppp.messages import Message
from wte_ppp.money_words import in_money

# The page lists all inputs, so the report's chapter on those given is left out.
ASSUMPTIONS = Heading(Message("Assumptions and their sources"))
INPUTS = "inputs"


def study_document(result: StudyResult, risk: RiskResult | None = None) -> Document:
    """What stands on a study's page.

    Raises `ValueError` for a result of simulations.
    """
    report, appendix = study_report(result, risk), study_appendix(result)
    blocks = [*_without(ASSUMPTIONS, report.blocks)]
    if risk is not None:
        blocks += (Heading(Message("Risk analysis")), *_chapters(risk_chapter(risk))[1:])
    blocks += _chapters(appendix.blocks)
    return in_money(replace(report, blocks=tuple(map(_searchable, blocks))), result.money)


def _without(title: Heading, blocks: Iterable[Block]) -> Iterator[Block]:
    """Blocks but for one chapter."""
    inside = False
    for block in blocks:
        if isinstance(block, Heading) and block.level == 1:
            inside = block == title
        if not inside:
            yield block


def _chapters(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Chapters of another report, without its title and contents."""
    first = next(
        at for at, block in enumerate(blocks) if isinstance(block, Heading) and block.level == 1
    )
    return blocks[first:]


def _searchable(block: Block) -> Block:
    if isinstance(block, Table) and block.name == INPUTS:
        return replace(block, searchable=True)
    return block
