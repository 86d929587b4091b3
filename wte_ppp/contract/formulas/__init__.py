"""What a contract pays, deducts and owes at its end: pure functions of numbers and arrays."""
