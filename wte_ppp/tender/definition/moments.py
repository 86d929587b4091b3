"""A moment as a definition holds it."""

from datetime import datetime
from typing import Annotated, Any

from pydantic import BeforeValidator

from wte_ppp.validation import refuse


def _moment(value: Any) -> Any:
    if isinstance(value, datetime) and value.tzinfo is not None:
        return value
    if isinstance(value, str):
        try:
            moment = datetime.fromisoformat(value)
        except ValueError:
            moment = None
        if moment is None or moment.tzinfo is None:
            allowed = "a moment with its zone, such as '2026-11-24T17:00+07:00'"
            raise refuse(repr(value)[:60], allowed, "correct it")
        return moment
    raise refuse(repr(value)[:60], "a moment in quotes", "write '2026-11-24T17:00+07:00'")


Moment = Annotated[datetime, BeforeValidator(_moment)]
