"""The engine: plain synchronous Python that decides, and does no input or output of its own."""
