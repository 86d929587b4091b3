"""The procurement: bids in, an award that can be defended out."""
