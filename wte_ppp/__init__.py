"""wte_ppp."""
