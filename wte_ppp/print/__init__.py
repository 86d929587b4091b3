"""Printers: finished results on paper, on a page, in workbooks; they compute nothing."""
