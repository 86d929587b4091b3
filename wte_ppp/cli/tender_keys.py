"""Commands on keys: who signs the events of a case."""

from pathlib import Path
from typing import Any

import click

from wte_ppp.cli.faults import faults_explained
from wte_ppp.cli.options import profiles_option
from wte_ppp.cli.passphrase import passphrase_for, passphrase_option
from wte_ppp.cli.tender import acting, case_in, folder_argument, said


@click.group("key")
def key() -> None:
    """Keys of persons: who has one signs what it records."""


@key.command("new")
@click.option("--name", required=True, help="The person, as acts will name it.")
@click.option("--role", default="officer", show_default=True, help="officer, chair, evaluator, …")
@click.option("--out", type=click.Path(path_type=Path), required=True, help="Key file to write.")
@passphrase_option
def new(name: str, role: str, out: Path, passphrase_file: Path | None) -> None:
    """Make a key for one person, sealed by a passphrase.

    The file alone is of no use to a thief; without the passphrase nor is it to you.
    """
    with faults_explained():
        from wte_ppp.files import write_atomically
        from wte_ppp.tender.trust.keys import new_key, sealed_key

        made = new_key(name, role)
        if out.exists():
            raise click.BadParameter(f"{out} is there already; a key is never written over")
        passphrase = passphrase_for(made.name, passphrase_file, new=True)
        write_atomically(out, sealed_key(made, passphrase))
        out.chmod(0o600)
    _shown(made)
    click.echo(f"Written: {out}")


@key.command("show")
@click.argument("file", type=click.Path(path_type=Path))
def show(file: Path) -> None:
    """Print the public half of a key, for who registers it."""
    with faults_explained():
        from wte_ppp.tender.trust.keys import read_public

        public = read_public(file)
    _shown(public)


def _shown(public: Any) -> None:
    from wte_ppp.documents import printable
    from wte_ppp.tender.trust.keys import grouped

    click.echo(printable(f"{public.name}, {public.role}"))
    click.echo(f"Public key   {public.public}")
    click.echo(f"Fingerprint  {grouped(public.fingerprint)}")


@key.command("register")
@folder_argument
@click.argument("public")
@click.option("--name", default="", help="Whose it is; a key file says so itself.")
@click.option("--role", default="", help="officer, chair, evaluator, approver, observer.")
@acting
@profiles_option
def register(
    folder: Path, public: str, name: str, role: str, by: str, at: Any, profiles: Path | None
) -> None:
    """Register a person's key: PUBLIC is its text or file.

    Compare the fingerprint with the person before. An officer, chair or approver signs.
    """
    with faults_explained():
        from wte_ppp.tender.trust.keys import PREFIX, named_key, read_public
        from wte_ppp.tender.trust.registry import register as registered

        if public.startswith(PREFIX):
            made = named_key(name, role, public)
        else:
            made = read_public(Path(public))
        event = registered(case_in(folder, profiles), made, by=by, at=at)
    said(f"key of {made.name} registered", event)


@key.command("withdraw")
@folder_argument
@click.argument("fingerprint")
@click.option("--reason", required=True)
@acting
@profiles_option
def withdraw(
    folder: Path, fingerprint: str, reason: str, by: str, at: Any, profiles: Path | None
) -> None:
    """Withdraw a key that was lost or told."""
    with faults_explained():
        from wte_ppp.tender.trust.registry import withdraw_key

        case = case_in(folder, profiles)
        event = withdraw_key(case, fingerprint, reason=reason, by=by, at=at)
    said(f"key of {event.data['name']} withdrawn", event)


@click.command("attest")
@folder_argument
@click.argument("number", type=int)
@acting
@profiles_option
def attest(folder: Path, number: int, by: str, at: Any, profiles: Path | None) -> None:
    """Sign event NUMBER that another wrote down.

    Such as one's own marks, or an opening.
    """
    with faults_explained():
        from wte_ppp.tender.trust.registry import attest as attested

        event = attested(case_in(folder, profiles), number, by=by, at=at)
    said(f"event {number} signed by {by}", event)


@click.command("anchor")
@folder_argument
@click.option("--out", type=click.Path(path_type=Path), help="Folder for text, QR and request.")
@profiles_option
def anchor(folder: Path, out: Path | None, profiles: Path | None) -> None:
    """Print the last hash for the minutes, and as a QR code.

    Also a request for a time stamp (RFC 3161); nothing is sent.
    """
    with faults_explained():
        from wte_ppp.files import write_folder
        from wte_ppp.tender.trust.anchor import anchor_files, anchor_lines, anchor_text, has_stamps

        case = case_in(folder, profiles)
        event = case.progress.events[-1]
        lines = [*map(str, anchor_lines(case, event))]
        lines.append(anchor_text(case.tender.definition.id, event))
        if out is not None:
            files = anchor_files(case)
            write_folder(out, files)
            lines.append(f"Written to {out}: {', '.join(files)}")
        if not has_stamps():
            lines.append(
                "A request for a time stamp: pip install 'wte-ppp[stamp]', or "
                f"openssl ts -query -digest {event.hash} -sha256 -cert -out anchor.tsq"
            )
    click.echo("\n".join(lines))


@click.command("stamp")
@folder_argument
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--ca", type=click.Path(path_type=Path), required=True,
    help="Certificates of the authority in PEM: its root, and those between.",
)  # fmt: skip
@acting
@profiles_option
def stamp(folder: Path, file: Path, ca: Path, by: str, at: Any, profiles: Path | None) -> None:
    """Take in FILE (.tsr), a time stamp over a hash.

    An authority's, over a hash of this record.
    """
    with faults_explained():
        from wte_ppp.tender.moments import in_words
        from wte_ppp.tender.trust.anchor import take_stamp

        case = case_in(folder, profiles)
        event, read = take_stamp(case, case.bytes_of(file), case.bytes_of(ca), by=by, at=at)
        moment = in_words(event.data["moment"]) if read is not None else ""
    number = event.data["event"]
    if read is None:
        said(f"time stamp over event {number} kept, NOT checked: {event.data['unchecked']}", event)
    else:
        said(f"event {number} was there on {moment}, says {read.authority}", event)


KEY_COMMANDS = (key, attest, anchor, stamp)
