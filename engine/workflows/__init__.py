"""State machines: which transitions a record may take, and what a taken one means."""
