"""Tables as files of data: CSV that a spreadsheet opens safely, and Parquet."""

import io
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal

from wte_ppp.extras import library
from wte_ppp.spreadsheets import FORMULA_STARTS

if TYPE_CHECKING:
    import pandas as pd


def data_files(
    tables: "Mapping[str, pd.DataFrame]", kind: Literal["csv", "parquet"]
) -> dict[str, bytes]:
    r"""Each table as one file.

    Parameters
    ----------
    tables
        By name.
    kind
        CSV: UTF-8 with a byte order mark, so that spreadsheets show every script; numbers with
        all digits; text that a spreadsheet would run is led by an apostrophe. Parquet: as it is.

    Returns
    -------
    dict[str, bytes]
        By file name.

    Raises
    ------
    MissingLibraryError
        Parquet without pyarrow.

    Examples
    --------
    >>> import pandas as pd
    >>> data_files({"bids": pd.DataFrame({"name": ["=1+1"], "fee": [-2.5]})}, "csv")["bids.csv"]
    b"\xef\xbb\xbfname,fee\n'=1+1,-2.5\n"
    """
    write = _csv if kind == "csv" else _parquet
    return {f"{name}.{kind}": write(table) for name, table in tables.items()}


def _csv(table: "pd.DataFrame") -> bytes:
    safe = table.map(inert)
    safe.columns = [inert(str(column)) for column in table.columns]
    text = safe.to_csv(index=False, lineterminator="\n")
    return text.encode("utf-8-sig")


def inert(value: Any) -> Any:
    """Cell whose text no spreadsheet runs; control characters are shown as escapes."""
    if not isinstance(value, str):
        return value
    led = f"'{value}" if value.startswith(FORMULA_STARTS) else value
    return "".join(
        character
        if character.isprintable() or character == "\n"
        else character.encode("unicode_escape").decode()
        for character in led
    )


def _parquet(table: "pd.DataFrame") -> bytes:
    library("pyarrow", "screen", "Parquet")
    stream = io.BytesIO()
    table.to_parquet(stream, index=False, compression="zstd")
    return stream.getvalue()
