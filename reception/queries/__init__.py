"""Reads: one module per screen or report, plain functions that answer frozen rows."""
