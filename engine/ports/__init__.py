"""What the engine asks of the outside: protocols that adapters fulfil."""
