"""Imports: tables of cells become records through the ordinary commands, row by row, and can be taken back."""
