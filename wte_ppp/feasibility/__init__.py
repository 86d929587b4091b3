"""The feasibility study: its file, its one pipeline, its result."""
