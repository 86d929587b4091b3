"""The script that checks signatures with Python alone, on an exported case."""

import json
import subprocess
import sys

import pytest

from tests.tender.conftest import at, technical, text
from tests.tender.test_keys import RFC_PUBLIC, RFC_SIGNATURE
from wte_ppp.tender.case import open_case
from wte_ppp.tender.check_signatures import verified
from wte_ppp.tender.export import exported
from wte_ppp.tender.trust.keys import new_key


def test_the_published_vectors_of_rfc_8032():
    public, signature = bytes.fromhex(RFC_PUBLIC), bytes.fromhex(RFC_SIGNATURE)
    assert verified(public, b"\x72", signature)
    assert not verified(public, b"\x73", signature)
    assert not verified(public, b"\x72", signature[:32] + bytes(32))
    assert not verified(public, b"\x72", signature[:-1])
    # Section 7.1, test 1: the empty message.
    public = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"
    signature = (
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9"
        "b46bd25bf5f0595bbe24655141438e7a100b"
    )
    assert verified(bytes.fromhex(public), b"", bytes.fromhex(signature))


def test_it_agrees_with_the_library():
    key = new_key("A", "officer")
    from wte_ppp.tender.trust.keys import public_bytes

    for number in range(5):
        message = bytes([number]) * number
        assert verified(public_bytes(key.public), message, key.sign(message))


@pytest.mark.parametrize("forged", [False, True])
def test_an_exported_case_is_checked_by_command(put, tmp_path, forged):
    place = put("case/tender.yaml", text()).parent
    key = new_key("Ms Reyes", "officer")
    case = open_case(place, by="Ms Reyes", at=at(1, month=2), reconstruction="a", signer=key)
    case.receive("B1", "technical", put("t.yaml", technical("B1")), by="Ms Reyes", at=at(1))
    folder = tmp_path / "out"
    for name, content in exported(case).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    if forged:
        lines = (folder / "record.jsonl").read_text("utf-8").splitlines()
        event = json.loads(lines[1])
        event["hash"] = "ab" * 32
        (folder / "record.jsonl").write_text(f"{lines[0]}\n{json.dumps(event)}\n", "utf-8")
    script = [sys.executable, "-I", folder / "check_signatures.py", folder]
    done = subprocess.run(script, capture_output=True, text=True, timeout=60)
    assert done.returncode == int(forged), done.stderr
    assert f"key {key.fingerprint} of Ms Reyes" in done.stdout
    wanted = "event 2: the signature does not hold" if forged else "signed by: Ms Reyes 2"
    assert wanted in done.stdout
