"""A file of pairwise judgements, and the weights that follow from it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
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


class Pairs(Section):
    """How many times as much one criterion matters as another, pair by pair."""

    criteria: tuple[Id, ...] = Field(min_length=2, max_length=MOST)
    judgements: Mapping[str, ExactPositive] = Field(
        description="'a / b: 3' says that a matters three times as much as b; a pair may be left "
        "out where others link its criteria"
    )

    @model_validator(mode="after")
    def _each_pair_once(self) -> "Pairs":
        twice = sorted({name for name in self.criteria if self.criteria.count(name) > 1})
        if twice:
            raise refuse(f"twice: {', '.join(twice)}", "each criterion once", "remove one")
        pairs = [tuple(sorted(key.split(" / "))) for key in self.judgements]
        wanted = {tuple(sorted(pair)) for pair in combinations(self.criteria, 2)}
        odd = [" / ".join(pair) for pair in pairs if pair not in wanted or pairs.count(pair) > 1]
        if odd:
            parts = [f"unknown or twice: {', '.join(odd)}"]
            lacking = [" / ".join(pair) for pair in sorted(wanted - set(pairs))]
            parts += [f"missing: {', '.join(lacking)}"] if lacking else []
            raise refuse("; ".join(parts)[:300], "each pair of criteria once", "correct the pairs")
        try:
            self.weighed()
        except ValueError as error:
            action = "judge a pair that links them"
            raise refuse(str(error)[:300], "judgements that link all criteria", action) from None
        return self

    def weighed(self, *, strict: bool = False) -> PairwiseWeights:
        """Weights in the order of the criteria."""
        place = {name: number for number, name in enumerate(self.criteria)}
        matrix = np.full((len(place), len(place)), np.nan)
        np.fill_diagonal(matrix, 1.0)
        for key, times in self.judgements.items():
            row, column = (place[name] for name in key.split(" / "))
            matrix[row, column] = float(times)
            matrix[column, row] = float(Fraction(1) / times)
        return pairwise_weights(matrix, strict=strict, names=self.criteria)


class Judgements(Pairs):
    """Judgements on criteria, or on groups of criteria and on the criteria within each group."""

    schema_: Literal["wte_ppp/ahp/1"] = Field(alias="schema")
    groups: Mapping[Id, Pairs] = Field(
        default_factory=dict, description="what is within one of 'criteria'; weights multiply"
    )

    @model_validator(mode="after")
    def _groups_are_criteria(self) -> "Judgements":
        unknown = [name for name in self.groups if name not in self.criteria]
        if unknown:
            raise refuse(f"groups {', '.join(unknown)}", "each one of 'criteria'", "add it there")
        names = [*self.criteria, *(name for group in self.groups.values()
                                   for name in group.criteria)]  # fmt: skip
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise refuse(f"twice: {', '.join(twice)}", "each criterion in one group", "remove one")
        return self


@dataclass(frozen=True)
class Weighted:
    """Criteria with the weights that follow from judgements; `groups` has those within a group."""

    criteria: tuple[str, ...]
    result: PairwiseWeights
    groups: Mapping[str, "Weighted"] = field(default_factory=dict)

    @property
    def weights(self) -> dict[str, float]:
        """Weight of each criterion in the whole: that of its group times that within it."""
        weights: dict[str, float] = {}
        for name, weight in zip(self.criteria, self.result.weights, strict=True):
            inside = self.groups[name].weights if name in self.groups else {name: 1.0}
            weights |= {key: float(weight) * share for key, share in inside.items()}
        return weights

    @property
    def consistent(self) -> bool:
        """Whether every matrix is."""
        return self.result.consistent and all(group.consistent for group in self.groups.values())

    @property
    def completed(self) -> dict[str, float]:
        """Pairs that were not judged, with the value that contradicts the others least."""
        names, matrix = self.criteria, self.result.judgements
        return {
            f"{names[row]} / {names[column]}": float(matrix[row, column])
            for row, column in self.result.completed
        }


def weights_of(path: str | Path, *, strict: bool = False) -> Weighted:
    """Weights from a file of judgements.

    Raises `DocumentError` with every problem of the file.
    """
    document = read_document(path)
    try:
        judgements = Judgements.model_validate(document.data)
    except ValidationError as error:
        raise DocumentError(problems(error, Judgements, document)) from None
    groups = {
        name: Weighted(group.criteria, group.weighed(strict=strict))
        for name, group in judgements.groups.items()
    }
    return Weighted(judgements.criteria, judgements.weighed(strict=strict), groups)
