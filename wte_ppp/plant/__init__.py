"""What the plant does with it: furnace, combustion, steam cycle, energy, operation, cost."""
