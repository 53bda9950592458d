"""The stock: which kinds of article the demo shop sells, one module for each department."""
