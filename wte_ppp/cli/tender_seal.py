"""Commands on sealed prices: the tender's key, sealing, and opening with shares."""

from pathlib import Path
from typing import Any

import click

from wte_ppp.cli.faults import faults_explained
from wte_ppp.cli.options import language_option, profiles_option
from wte_ppp.cli.tender import acting, case_in, folder_argument, said, share_option, stated

PUBLIC = "public.json"


@click.command("seal-key")
@folder_argument
@click.option("--need", type=int, required=True, help="How many shares open together.")
@click.option("--of", type=int, default=None, help="Of how many; the number of holders.")
@click.option(
    "--holder", "holders", multiple=True, required=True, help="Who gets a share; one for each."
)
@click.option("--reason", default="", help="Why an earlier key is replaced.")
@click.option("--out", type=click.Path(path_type=Path), required=True, help="Folder to write.")
@acting
@profiles_option
def seal_key(
    folder: Path, need: int, of: int | None, holders: tuple[str, ...], reason: str, out: Path,
    by: str, at: Any, profiles: Path | None,
) -> None:  # fmt: skip
    """Make the key that prices are sealed for.

    It is split among its holders.

    Writes public.json for bidders and a sheet of words for each holder: print the sheets, hand them
    out, delete the files. The key itself is kept nowhere.
    """
    if of is not None and of != len(holders):
        raise click.BadParameter(f"{of} shares, {len(holders)} holders; give --holder for each")
    with faults_explained():
        from wte_ppp.files import write_folder
        from wte_ppp.tender.trust.sealing import seal_key_of, share_text
        from wte_ppp.tender.trust.unsealing import make_seal_key

        case = case_in(folder, profiles)
        # Recorded only if the shares were written: without them the key opens nothing.
        with case.writing():
            event, shares = make_seal_key(
                case, need=need, holders=holders, by=by, at=at, reason=reason
            )
            key = seal_key_of(event.data["key"])
            files = {
                f"share-{number}.txt": share_text(key, number, share, holder)
                for number, (share, holder) in enumerate(zip(shares, holders, strict=True), start=1)
            }
            write_folder(out, {PUBLIC: _text(key.data), **files})
            for name in files:
                (out / name).chmod(0o600)
    said(f"key {key.kid}: {need} of {len(holders)} shares open prices together", event)
    click.echo(f"Written to {out}: {PUBLIC} for bidders; {', '.join(files)} to print and delete")


def _text(data: Any) -> str:
    import json

    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


@click.command("seal")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--key", "key_file", type=click.Path(path_type=Path), required=True,
              help="public.json of the tender.")  # fmt: skip
@click.option("--out", type=click.Path(path_type=Path), required=True, help="File to write (.jwe).")
def seal(file: Path, key_file: Path, out: Path) -> None:
    """Seal a price envelope, for a bidder.

    Only the buyer's officers together can open it.
    """
    with faults_explained():
        import hashlib

        from wte_ppp.files import write_atomically
        from wte_ppp.plain_files import plain_bytes
        from wte_ppp.tender.trust.sealing import LARGEST_CONTENT, seal_key_of, sealed

        key = seal_key_of(_data(key_file), str(key_file))
        raw = sealed(plain_bytes(file, LARGEST_CONTENT + 1), key, file.suffix)
        write_atomically(out, raw)
    click.echo(f"Written: {out}, sealed for tender {key.tender}, key {key.kid}")
    click.echo(f"SHA-256 {hashlib.sha256(raw).hexdigest()}: compare it with your receipt")


def _data(path: Path) -> Any:
    """What a small JSON file holds; None if it is none."""
    import json

    from wte_ppp.plain_files import plain_bytes

    try:
        return json.loads(plain_bytes(path, 100_000))
    except (ValueError, RecursionError):
        return None


@click.command("unseal")
@folder_argument
@click.option("--by", multiple=True, required=True, help="Who opens; give two.")
@share_option
@stated
@profiles_option
def unseal(
    folder: Path, by: tuple[str, ...], shares: tuple[Path, ...], at: Any, profiles: Path | None
) -> None:
    """Open sealed prices of bids that were let in again.

    After prices were opened.
    """
    with faults_explained():
        from wte_ppp.cli.shares import shares_for
        from wte_ppp.tender.trust.unsealing import open_further

        case = case_in(folder, profiles)
        event = open_further(case, by=by, shares=shares_for(case, shares), at=at)
    for row in event.data["unsealed"]:
        click.echo(f"{row['bid']}: {row.get('failed') or 'opened'}")
    said("sealed prices opened", event)


@click.command("seal-page")
@folder_argument
@click.option(
    "--out", type=click.Path(path_type=Path), required=True, help="File to write (.html)."
)
@language_option
@profiles_option
def seal_page(folder: Path, out: Path, language: str, profiles: Path | None) -> None:
    """Write the page on which bidders seal their prices.

    It works without a network.
    """
    with faults_explained():
        import hashlib

        from wte_ppp.files import write_atomically
        from wte_ppp.print.seal_page import seal_page as page
        from wte_ppp.tender.trust.sealed_prices import seal_key as key_of

        case = case_in(folder, profiles)
        key = key_of(case.progress.events)
        if key is None:
            raise case.fault("key", "no key", "the tender's key", "run tender seal-key first")
        about = case.tender.definition
        text = page(key, tender=about.name, buyer=about.buyer, language=language)
        write_atomically(out, text)
    click.echo(f"Written: {out}, key {key.kid}")
    click.echo(f"SHA-256 {hashlib.sha256(text.encode()).hexdigest()}: publish it with the page")


SEAL_COMMANDS = (seal_key, seal, seal_page, unseal)
