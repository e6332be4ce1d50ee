"""Forms: an entity's fields laid out for a task, as one actor may see and send them."""
