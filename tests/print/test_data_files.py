"""Tables as CSV and Parquet."""

import csv
import io

import numpy as np
import pandas as pd
import pytest

from wte_ppp.print.data_files import data_files

HOSTILE = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\tx",
    "\rx",
    "a\x00b",
    "\u202egnp.exe",
    "x" * 10_000,
    "🗑",
]


def test_csv_holds_numbers_to_the_last_digit_and_text_that_nothing_runs() -> None:
    values = [0.1, -1 / 3, np.nan, 1e300]
    table = pd.DataFrame({"=name": ["a", "-b", "c,d", "東京"], "value": values})
    raw = data_files({"one": table}, "csv")["one.csv"]
    assert raw.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(raw.decode("utf-8-sig"))))
    assert rows[0] == ["'=name", "value"]
    assert [row[0] for row in rows[1:]] == ["a", "'-b", "c,d", "東京"]
    assert [row[1] for row in rows[1:]] == ["0.1", "-0.3333333333333333", "", "1e+300"]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_shown_and_never_run(text: str) -> None:
    raw = data_files({"one": pd.DataFrame({"name": [text]})}, "csv")["one.csv"]
    (_, (cell,)) = csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline=""))
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert all(one.isprintable() for one in cell)
    kept = [one for one in text if one.isprintable()]
    assert "".join(kept) in cell or len(kept) < len(text)


def test_parquet_keeps_text_and_numbers_as_they_are() -> None:
    pytest.importorskip("pyarrow")
    table = pd.DataFrame({"name": HOSTILE, "value": np.arange(len(HOSTILE)) / 3})
    raw = data_files({"one": table}, "parquet")["one.parquet"]
    again = pd.read_parquet(io.BytesIO(raw))
    assert again["name"].tolist() == HOSTILE
    assert again["value"].tolist() == table["value"].tolist()
