"""How sure we are: distributions and sampling. It knows nothing of waste."""
