"""Acts that some tenders need: what happens between publication and contract."""
