"""Benchmarks: how fast, how large, and compared with what."""
