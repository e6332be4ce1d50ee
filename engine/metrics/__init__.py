"""Metrics: figures over many records, by period, split by what the records say."""
