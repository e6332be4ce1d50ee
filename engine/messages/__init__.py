"""Messages: texts with places, for a channel and a language."""
