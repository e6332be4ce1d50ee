"""One file per verb; the rooms meet here when something runs."""
