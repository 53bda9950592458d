"""What the product does, in its own words; services know ports, never adapters."""
