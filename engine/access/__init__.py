"""Who may do what, and which records they reach: roles, duties, holdings, scopes, field rights."""
