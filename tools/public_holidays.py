"""Write the list of public holidays that `wte-ppp tender holidays` reads.

Run it as::

    pip install holidays && python -m tools.public_holidays 2025 2029

It writes `wte_ppp/data/public_holidays.csv` for the countries of the profiles, weekends included,
and names the release it was made with. A person checks the list against the government's decree
of the year before a tender rests on it.
"""

import csv
import sys
from pathlib import Path

import holidays

from wte_ppp.guidance.available import available_profiles

FILE = Path(__file__).resolve().parents[1] / "wte_ppp" / "data" / "public_holidays.csv"
ESTIMATED = "estimated"


def rows(first: int, last: int) -> list[dict[str, str]]:
    """Days off by country and day."""
    source = f"Python package holidays {holidays.__version__} (MIT licence)"
    listed = []
    for country in (*available_profiles(), "JP"):
        days = holidays.country_holidays(
            country, years=range(first, last + 1), language="en_US", observed=True
        )
        listed += [
            {
                "country": country,
                "day": day.isoformat(),
                "name": name.replace(f" ({ESTIMATED})", "").replace(f", {ESTIMATED}", ""),
                "estimated": "yes" if ESTIMATED in name else "no",
                "status": "published",
                "source": source,
            }
            for day, name in sorted(days.items())
        ]
    return listed


def main() -> None:
    """Write the table."""
    listed = rows(*map(int, sys.argv[1:3]))
    with FILE.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(listed[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(listed)


if __name__ == "__main__":
    main()
