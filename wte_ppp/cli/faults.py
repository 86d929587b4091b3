"""How a command ends: exit codes, and problems of a file one per line."""

from collections.abc import Iterator
from contextlib import contextmanager

import click

FINDINGS, USAGE = 1, 2
MOST_SHOWN = 500


@contextmanager
def faults_explained() -> Iterator[None]:
    """Print the problems of a file one per line and leave with code 2, without a traceback."""
    from wte_ppp.documents import DocumentError, printable
    from wte_ppp.extras import MissingLibraryError

    try:
        yield
    except MissingLibraryError as error:
        click.echo(f"{error}; nothing written.", err=True)
        raise SystemExit(USAGE) from None
    except DocumentError as error:
        count = len(error.problems)
        for problem in error.problems[:MOST_SHOWN]:
            click.echo(str(problem), err=True)
        if count > MOST_SHOWN:
            click.echo(f"… and {count - MOST_SHOWN} more", err=True)
        click.echo(f"{count} problem{'s' if count > 1 else ''}; nothing written.", err=True)
        raise SystemExit(USAGE) from None
    except OSError as error:
        place = f"{error.filename}: " if error.filename else ""
        click.echo(printable(f"{place}{error.strerror or error}; nothing written."), err=True)
        raise SystemExit(USAGE) from None
