"""Records: what an entity is, what its fields may hold, and how input becomes values."""
