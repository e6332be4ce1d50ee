"""Pages: what people see when they work, put together from generic blocks (views and dashboards)."""
