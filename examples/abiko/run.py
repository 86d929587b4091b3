"""The evaluation of Abiko City's plant, step by step: python examples/abiko/run.py FOLDER."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from steps import run

RECEIVED = "\n".join(
    f"receive HERE/bids/{bid}-{envelope}.yaml --bid {bid} --envelope {envelope}"
    " --by 'City office' --at 2019-11-29T15:00+09:00"
    for bid in ("A", "B")
    for envelope in ("technical", "price")
)

run(f"""
open --reconstruction "The published award, written down anew" \\
    --by "City office" --at 2019-09-02T09:00+09:00
{RECEIVED}
decide --bid A --rule eligibility --pass --reason "All documents in order" \\
    --by "City office" --at 2019-12-02T10:00+09:00
decide --bid B --rule eligibility --pass --reason "All documents in order" \\
    --by "City office" --at 2019-12-02T10:00+09:00
freeze --by "Evaluation committee" --at 2019-12-10T16:00+09:00
open-prices --by "City office" --by "Committee chair" --at 2019-12-11T10:00+09:00
decide --bid A --rule abnormally_low --pass --by "Evaluation committee" \\
    --reason "Investigated: the work can be done at this price" --at 2019-12-13T10:00+09:00
decide --bid B --rule abnormally_low --pass --by "Evaluation committee" \\
    --reason "Investigated: the work can be done at this price" --at 2019-12-13T10:00+09:00
award --by "Evaluation committee" --at 2019-12-16T10:00+09:00
robustness --draws 20000
report --out CASE/report
verify
""")
