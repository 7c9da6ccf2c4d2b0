"""One command, one transaction; its audit entry; readings that never wait."""
