"""Keys, password hashes, tokens, encryption: thin layers over libraries."""
