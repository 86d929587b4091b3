"""What of a fault the study file gives: a value that it does not give says where it comes from."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from wte_ppp.documents import Document, Problem
from wte_ppp.feasibility.origin import STUDY, Origin


def is_given(data: Any, path: str) -> bool:
    """Whether nested data hold a value at a dotted path.

    Examples
    --------
    >>> data = {"plant": {"lines": 2}, "spend": [40, 60]}
    >>> [is_given(data, path) for path in ("plant.lines", "plant.heat", "spend.1", "spend.2")]
    [True, False, True, False]
    >>> is_given({"inputs": {"plant.lines": {"low": 1}}}, "inputs.plant.lines.low")
    True
    """
    if not path:
        return True
    if isinstance(data, Mapping):
        # A key may hold dots itself: what is drawn stands under the path of its input.
        return any(
            f"{path}.".startswith(f"{key}.") and is_given(below, path[len(str(key)) + 1 :])
            for key, below in data.items()
        )
    if isinstance(data, (list, tuple)):
        name, _, rest = path.partition(".")
        return name.isdigit() and int(name) < len(data) and is_given(data[int(name)], rest)
    return True  # what stands above has its own fault


def origin_of(origins: Mapping[str, Origin], path: str) -> Origin | None:
    """Origin of an input, or of the whole that it was given with."""
    while path and path not in origins:
        path = path.rpartition(".")[0]
    return origins.get(path)


def with_origin(problem: Problem, document: Document, origins: Mapping[str, Origin]) -> Problem:
    """A fault of an input; where the study file does not give it, with where it comes from.

    Parameters
    ----------
    problem
        At a dotted path of the study file.
    document
        The study file.
    origins
        Of all layers, by path.

    Returns
    -------
    Problem
        Its `found` names the default or the country profile, or says that it was left out.
    """
    if problem.found == "nothing" or is_given(document.data, problem.field):
        return problem
    origin = origin_of(origins, problem.field)
    if origin is not None:
        return problem if origin.layer == STUDY else _of(problem, origin.layer)
    return _of(problem, "derived where left out")


def _of(problem: Problem, source: str) -> Problem:
    name = problem.field.rpartition(".")[2]
    return replace(problem, found=f"{problem.found}; {name} is not given: {source}")
