"""Approvals: people who decide, in an order, about something that is closed meanwhile."""
