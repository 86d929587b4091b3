"""Nothing that the program says or writes before the opening depends on a price."""

import subprocess
import sys

import pytest

from tests.tender.conftest import at, opening, price, settle, technical, text
from wte_ppp.files import write_folder
from wte_ppp.tender.export import exported

PRICE = b"envelope: price\ncurrency: USD"


def test_an_export_before_the_opening_leaves_plain_prices_out(opened, put, tmp_path):
    def run(name):
        folder = tmp_path / name
        write_folder(folder, exported(opened))
        held = b"\n".join(file.read_bytes() for file in (folder / "files").iterdir())
        check = [sys.executable, folder / "check_record.py", folder]
        ended = subprocess.run(check, capture_output=True, text=True, check=False)
        return held, ended

    held, ended = run("before")
    assert held.count(PRICE) == 0
    assert ended.returncode == 0
    assert ended.stdout.count("a price envelope, withheld until prices are opened") == 3
    settle(opened, put)
    opened.freeze(by="Panel", at=at(5))
    assert run("frozen")[0].count(PRICE) == 0
    opened.open_prices(by=["Office", "Chair"], at=at(6))
    held, ended = run("after")
    assert held.count(PRICE) == 3
    assert (ended.returncode, "withheld" in ended.stdout) == (0, False)


@pytest.mark.parametrize(
    "content",
    [
        "fields: 91723.5\n", "schema: 91723.5\n", price().replace("30", "9172391723" * 40),
        price().replace("fee: 30", "91723: 91723"), price().replace("fee", "fee91723"),
        price() + "  fee: 91723\n", price().replace("30", "!money 91723"),
        price().replace("30", "[91723]"), price().replace("USD", "91723"), "91723",
    ],
)  # fmt: skip
def test_what_is_said_at_receipt_quotes_no_price(put, content):
    case = opening(put("case/tender.yaml", text()).parent)
    case.receive("B1", "technical", put("t.yaml", technical("B1")), by="Office", at=at(1))
    event = case.receive(
        "B1", "price", put("p.yaml", content), by="Office", at=at(1), confirmed="x"
    )
    said = {key: value for key, value in event.data.items() if key not in ("sha256", "file")}
    assert "91723" not in str(said)
