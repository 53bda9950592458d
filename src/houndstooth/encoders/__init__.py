"""Encoders: prepared pictures in, vectors and attributes out."""
