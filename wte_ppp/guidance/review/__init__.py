"""The review sheet: what a lawyer reads, confirms and corrects of a profile, in a workbook.

`layout` names its sheets and columns, `rows` says what stands in them, `reading` takes a filled
sheet apart, `entered` reads what was typed, `changes` says what follows of it for the profile,
`wte_ppp.yaml_edits` and `writing` bring that into the files, `wte_ppp.print.review_workbook`
writes it.
"""
