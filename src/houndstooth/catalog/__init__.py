"""Reading catalogues: one reader per format, the columns understood, the rows cleaned."""
