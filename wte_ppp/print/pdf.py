"""A report on paper: blocks become pages of a PDF, in one language."""

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import (
    CondPageBreak,
    Flowable,
    KeepInFrame,
    KeepTogether,
    Spacer,
)
from reportlab.platypus import PageBreak as NewPage

from wte_ppp.blocks import (
    Block,
    Bullets,
    Chart,
    Contents,
    Document,
    Heading,
    KeyFigures,
    PageBreak,
    Paragraph,
    Table,
    Together,
    Words,
    flat,
)
from wte_ppp.messages import Message
from wte_ppp.print import pages
from wte_ppp.print.charts import drawing
from wte_ppp.print.language import ENGLISH, Language
from wte_ppp.print.pdf_styles import (
    BODY,
    FIGURE,
    FIGURE_NAME,
    H1,
    H2,
    LEAD,
    NOTE,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    TITLE,
)
from wte_ppp.print.pdf_table import beginning, grid, key_figures
from wte_ppp.print.text import para, printable

STYLES = {"title": TITLE, "lead": LEAD, "body": BODY, "note": NOTE}
INDENT = 9.0
BULLET = "•"
LONGEST_TEXT = 100_000  # a person's text is never cut; this is no text of a person
SMALLEST_SCALE = 0.65  # below it what should fit one page runs on instead
NONE = Message("None.")


def pdf(document: Document, language: Language = ENGLISH) -> bytes:
    """A report as PDF."""
    story = Story(language)
    chapters = sum(
        isinstance(block, Heading) and block.level == 1 for block in flat(document.blocks)
    )
    parts = story.parts(document.blocks, chapters)
    flowables = [flowable for part in parts for flowable in part.flowables]
    flowables += [story.paragraph(note, NOTE) for note in dict.fromkeys(story.lacking)]
    return pages.build(
        flowables,
        language.words(document.title),
        document.footer,
        language,
        language.words(document.kind),
    )


@dataclass(frozen=True)
class Part:
    """Flowables of a block, and the height that must be left for the block to begin."""

    flowables: list[Flowable]
    height: float


class Story:
    """Blocks of one report on their way to flowables; it gathers what no font has."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self.lacking: list[Message] = []

    def parts(self, blocks: Sequence[Block], chapters: int, held: bool = False) -> list[Part]:
        """Parts in their order; `held` ones stand on one page anyway."""
        parts: list[Part] = []
        following = 0.0  # height of what a heading must not leave
        for block in reversed(blocks):
            part = self._part(block, chapters, following, held)
            following = part.height
            parts.append(part)
        return parts[::-1]

    def paragraph(
        self,
        text: Words | tuple[Words, ...],
        style: ParagraphStyle,
        width: float = PAGE_WIDTH,
        bullet: str | None = None,
    ) -> Flowable:
        """Words of any origin over the page's width."""
        return para(self.language.words(text), style, self.lacking, LONGEST_TEXT, width, bullet)

    def _part(self, block: Block, chapters: int, following: float, held: bool) -> Part:
        match block:
            case Heading():
                return self._heading(block.text, block.level, following, held)
            case Paragraph():
                text = self.paragraph(block.text, STYLES[block.style])
                return Part([text], min(_height(text), 40.0))
            case Bullets():
                style = STYLES[block.style]
                style = style.clone(
                    f"{style.name}-point", leftIndent=INDENT, bulletIndent=1,
                    bulletFontName=style.fontName, bulletFontSize=style.fontSize,
                )  # fmt: skip
                points: list[Flowable] = [
                    self.paragraph(item, style, PAGE_WIDTH - INDENT, BULLET) for item in block.items
                ]
                return Part(points, min(sum(_height(point) for point in points), 40.0))
            case Table():
                return self._table(block, held)
            case KeyFigures():
                items = [
                    (self.language.cell(figure), self.language.words(name))
                    for figure, name in block.items
                ]
                figures = key_figures(items, (FIGURE, FIGURE_NAME), self.lacking)
                return Part([figures, Spacer(1, 8)], _height(figures))
            case Contents():
                title = self.paragraph(Message("Contents"), H2)
                lines = pages.Contents(chapters)
                return Part([title, lines, Spacer(1, 6)], 0.0)
            case PageBreak():
                return Part([NewPage()], 0.0)
            case Together():
                return self._together(block, chapters)
            case Chart():
                picture = drawing(block, self.language, PAGE_WIDTH)
                return Part([picture, Spacer(1, 8)], picture.height)

    def _heading(self, text: Words, level: int, following: float, held: bool) -> Part:
        style = H1 if level == 1 else H2
        words = self.paragraph(text, style)
        height = _height(words) + style.spaceBefore + style.spaceAfter + following
        mark = pages.Bookmark(printable(self.language.words(text)), level - 1)
        # Nothing can be kept together that is higher than a page.
        room = [] if held else [CondPageBreak(min(height + 4, PAGE_HEIGHT - 1))]
        return Part([*room, mark, words], height)

    def _table(self, block: Table, held: bool) -> Part:
        note = [Spacer(1, 2), self.paragraph(block.note, NOTE)] if block.note else []
        if block.rows:
            table = grid(block, self.language, self.lacking)
            height = beginning(table, len(block.rows))
            # A note of a line or two stays with a short table, below it.
            part = Part([table, *note, Spacer(1, 6)], height + (24.0 if note else 0.0))
        else:
            part = Part([self.paragraph(NONE, BODY), *note, Spacer(1, 6)], 16.0)
        if not block.title:
            return part
        title = self._heading(block.title, 2, part.height, held)
        return Part([*title.flowables, *part.flowables], title.height)

    def _together(self, block: Together, chapters: int) -> Part:
        parts = self.parts(block.blocks, chapters, held=True)
        flowables = [flowable for part in parts for flowable in part.flowables]
        if not flowables:
            return Part([], 0.0)
        height = sum(_height(flowable) for flowable in flowables)
        if not block.shrink:
            return Part([KeepTogether(flowables)], height)
        if height * SMALLEST_SCALE > PAGE_HEIGHT:
            return Part(flowables, parts[0].height)
        # Shrunk a little where a long name or language would carry it over the page.
        frame = KeepInFrame(PAGE_WIDTH, PAGE_HEIGHT, flowables, mode="shrink", hAlign="LEFT")
        return Part([frame], height)


def _height(flowable: Flowable) -> float:
    """Height of a flowable over the page's width, with the white around it."""
    _, height = flowable.wrapOn(None, PAGE_WIDTH, 1e6)
    return float(height + flowable.getSpaceBefore() + flowable.getSpaceAfter())
