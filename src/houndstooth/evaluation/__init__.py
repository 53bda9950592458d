"""How good recommendations are: splits, metrics and intervals. Pure functions of arrays."""
