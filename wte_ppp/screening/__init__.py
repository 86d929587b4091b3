"""Many cities on one study: read, run in blocks, resume, rank and compare."""
