"""Where an input of a study comes from."""

from dataclasses import dataclass

from wte_ppp.messages import Message, Text

STUDY = "study file"
UNSOURCED = Message("stated without a source")


@dataclass(frozen=True)
class Origin:
    """Where one input comes from.

    `layer` is "default", the profile's name and version, "study file" or "draws".
    """

    layer: str
    status: str
    source: Text
    note: Text | None = None
