"""What stands between a connection and a route, each a small ASGI application around the next."""
