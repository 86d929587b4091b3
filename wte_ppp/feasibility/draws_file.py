"""The draws of a risk analysis as a table: inputs, events and outcomes, one draw a row."""

import io

import numpy as np

from wte_ppp.arrays import FloatArray
from wte_ppp.currencies import DOLLARS, Money
from wte_ppp.extras import library
from wte_ppp.feasibility.draws import Collected


def draws_table(draws: Collected, money: Money = DOLLARS) -> dict[str, FloatArray]:
    """Columns (draws,) by name in a study's money; an event's is how often it happened."""
    inputs = {f"input.{path}": values for path, values in draws.inputs.items()}
    events = {f"event.{name}": values for name, values in draws.happened.items()}
    columns = {**inputs, **draws.outcomes}
    named = {money.name(name): values for name, values in columns.items()}
    return {**named, **events}


def draws_csv(draws: Collected, money: Money = DOLLARS) -> bytes:
    """Draws as CSV with ten significant digits; what is not defined is empty."""
    import pandas as pd

    frame = pd.DataFrame(draws_table(draws, money))
    frame.index.name = "draw"
    stream = io.BytesIO()
    frame.to_csv(stream, float_format="%.10g", lineterminator="\n")
    return stream.getvalue()


def draws_parquet(draws: Collected, money: Money = DOLLARS) -> bytes:
    """Draws as Parquet, every digit.

    Raises
    ------
    MissingLibraryError
        Without pyarrow.
    """
    pa = library("pyarrow", "screen", "Parquet")
    pq = library("pyarrow.parquet", "screen", "Parquet")
    columns = draws_table(draws, money)
    count = next(iter(columns.values())).size
    stream = io.BytesIO()
    pq.write_table(pa.table({"draw": np.arange(count), **columns}), stream, compression="zstd")
    return stream.getvalue()
