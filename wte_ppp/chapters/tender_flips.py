"""What would flip an award, and where bids that are out would rank: on the screen and on paper."""

from collections.abc import Iterator, Sequence

from wte_ppp.blocks import Block, Bullets, Heading, Paragraph
from wte_ppp.messages import Message
from wte_ppp.tender.admitted import Admitted
from wte_ppp.tender.flip_kinds import Flip

ON_FIRST_PAGE = 6
DRAWS = Message(
    "The simulations vary the weights alone: rates, grades, promises and requirements stay as they "
    "are. What one of these would change is listed above."
)


def flip_screen(flips: Sequence[Flip], admitted: Sequence[Admitted]) -> tuple[Block, ...]:
    """Every single change that was tried."""
    return tuple(_screen(flips, admitted))


def _screen(flips: Sequence[Flip], admitted: Sequence[Admitted]) -> Iterator[Block]:
    if not flips and not admitted:
        yield Paragraph(Message("No bid is first alone: there is no award to flip."))
        return
    yield from _listed(flips, admitted)


def flips_part(flips: Sequence[Flip], admitted: Sequence[Admitted]) -> Iterator[Block]:
    """The same as a part of the chapter on robustness."""
    if flips or admitted:
        yield Heading(Message("What would flip it"), 2)
        yield from _listed(flips, admitted)


def _listed(flips: Sequence[Flip], admitted: Sequence[Admitted]) -> Iterator[Block]:
    moving = tuple(flip.words for flip in flips if flip.winner is not None)
    firm = tuple(flip.words for flip in flips if flip.winner is None)
    if moving:
        yield Paragraph(Message("One thing changed alone, everything else as it is:"))
        yield Bullets(moving)
    elif flips:
        yield Paragraph(Message("Nothing that was tried alone changes the winner."))
    if firm:
        yield Paragraph(Message("Tried without effect:"))
        yield Bullets(firm)
    if admitted:
        yield Paragraph(Message("Bids that are out, if they were admitted:"))
        yield Bullets(tuple(bid.words for bid in admitted))


def nearest_flips(flips: Sequence[Flip]) -> tuple[Message, ...]:
    """For the first page: of each kind of change the first that flips the award."""
    kinds = dict.fromkeys(flip.kind for flip in flips if flip.winner is not None)
    first = (
        next(flip for flip in flips if flip.kind == kind and flip.winner is not None)
        for kind in kinds
    )
    return tuple(flip.words for flip in first)[:ON_FIRST_PAGE]
