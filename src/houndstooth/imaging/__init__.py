"""From bytes of unknown origin to safe pixels, and from pixels to model input."""
