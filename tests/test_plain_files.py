"""What is no plain file is refused in a clear line by whatever reads it; nothing waits for it."""

import os
import sys

import pytest

from wte_ppp.documents import DocumentError, read_document
from wte_ppp.feasibility.result_file import read_result
from wte_ppp.plain_files import NOT_PLAIN, plain_bytes
from wte_ppp.spreadsheets import read_workbook
from wte_ppp.tender.ocds_reading import read_ocds
from wte_ppp.tender.tender import load_tender
from wte_ppp.tender.trust.keys import read_public

posix = pytest.mark.skipif(sys.platform == "win32", reason="pipes with names are of POSIX")
READERS = (
    read_document, load_tender, read_workbook, read_public, read_result,
    lambda path: read_ocds(path, None),
)  # fmt: skip


@pytest.fixture(params=["a pipe", "a device", "a folder"])
def no_file(request, tmp_path):
    """Something that has a name as a file has, and is none."""
    place = tmp_path / "tender.yaml"
    if request.param == "a pipe":
        os.mkfifo(place)
    elif request.param == "a device":
        place.symlink_to("/dev/zero")
    else:
        (place / "tender.yaml").mkdir(parents=True)
    return place


@posix
@pytest.mark.parametrize("read", READERS)
def test_what_is_no_plain_file_is_refused_and_not_waited_for(no_file, read):
    with pytest.raises(DocumentError) as told:
        read(no_file)
    assert any(word in str(told.value) for word in (NOT_PLAIN, "Is a directory"))


@posix
def test_a_record_in_an_export_is_a_plain_file(tmp_path):
    from wte_ppp.tender import check_record, check_signatures

    os.mkfifo(tmp_path / "record.jsonl")
    assert "no file" in check_record.record(tmp_path)[1][0]
    assert "no file" in check_signatures.check(tmp_path)[0]


def test_no_more_of_a_file_is_read_than_asked_for(tmp_path):
    file = tmp_path / "a.txt"
    file.write_bytes(b"a\r\n\x1ab")
    assert plain_bytes(file, 3) == b"a\r\n"
    assert plain_bytes(file, 100) == b"a\r\n\x1ab"
    with pytest.raises(ValueError, match="null"):
        plain_bytes("a\0b", 1)
