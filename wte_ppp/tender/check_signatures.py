"""Check an exported record's signatures with Python alone: python check_signatures.py [FOLDER].

Run check_record.py first: it holds the hashes that are signed here. Ed25519 is verified as in the
sample code of RFC 8032, section 6 (S. Josefsson and I. Liusvaara); slow, and for checking alone.
Whose a key is, and whether it was withdrawn, is for you to see: compare the fingerprints printed.
"""

import base64
import hashlib
import io
import json
import sys
from pathlib import Path

Point = tuple[int, int, int, int]
BRINGING = ("opened", "key_registered")
P = 2**255 - 19
Q = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT = pow(2, (P - 1) // 4, P)


def add(a: Point, b: Point) -> Point:
    """Sum of two points in extended coordinates."""
    e, f = (a[1] - a[0]) * (b[1] - b[0]) % P, (a[1] + a[0]) * (b[1] + b[0]) % P
    g, h = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    k, m, n, o = f - e, h - g, h + g, f + e
    return k * m % P, n * o % P, m * n % P, k * o % P


def times(number: int, point: Point) -> Point:
    """A point taken a number of times."""
    total = (0, 1, 1, 0)
    while number:
        if number & 1:
            total = add(total, point)
        point, number = add(point, point), number >> 1
    return total


def point_of(raw: bytes) -> Point | None:
    """The point that 32 bytes stand for; None if there is none."""
    y = int.from_bytes(raw, "little")
    sign, y = y >> 255, y & (1 << 255) - 1
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    x = x if (x * x - square) % P == 0 else x * ROOT % P
    if y >= P or (x * x - square) % P or (x == 0 and sign):
        return None
    x = x if x & 1 == sign else P - x
    return x, y, 1, x * y % P


BASE = point_of((4 * pow(5, P - 2, P) % P).to_bytes(32, "little")) or (0, 1, 1, 0)


def verified(public: bytes, message: bytes, signature: bytes) -> bool:
    """Whether a signature of 64 bytes over a message was made with a key."""
    key, first = point_of(public), point_of(signature[:32])
    s = int.from_bytes(signature[32:], "little")
    if len(public) != 32 or len(signature) != 64 or key is None or first is None or s >= Q:
        return False
    h = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % Q
    a, b = times(s, BASE), add(first, times(h, key))
    return (a[0] * b[2] - b[0] * a[2]) % P == 0 and (a[1] * b[2] - b[1] * a[2]) % P == 0


def check(folder: Path) -> list[str]:
    """What is wrong with the signatures; prints the keys and how many events each signed."""
    keys: dict[str, tuple[str, bytes]] = {}
    counts: dict[str, int] = {}
    faults = []
    path = folder / "record.jsonl"
    if path.exists() and not path.is_file():
        return ["record.jsonl: no file; give the folder that was exported"]
    try:
        lines = path.read_bytes().splitlines()
    except OSError as error:
        return [f"record.jsonl: {error.strerror}; give the folder that was exported"]
    for number, line in enumerate(lines, start=1):
        try:
            event = json.loads(line)
            card = event["data"].get("key") if event["what"] in BRINGING else None
            if card:
                raw = base64.urlsafe_b64decode(card["public"].removeprefix("ed25519:") + "=")
                keys[hashlib.sha256(raw).hexdigest()[:32]] = str(card["name"]), raw
            signature = event.get("signature")
            if signature is not None:
                name, raw = keys.get(signature["key"], ("", b""))
                value = base64.b64decode(signature["value"])
                holds = bool(raw) and verified(raw, event["hash"].encode(), value)
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            faults.append(f"event {number}: an entry that is no event, key or signature")
            continue
        if signature is None:
            counts["nobody"] = counts.get("nobody", 0) + 1
        elif not holds:
            faults.append(f"event {number}: the signature does not hold")
        else:
            counts[name] = counts.get(name, 0) + 1
    for fingerprint, (name, _) in keys.items():
        print(plain(f"key {fingerprint} of {name}"))
    print(plain("signed by: " + ", ".join(f"{name} {count}" for name, count in counts.items())))
    return faults


def plain(text: str) -> str:
    """Text without signs that could hide or move others on a screen."""
    return "".join(sign if sign.isprintable() else "?" for sign in text)


if __name__ == "__main__":
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")
    problems = check(Path((sys.argv[1:2] or ["."])[0]))
    print("\n".join(problems) or "every signature holds")
    sys.exit(bool(problems))
