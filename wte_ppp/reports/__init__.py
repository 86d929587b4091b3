"""Results on paper: PDF, summary, figures. Writers take a finished result and compute nothing."""
