"""Score sheets of a case's panel as they are taken in."""

import hashlib
import json
from dataclasses import replace
from pathlib import Path

from wte_ppp.tender.panel_reading import ENDINGS, read_panel_workbook
from wte_ppp.tender.sheets import MarkedSheet, marked, read_sheet
from wte_ppp.tender.standing import Standing


def sheet_taken(
    case: Standing, file: Path, raw: bytes, *, by: str, moderated: bool
) -> tuple[MarkedSheet, dict[str, bytes]]:
    """A sheet as it is taken in, and the files to record: what is read from now on comes first.

    Of a workbook the marks are written down as a file of their own beside it, so that no later
    reader can find other marks in it.
    """
    tender, bids = case.tender, case.progress.bids()
    kind = "moderated" if moderated else "sheet"
    name = f"panel/{kind}-{hashlib.sha256(raw).hexdigest()[:12]}"
    ending = file.suffix.lower()
    if ending not in ENDINGS:
        sheet = read_sheet(file, tender, bids, moderated=moderated)
        giver = tender.panel.named(by)
        if not moderated and giver not in (None, sheet.evaluator):
            found, allowed = f"the sheet of {sheet.evaluator}", f"the sheet of {by}"
            raise case.fault("by", found, allowed, "each member hands in their own")
        return sheet, {f"{name}{ending}": raw}
    heads = {event.hash for event in case.progress.events}
    written, source = read_panel_workbook(file, tender, heads, by=by, moderated=moderated)
    # Of a bid that left since the workbook was made nothing is scored any more.
    gone = set(case.progress.handed_in()) - set(bids)
    written = written.model_copy(
        update={
            "marks": {bid: row for bid, row in written.marks.items() if bid not in gone},
            "interests": {bid: text for bid, text in written.interests.items() if bid not in gone},
        }
    )
    sheet = marked(written, source, tender, bids, moderated=moderated)
    sheet = replace(sheet, notes=(*sheet.notes, *source.comments))
    data = written.model_dump(by_alias=True, mode="json", exclude_none=True)
    text = json.dumps(data, ensure_ascii=False, indent=1) + "\n"
    return sheet, {f"{name}.yaml": text.encode(), f"{name}{ending}": raw}
