"""Packs: from a folder of JSON to a release; where the rooms meet when a definition is written."""
