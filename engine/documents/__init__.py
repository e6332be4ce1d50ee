"""Documents: sheets that are made of a record, laid out by a template that holds no logic."""
