"""The ground on which a tender departs from its country's law on procurement."""

from pydantic import Field

from wte_ppp.validation import Section


class ProcedureGround(Section):
    """Why a tender runs another procedure than those of its country's law."""

    reason: str = Field(min_length=3, description="such as whose money pays")
    document: str = Field(min_length=3, description="agreement or law that gives the ground")
    clause: str = ""
    in_place_of: str | None = Field(
        None, description="procedure of the law that it replaces, where the law has several"
    )


class Deviation(Section):
    """Why a tender departs from one binding rule."""

    ground: str = Field(min_length=3, description="why the tender may depart from the rule")
    clause: str = Field("", description="document and clause that give the ground")
