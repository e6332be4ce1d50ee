"""Many commands on one picture of rows, written together."""
