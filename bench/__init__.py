"""Benchmarks: what is fast, what is large, and what it is measured against."""
