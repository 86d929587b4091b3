"""What the plant avoids: landfill methane, grid power; what it emits; JCM reductions."""
