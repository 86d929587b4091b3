"""What the data of each kind of event holds: a record that hangs together may still be forged.

Only what is read is asked for, so that events of other versions stand; what else they hold stays.
"""

from collections.abc import Mapping
from pathlib import PurePosixPath, PureWindowsPath
from typing import Any, Literal

from pydantic import BaseModel, Field, ValidationError

from wte_ppp.tender.event_values import (
    HASH,
    Day,
    Envelope,
    Hash,
    Moment,
    Positive,
    Rational,
    Words,
)


class _Reason(BaseModel):
    reason: str


class _OfBid(BaseModel):
    bid: str


class _BidReason(_Reason):
    bid: str


class _BidText(_OfBid):
    text: str
    due: Day = ""


class _Opened(BaseModel):
    reconstruction: str = ""


class _Received(_OfBid):
    envelope: Envelope
    file: str
    sha256: Hash
    late: bool
    sealed: str = ""
    said: list[Words] = []
    asked: list[Words] = []
    confirmed: str = ""


class _ReceiptUndone(_Reason):
    event: int


class _Decided(_BidReason):
    rule: str
    passed: bool
    tied: list[str] = []


class _Qualified(_BidReason):
    passed: bool


class _Change(_OfBid):
    criterion: str
    before: str = Field(alias="from")
    to: str


class _Sheet(BaseModel):
    evaluator: str
    file: str
    changed: list[_Change]
    declared: dict[str, str] = {}
    notes: list[Words] = []


class _Frozen(BaseModel):
    result: Hash
    passed: list[str]
    without: list[Words] = []


class _Award(BaseModel):
    result: Hash
    winner: str | None
    lots: dict[str, int]
    without: list[Words] = []


class _Unsealed(_OfBid):
    sealed: Hash
    file: str = ""
    sha256: Hash = ""
    failed: str = ""


class _PricesOpened(BaseModel):
    unsealed: list[_Unsealed] = []
    without: list[Words] = []


class _SealKeyBody(BaseModel):
    kind: str = Field(alias="schema")
    tender: str
    need: int
    of: int
    public: dict[str, str]


class _SealKey(BaseModel):
    key: _SealKeyBody
    holders: list[str]


class _Extended(_Reason):
    was: Moment
    now: Moment


class _Addendum(_Reason):
    was: str
    now: str
    forms_anew: list[Envelope] = []


class _Question(_BidText):
    number: int


class _Answer(BaseModel):
    number: int
    text: str


class _Row(_OfBid):
    sha256: Hash


class _Minutes(BaseModel):
    envelope: Envelope
    attended: list[str]
    opened: list[_Row]
    remarks: str


class _Defect(_OfBid):
    number: int
    defect: str
    clause: str
    cure_by: Day | Literal[""]


class _DefectSettled(_BidReason):
    number: int
    outcome: Literal["cured", "waived", "not_cured"]


class _Approved(BaseModel):
    result: Literal["few-bids", "technical", "award"]
    event: int
    reference: str


class _Validity(_Reason):
    until: Day


class _Notified(BaseModel):
    event: int
    winner: str


class _Signed(BaseModel):
    winner: str
    reference: str
    without: list[Words] = []


class _Reported(BaseModel):
    files: dict[str, str]


class _Complaint(_OfBid):
    number: int
    about: str
    text: str
    late: bool = False
    until: Day = ""


class _ComplaintDecided(_Reason):
    number: int
    ruling: Literal["upheld", "upheld_in_part", "dismissed", "withdrawn"]


class _Round(_Reason):
    stage: Literal["technical", "award"] = Field(alias="from")
    ordered_by: str


class _Rates(BaseModel):
    rates: dict[str, Positive]
    day: Day
    source: str
    reason: str = ""
    jump: str = ""


class _Appointed(BaseModel):
    members: list[str]
    experts: list[str]


class _Declared(_OfBid):
    member: str
    interest: bool
    text: str


class _OfMember(_BidReason):
    member: str


class _Substituted(_Reason):
    member: str
    substitute: str


class _Absent(_Reason):
    members: list[str]


class _Exact(BaseModel):
    exact: Rational


class _Settled(_BidReason):
    envelope: Envelope
    field: str
    how: str
    points: list[str]
    value: _Exact | str | bool | None = None
    answer: str = ""


class _Correction(_BidReason):
    accepted: bool
    figures: dict[str, Rational]


class _DecimalPoint(_BidReason):
    field: str
    misplaced: bool


class _Deviation(_BidReason):
    what: str
    amount: Rational
    currency: str


class _PriceRound(_Reason):
    kind: Literal["best_ranked", "all"]
    bids: list[str]
    deadline: Moment


class _RoundPrice(_OfBid):
    file: str
    sha256: Hash
    late: bool
    sealed: str = ""
    said: list[Words] = []


class _RoundClosed(_PricesOpened):
    bids: list[str]


class _Anchored(BaseModel):
    event: int
    head: Hash
    moment: Moment = ""
    authority: str = ""
    unchecked: str = ""


KINDS: Mapping[str, type[BaseModel]] = {
    "opened": _Opened,
    "received": _Received,
    "receipt_undone": _ReceiptUndone,
    "withdrawn": _BidReason,
    "decided": _Decided,
    "qualification_decided": _Qualified,
    "marked": _Sheet,
    "moderated": _Sheet,
    "frozen": _Frozen,
    "award_proposed": _Award,
    "prices_opened": _PricesOpened,
    "sealed_prices_opened": _PricesOpened,
    "seal_key_made": _SealKey,
    "deadline_extended": _Extended,
    "addendum_issued": _Addendum,
    "question_asked": _Question,
    "question_answered": _Answer,
    "opening_recorded": _Minutes,
    "defect_noted": _Defect,
    "defect_settled": _DefectSettled,
    "approved": _Approved,
    "validity_extended": _Validity,
    "award_notified": _Notified,
    "contract_signed": _Signed,
    "reported": _Reported,
    "complaint_received": _Complaint,
    "complaint_decided": _ComplaintDecided,
    "suspended": _Reason,
    "resumed": _Reason,
    "cancelled": _Reason,
    "evaluation_reopened": _Round,
    "rates_entered": _Rates,
    "panel_appointed": _Appointed,
    "interest_declared": _Declared,
    "interest_decided": _OfMember,
    "recused": _OfMember,
    "substituted": _Substituted,
    "members_absent": _Absent,
    "settled_field": _Settled,
    "correction_answered": _Correction,
    "decimal_point_decided": _DecimalPoint,
    "deviation_priced": _Deviation,
    "low_price_asked": _BidText,
    "low_price_answered": _BidText,
    "low_price_assessed": _BidText,
    "price_round_opened": _PriceRound,
    "price_round_received": _RoundPrice,
    "price_round_closed": _RoundClosed,
    "anchored": _Anchored,
}
# Answers to something of the same number, or on the same bid, that must be there.
ANSWERS: Mapping[str, tuple[str, str]] = {
    "question_answered": ("question_asked", "number"),
    "complaint_decided": ("complaint_received", "number"),
    "defect_settled": ("defect_noted", "number"),
    "low_price_answered": ("low_price_asked", "bid"),
    "low_price_assessed": ("low_price_asked", "bid"),
}
# Events that put a tender file into force bring it.
TENDER_FILES = {"opened": "tender.yaml", "addendum_issued": "tender.yaml"}
# These alone come anew under a name that is known; every other file keeps its name for good.
RENEWED = ("tender.yaml", "guidance/", "study/")


class DataCheck:
    """Holds events in their order against what is read of them."""

    def __init__(self) -> None:
        self._told: set[tuple[str, object]] = set()
        self._first = True
        self._files: dict[str, str] = {}

    def faults(
        self, what: str, data: Mapping[str, Any], files: Mapping[str, str]
    ) -> list[tuple[str, str]]:
        """Where the next event's data is not as it is read, and why."""
        opens, self._first = self._first, False
        if opens != (what == "opened"):
            return [("what", "a case that does not begin with its opening, or is opened twice")]
        wrong = [fault for name in files if (fault := self._file(what, name, files[name]))]
        if wrong:
            return [("files", fault) for fault in wrong]
        self._files |= files
        if what not in KINDS:
            return []
        try:
            KINDS[what].model_validate(dict(data), strict=True)
        except ValidationError as error:
            return [
                (".".join(map(str, ("data", *fault["loc"]))), fault["msg"])
                for fault in error.errors(include_url=False, include_input=False)
            ]
        self._told |= {
            (f"{what}.{key}", data[key]) for before, key in ANSWERS.values() if before == what
        }
        if what in ANSWERS:
            before, key = ANSWERS[what]
            if (f"{before}.{key}", data[key]) not in self._told:
                return [(f"data.{key}", f"{data[key]!r}, with no {before} before")]
        name = TENDER_FILES.get(what, data.get("file"))
        return [("files", f"no {name}")] if name is not None and name not in files else []

    def _file(self, what: str, name: str, sha256: str) -> str:
        """What is wrong with a file that an event names; empty if nothing is."""
        if not _inside(name):
            return f"{name!r}, which is no name inside a case"
        if not HASH.fullmatch(sha256):
            return f"{name} without its SHA-256"
        anew = what in TENDER_FILES and name.startswith(RENEWED)
        if not anew and self._files.get(name, sha256) != sha256:
            return f"{name} with another SHA-256 than the event that brought it"
        return ""


def _inside(name: str) -> bool:
    """Whether a name stays below the folder that it is written to, on any system."""
    paths = PurePosixPath(name), PureWindowsPath(name)
    return (
        name.isprintable()
        and paths[0].name != ""
        and not any(path.anchor or ".." in path.parts for path in paths)
    )
