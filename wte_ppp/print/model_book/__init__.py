"""The finance model of a study as a workbook whose formulas are live."""
