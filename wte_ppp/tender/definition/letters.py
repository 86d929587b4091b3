"""What the buyer's letters carry beside the evaluation's own facts."""

from pydantic import Field

from wte_ppp.validation import Section


class Letters(Section):
    """Fields of letters to bidders; what is left out is a blank line on paper."""

    reference: str = Field("", max_length=200, description="the buyer's file number")
    signatory: str = Field("", max_length=200, description="who signs")
    title: str = Field("", max_length=200, description="office of who signs")
    place: str = Field("", max_length=200, description="where the letter is written")
    address: str = Field("", max_length=500, description="the buyer's own; lines end with a comma")
    bidder_address: str = Field("", description="field of the bid form that holds the bidder's")
