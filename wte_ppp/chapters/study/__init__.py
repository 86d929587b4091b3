"""The feasibility study as blocks: its report, its appendix, its summary on a screen."""
