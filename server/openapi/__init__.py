"""The description of the interface (OpenAPI 3.1), made from the release in force: its entities, states and transitions."""
