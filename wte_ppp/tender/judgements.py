"""A file of pairwise judgements, and the weights that follow from it."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from pathlib import Path
from typing import Literal

import numpy as np
from pydantic import Field, ValidationError, model_validator

from wte_ppp.documents import DocumentError, read_document
from wte_ppp.field_problems import problems
from wte_ppp.tender.ahp import PairwiseWeights, pairwise_weights
from wte_ppp.tender.definition.amounts import ExactPositive
from wte_ppp.tender.definition.criteria import Id
from wte_ppp.validation import Section, refuse

MOST = 10


class Judgements(Section):
    """How many times as much one criterion matters as another, pair by pair."""

    schema_: Literal["wte_ppp/ahp/1"] = Field(alias="schema")
    criteria: tuple[Id, ...] = Field(min_length=2, max_length=MOST)
    judgements: Mapping[str, ExactPositive] = Field(
        description="'a / b: 3' says that a matters three times as much as b"
    )

    @model_validator(mode="after")
    def _each_pair_once(self) -> "Judgements":
        pairs = [tuple(sorted(key.split(" / "))) for key in self.judgements]
        wanted = {tuple(sorted(pair)) for pair in combinations(self.criteria, 2)}
        odd = [" / ".join(pair) for pair in pairs if pair not in wanted or pairs.count(pair) > 1]
        lacking = [" / ".join(pair) for pair in sorted(wanted - set(pairs))]
        if odd or lacking:
            parts = [f"unknown or twice: {', '.join(odd)}"] if odd else []
            parts += [f"missing: {', '.join(lacking)}"] if lacking else []
            raise refuse("; ".join(parts)[:300], "each pair of criteria once", "correct the pairs")
        return self


@dataclass(frozen=True)
class Weighted:
    """Criteria with the weights that follow from judgements."""

    criteria: tuple[str, ...]
    result: PairwiseWeights


def weights_of(path: str | Path, *, strict: bool = False) -> Weighted:
    """Weights from a file of judgements.

    Raises `DocumentError` with every problem of the file.
    """
    document = read_document(path)
    try:
        judgements = Judgements.model_validate(document.data)
    except ValidationError as error:
        raise DocumentError(problems(error, Judgements, document)) from None
    place = {name: number for number, name in enumerate(judgements.criteria)}
    matrix = np.ones((len(place), len(place)))
    for key, times in judgements.judgements.items():
        row, column = (place[name] for name in key.split(" / "))
        matrix[row, column] = float(times)
        matrix[column, row] = float(Fraction(1) / times)
    return Weighted(judgements.criteria, pairwise_weights(matrix, strict=strict))
