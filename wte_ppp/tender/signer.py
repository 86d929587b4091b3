"""What a case asks of a key; the keys themselves are in the room of trust."""

from typing import Protocol


class Signer(Protocol):
    """A person's key, unlocked for one session."""

    @property
    def fingerprint(self) -> str:
        """Short name of the key."""
        ...

    @property
    def card(self) -> dict[str, str]:
        """Name, role, public key and fingerprint, as a record keeps them."""
        ...

    def signature(self, digest: str) -> dict[str, str]:
        """Fingerprint (`key`) and signature in base64 (`value`) over a hash in hexadecimal."""
        ...
