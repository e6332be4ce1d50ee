"""What touches the outside: each adapter alone, each behind a port of the engine."""
