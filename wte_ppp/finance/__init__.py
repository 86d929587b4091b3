"""What the project costs and earns: timeline, funding, debt, tax, cash flow, tariff."""
