"""The formats, one file each: `read` makes a tour of text, `written` makes bytes of one. None knows a database."""
