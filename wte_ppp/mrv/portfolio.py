"""Several studies together, held against the JCM's targets."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from wte_ppp.climate.jcm_programme import contribution_to_target
from wte_ppp.feasibility.steps.climate_factors import programme
from wte_ppp.feasibility.study import Study
from wte_ppp.messages import Message, mark

TARGETS = (2030, 2040)
COUNTED = mark("{study}: {by_2030:,.0f} t by 2030, {by_2040:,.0f} t by 2040")
NOT_COUNTED = mark(
    "{study}: {by_2030:,.0f} t by 2030, {by_2040:,.0f} t by 2040; no credits under the JCM, not in "
    "the shares below"
)
CREDITS_UNKNOWN = mark(
    "{study}: {by_2030:,.0f} t by 2030, {by_2040:,.0f} t by 2040; credits under the JCM are not "
    "stated, not in the shares below"
)


def portfolio_lines(studies: Sequence[Path], profiles: Path | None = None) -> list[Message]:
    """Reductions of each study by 2030 and 2040, and the share of the targets of all together.

    A study whose reductions or credits are not stated, or that has no credits under the JCM, adds
    nothing to the targets, and says so.

    Raises `DocumentError` if a study cannot be used.
    """
    projects, lines = [], []
    for path in studies:
        result = Study.load(path, profiles=profiles).run()
        operating = result.finance.operation_year >= 1
        first = int(result.finance.calendar_year[operating][0])
        counted = next(
            float(np.asarray(row.value, dtype=float))
            for row in result.inputs
            if row.path == "climate.crediting_years"
        )
        series = np.asarray(result.climate.reduction_tco2e)
        if np.isnan(result.climate.total_reduction_tco2e):
            lines.append(
                Message("{study}: reductions are not stated; left out.", study=result.name)
            )
            continue
        credits = float(np.asarray(result.climate.total_credits_tco2e))
        if credits > 0:
            projects.append((np.where(np.arange(len(series)) < counted, series, 0.0), first))
        by_2030, by_2040 = (
            float(np.asarray(getattr(result.climate, f"reduction_by_{year}_tco2e")))
            for year in TARGETS
        )
        words = CREDITS_UNKNOWN if np.isnan(credits) else COUNTED if credits > 0 else NOT_COUNTED
        lines.append(Message(words, study=result.name, by_2030=by_2030, by_2040=by_2040))
    for year in TARGETS:
        target = programme("target", str(year))
        share = 100 * contribution_to_target(projects, year, target)
        lines.append(
            Message(
                "Share of the target of {target:,.0f} Mt by {year}: {share:.3f} %",
                target=target / 1e6, year=year, share=share,
            )
        )  # fmt: skip
    return lines
