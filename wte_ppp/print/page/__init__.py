"""A study as one interactive page: a file that opens from a mail attachment, without a network."""
