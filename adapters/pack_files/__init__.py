"""Packs on disk and in archives: the only place where the files of a pack are read and written."""
