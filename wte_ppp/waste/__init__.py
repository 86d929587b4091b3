"""What arrives at the gate: composition, survey statistics, heating value, drainage, supply."""
