"""The capital side in a study: report, workbook, draws."""

from tests.print.random_studies import study_with
from wte_ppp.chapters.study.capital_tables import capital_table
from wte_ppp.print.model_book.book import model_book

END = {
    "finance.uses.land_lease_usd_per_year": 2e5,
    "finance.end.salvage_usd": 4e6,
    "finance.end.closure_usd": 2e6,
    "finance.end.closure_reserve_years": 4,
}


def test_a_study_that_has_none_of_it_says_nothing():
    assert capital_table(study_with({}).run()) == ()


def test_what_happens_stands_in_the_report_and_in_the_workbook():
    result = study_with(END).run()
    table = capital_table(result)[1]
    assert [str(column.head) for column in table.columns][1:] == [
        "Land lease",
        "Closure",
        "Salvage",
    ]
    # The workbook is refused where its formulas differ from the study.
    assert model_book(result).values.series("salvage")[-1] > 4e6
