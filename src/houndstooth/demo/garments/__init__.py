"""How each kind of article is cut: one module for each family, pieces out, nothing painted here."""
