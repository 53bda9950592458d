"""The words of the house: frozen values that refuse bad data, the ports, and the errors."""
