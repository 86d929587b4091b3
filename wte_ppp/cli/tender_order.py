"""The help of `wte-ppp tender`: its commands in the order of a tender."""

import click

USUAL_ORDER = (
    "Usual order: check, form, open, receive, opening, decide, panel, mark, freeze, open-prices,"
    " award, approve, notify, sign; report, export and verify at the end."
    " What comes next in yours: status."
)
PANELS = {
    "Prepare": ("check", "ahp", "holidays", "form", "seal-key", "seal-page", "key", "schema"),
    "Publish and receive": (
        "open", "ask", "answer", "addendum", "extend", "selfcheck", "seal", "receive", "receipt",
        "undo-receipt", "withdraw", "ocds-import",
    ),
    "Open and examine": ("opening", "decide", "settle", "defect", "settle-defect"),
    "Evaluate": ("panel", "sheet", "mark", "freeze"),
    "Open prices": (
        "open-prices", "unseal", "rates", "correction", "decimal-point", "deviation",
        "low-price-ask", "low-price-answer", "low-price-assess", "price-round",
    ),
    "Award and after": (
        "award", "approve", "qualify", "notify", "letters", "extend-validity", "complain",
        "decide-complaint", "suspend", "resume", "reopen", "cancel", "sign",
    ),
    "Record and proof": (
        "status", "calendar", "anchor", "stamp", "attest", "verify", "export", "backup",
        "ocds-export",
    ),
    "Reports and advice": ("report", "explain", "flip", "robustness", "advise"),
}  # fmt: skip


class TenderGroup(click.Group):
    """A group whose help lists the commands by the part of a tender that they belong to."""

    def format_commands(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        """Write each part with its commands, each with one line."""
        width = max(len(name) for name in self.commands)
        room = formatter.width - width - 8
        with formatter.section("Commands"):
            formatter.write_text(USUAL_ORDER)
            for title, names in PANELS.items():
                with formatter.section(title):
                    rows = [
                        (name.ljust(width), self.commands[name].get_short_help_str(room))
                        for name in names
                    ]
                    formatter.write_dl(rows)
