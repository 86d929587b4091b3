"""What a contract makes of an operation: payments, deductions, damages under caps, the balance."""
