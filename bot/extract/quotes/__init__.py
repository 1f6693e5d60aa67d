"""Quotation marks, who is quoted, and what about."""
