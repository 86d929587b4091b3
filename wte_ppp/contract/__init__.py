"""A contract that pays and penalises: formulas, the mechanism file, and its run on months."""
