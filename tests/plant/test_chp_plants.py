"""Published plants that sell heat; the errors are stated in the table."""

import chp_table
import pytest

PAIRS = chp_table.predictions()


@pytest.mark.parametrize("pair", PAIRS, ids=lambda p: f"{p.row['plant']} {p.row['figure']}")
def test_each_figure_is_as_near_as_stated(pair) -> None:
    assert abs(pair.error_percent) < float(pair.row["most_error_percent"])
    assert len(pair.row["source"]) > 15
    assert pair.row["note"]


def test_mean_absolute_error() -> None:
    # 6.1 % when the table was made; the worst are small Danish lines and Kaunas.
    assert chp_table.mean_absolute_error_percent(PAIRS) < 8.0
