"""Sample data: a small company, played through the ordinary commands from a file of the pack."""
