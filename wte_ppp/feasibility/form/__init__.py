"""The study as a form: an Excel workbook to fill in, and the way back into the study's file.

`inputs` lists the cells from the definition, `cells` says what a cell may hold, `stated` what a
study file states in them, `carried` what the form takes along unseen. `reading` reads a form that
comes back, `changes` finds what was changed and `back` brings it into the file.
`wte_ppp.print.study_form` writes the workbook.
"""
