"""Pages of a report as a document: header, footer with page x of y, contents, bookmarks, data."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from io import BytesIO
from typing import Any

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfbase.ttfonts import shapeStr
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, SimpleDocTemplate

from wte_ppp.messages import Message, worded
from wte_ppp.print.charts.canvas import INK, shortened
from wte_ppp.print.language import ENGLISH, Language
from wte_ppp.print.pdf_styles import RULE
from wte_ppp.print.text import printable, width_of
from wte_ppp.print.typefaces import REGULAR, is_thai, register_fonts, runs_of

FRAME_PADDING = 6  # the library's own, inside the margins
MARGIN = 18 * mm
SMALL = 7.5


@dataclass
class Marks:
    """Places that are known only when all pages are laid out."""

    headings: list[tuple[int, int, str, float]] = field(default_factory=list)
    contents: list[tuple[int, float, float, float]] = field(default_factory=list)


class Bookmark(Flowable):
    """Place of a heading: an entry of the outline and, of the first level, of the contents."""

    def __init__(self, title: str, level: int) -> None:
        super().__init__()
        self.title, self.level = title, level

    def wrap(self, *_: float) -> tuple[float, float]:
        """Takes no room."""
        return (0, 0)

    def draw(self) -> None:
        """Note page and height."""
        _, y = self.canv.absolutePosition(0, 0)
        page = self.canv.getPageNumber()
        self.canv.marks.headings.append((page, self.level, self.title, y))


class Contents(Flowable):
    """Room for the table of contents; its lines are drawn when the pages are known."""

    LEADING = 14.5
    MOST = 40  # lines that fit a page with what else stands on it

    def __init__(self, lines: int) -> None:
        super().__init__()
        self.lines = min(lines, self.MOST)

    def wrap(self, width: float, _: float) -> tuple[float, float]:
        """One line a chapter."""
        self.width, self.height = width, self.lines * self.LEADING + 4
        return (self.width, self.height)

    def draw(self) -> None:
        """Note where it stands."""
        x, y = self.canv.absolutePosition(0, self.height)
        self.canv.marks.contents.append((self.canv.getPageNumber(), x, y, self.width))


class ReportCanvas(Canvas):
    """Canvas that finishes its pages at the end, when their number and the headings are known."""

    def __init__(
        self, *args: Any, decorate: Callable[[Any, int, int], None], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.decorate, self.marks, self.kept = decorate, Marks(), list[dict[str, Any]]()

    def showPage(self) -> None:  # noqa: N802, the library's name
        """Keep the page for later."""
        self.kept.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        """Finish every page, then write the file."""
        states, marks = self.kept, self.marks
        for number, state in enumerate(states, 1):
            self.__dict__.update(state)
            for at, (page, level, title, y) in enumerate(marks.headings):
                if page == number:
                    self.bookmarkHorizontal(f"h{at}", 0, y + 24)
                    # A part before the first chapter is an entry of its own.
                    chapter = any(above == 0 for _, above, _, _ in marks.headings[:at])
                    level = level if chapter else 0
                    self.addOutlineEntry(title, f"h{at}", level, closed=level > 0)
            for page, x, y, width in marks.contents:
                if page == number:
                    self._contents(x, y, width)
            self.decorate(self, number, len(states))
            super().showPage()
        super().save()

    def _contents(self, x: float, y: float, width: float) -> None:
        chapters = [
            (f"h{at}", page, title)
            for at, (page, level, title, _) in enumerate(self.marks.headings)
            if level == 0
        ]
        for key, page, title in chapters[: Contents.MOST]:
            y -= Contents.LEADING
            text = shortened(title, width - 50, REGULAR, 9.5)
            end = x + write(self, x, y, text, 9.5)
            write(self, x + width, y, str(page), 9.5, anchor="end")
            self.setStrokeColor(RULE)
            self.setDash(0.5, 2.5)
            self.line(end + 6, y + 1, x + width - 22, y + 1)
            self.setDash()
            self.linkAbsolute("", key, (x, y - 3, x + width, y + 10))

    def drawString(self, x: float, y: float, text: str, *args: Any, **kwargs: Any) -> Any:  # noqa: N802
        """Draw text with the marks of Thai letters in their places, in charts too."""
        if is_thai(text):
            text = shapeStr(text, self._fontname, self._fontsize)
        return super().drawString(x, y, text, *args, **kwargs)


def write(
    canvas: Any, x: float, y: float, text: str, size: float, font: str = REGULAR,
    anchor: str = "start",
) -> float:  # fmt: skip
    """Draw a line of text, each run in the font that has it, and return its width."""
    width = width_of(text, font, size)
    x -= width if anchor == "end" else 0.0
    canvas.setFillColor(INK)
    for run, name in runs_of(text, font):
        canvas.setFont(name or font, size)
        canvas.drawString(x, y, run)
        x += width_of(run, name or font, size)
    return width


def build(
    story: Sequence[Flowable],
    title: str,
    footer: str,
    language: Language = ENGLISH,
    subject: str = "",
) -> bytes:
    """Pages of a story with header and footer.

    Parameters
    ----------
    story
        Parts in order.
    title
        Of the document, also in the header.
    footer
        Left part of the footer; the page's number is on the right.
    language
        Of the page numbers; also told to a screen reader.
    subject
        What kind of report it is, for the document's properties.

    Returns
    -------
    bytes
        PDF, the same bytes for the same story.

    Notes
    -----
    reportlab writes no structure tree, so the file is not tagged (PDF/UA): it tells language, title
    and outline, its text can be searched and copied, its charts are vectors.
    """
    register_fonts()
    stream = BytesIO()
    heading = printable(title, limit=90)
    document = SimpleDocTemplate(
        stream,
        pagesize=A4,
        leftMargin=MARGIN - FRAME_PADDING,
        rightMargin=MARGIN - FRAME_PADDING,
        topMargin=20 * mm,
        bottomMargin=18 * mm,
        title=heading,
        author="wte_ppp",
        creator="wte_ppp",
        subject=printable(subject, limit=200) or None,
        invariant=1,
        lang=language.code,
        displayDocTitle=True,
        initialFontName=REGULAR,
    )
    left, right = MARGIN, A4[0] - MARGIN
    below = shortened(printable(footer, limit=130), right - left - 110, REGULAR, SMALL)
    above = shortened(heading, right - left, REGULAR, SMALL)

    def decorate(canvas: Any, number: int, count: int) -> None:
        write(canvas, left, A4[1] - 12 * mm, above, SMALL)
        write(canvas, left, 10 * mm, below, SMALL)
        text = worded(Message("Page {page} of {pages}", page=number, pages=count), language)
        write(canvas, right, 10 * mm, text, SMALL, anchor="end")
        canvas.setStrokeColor(RULE)
        canvas.line(left, A4[1] - 13.5 * mm, right, A4[1] - 13.5 * mm)

    document.build(list(story), canvasmaker=partial(ReportCanvas, decorate=decorate))
    return stream.getvalue()
