"""One file per question; nothing here changes anything."""
