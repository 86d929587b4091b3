"""The steps of the pipeline: waste, plant, cost, climate, finance, in this order."""
