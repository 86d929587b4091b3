"""The table of cities: every fault at once, with line and column."""

import pytest

from wte_ppp.documents import DocumentError
from wte_ppp.screening.cities import read_cities
from wte_ppp.screening.plan import Options, made_plan


def faults(error: DocumentError) -> dict[tuple[int | None, str], str]:
    return {(one.line, one.field): str(one) for one in error.problems}


def test_numbers_words_and_labels_by_their_paths(table, base) -> None:
    cities = read_cities(table, base.definition)
    assert [one.name for one in cities] == ["An", "Binh", "Chi", "Davao", "Evora"]
    evora = cities[-1]
    assert (evora.line, evora.country) == (6, "PH")
    assert evora.numbers == {"waste.received_t_per_day": 1200.0}
    assert evora.words == {"climate.disposal_site": "unmanaged_shallow"}
    assert cities[0].labels == {"region": "north"}
    assert cities[0].words == {}


def test_faults_of_the_whole_table_at_once(table, base) -> None:
    table.write_text(
        "city,country,receivd_t_per_day,ambient_c,climate.disposal_site\n"
        "An,VN,400,27,\n"
        ",VN,400,900,\n"
        "An,VN,400,abc,swamp\n"
        "Binh,VN,400\n",
        encoding="utf-8",
    )
    with pytest.raises(DocumentError) as caught:
        read_cities(table, base.definition)
    found = faults(caught.value)
    assert set(found) == {
        (1, "receivd_t_per_day"),
        (3, "city"),
        (3, "ambient_c"),
        (4, "city"),
        (4, "ambient_c"),
        (4, "climate.disposal_site"),
        (5, "row"),
    }
    assert "Write 'received_t_per_day'" in found[1, "receivd_t_per_day"]
    assert "number from -30 to 50 °C" in found[3, "ambient_c"]
    assert "it is in line 2" in found[4, "city"]
    assert "managed_anaerobic" in found[4, "climate.disposal_site"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "an empty file"),
        ("city,country\n", "one row a city"),
        ("country,population\nVN,5\n", "a column with names"),
        ('city,country\n"An,VN\n', "bad CSV"),
        ("city,city\nAn,An\n", "the column twice"),
    ],
)
def test_bad_tables_are_refused(table, base, text, words) -> None:
    table.write_text(text, encoding="utf-8")
    with pytest.raises(DocumentError, match=words):
        read_cities(table, base.definition)


def test_unknown_country_and_impossible_shares_are_told_at_their_lines(table, base) -> None:
    table.write_text(
        "city,country,waste.composition_percent.food,waste.composition_percent.plastics\n"
        "An,VN,50,20\n"
        "Binh,VN,70,20\n"
        "Odd,ZZ,55,15\n",
        encoding="utf-8",
    )
    with pytest.raises(DocumentError) as caught:
        made_plan(table, base, Options())
    found = faults(caught.value)
    assert set(found) == {(3, "waste.composition_percent"), (4, "country")}
    # 70 + 20 + 8 + 4 + 3 + 5 + 7 + 2 + 1 = 120.
    assert "a sum of 120 %" in found[3, "waste.composition_percent"]


def test_column_of_an_input_that_is_drawn_in_its_own_unit_is_refused(table, base) -> None:
    table.write_text("city,plant.availability_h_per_year\nAn,7500\n", encoding="utf-8")
    with pytest.raises(DocumentError, match="percent_of_base"):
        made_plan(table, base, Options())


def test_unknown_scenario_is_refused(table, base) -> None:
    with pytest.raises(DocumentError, match="one of base case, managed landfill"):
        made_plan(table, base, Options(scenarios=("none",)))


@pytest.mark.parametrize("name", ["=cmd()", "@x", "+A1", "-An", "An\x07"])
def test_text_that_a_spreadsheet_would_run_is_refused(table, base, name) -> None:
    table.write_text(f"city,latitude\n{name},-6.2\nBinh,-6.3\n", encoding="utf-8")
    with pytest.raises(DocumentError) as caught:
        read_cities(table, base.definition)
    assert set(faults(caught.value)) == {(2, "city")}


def test_spread_that_leaves_the_range_at_one_city_is_told_at_its_line(table, base) -> None:
    table.write_text("city,received_t_per_day\nAn,500\nHuge,19000\n", encoding="utf-8")
    made_plan(table, base, Options())
    with pytest.raises(DocumentError) as caught:
        made_plan(table, base, Options(draws=8))
    # 110 % of 19,000 t/d is 20,900, above 20,000.
    assert set(faults(caught.value)) == {(3, "waste.received_t_per_day")}
    assert "draws 20,900" in str(caught.value)
