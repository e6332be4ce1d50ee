"""Time as a port: the moment of a command is given, never looked up."""
