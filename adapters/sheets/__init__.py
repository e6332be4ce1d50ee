"""Tables in files: CSV (also gzipped) and XLSX, read and written. Nothing else reads or writes such files."""
