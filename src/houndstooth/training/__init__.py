"""Photos become a model: the only room that knows PyTorch."""
