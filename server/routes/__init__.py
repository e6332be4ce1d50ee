"""Ways in, one file for each kind of thing that is asked."""
