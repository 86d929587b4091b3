"""The process that opens foreign spreadsheets: it may crash, be killed or run out of memory.

Requests and answers are a length of eight bytes and so many bytes: a letter for the kind and the
file one way, JSON the other way. What goes wrong ends the process; `guard` says so of that file.
"""

import json
import sys
from typing import BinaryIO

from wte_ppp.spreadsheets import excel, other_formats

MEMORY_BYTES = 1_500_000_000
READERS = {"x": excel.content, "o": other_formats.ods_content, "s": other_formats.xls_content}


def serve(requests: BinaryIO, answers: BinaryIO) -> None:
    """Answer until the other end closes."""
    while head := requests.read(8):
        body = requests.read(int.from_bytes(head, "big"))
        # Letters as they are: one of Viet Nam's takes three bytes, and six when it is escaped.
        text = json.dumps(READERS[chr(body[0])](body[1:]), ensure_ascii=False)
        answer = text.encode("utf-8", "surrogatepass")
        answers.write(len(answer).to_bytes(8, "big") + answer)
        answers.flush()


def limit_memory() -> None:
    """Bound what this process may take, where the system can; Windows cannot."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))


if __name__ == "__main__":
    limit_memory()
    serve(sys.stdin.buffer, sys.stdout.buffer)
