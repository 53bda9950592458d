"""Nearest neighbours: the exact index, the reference for every faster one."""
