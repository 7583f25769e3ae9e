#!/usr/bin/env python3
"""Loads one file of each export with a program that people read that format with, and looks at rows and values.

What to expect comes from the JSON lines of the same folder, so any Ledger will do. Needs the packages of .ci/readers.txt.
Usage: CHANCERY_EXPORTS=FOLDER cargo test -p chancery-store files_for_readers && bench/readers.py FOLDER
"""

import collections
import http.server
import importlib.util
import io
import json
import os
import pathlib
import sqlite3
import sys
import threading
import warnings
import zipfile

import feedparser
import geojson
import icalendar
import markdown_it
import networkx
import pandas
import polars
import pyarrow.feather
import pyarrow.ipc
import pyarrow.parquet
import rdflib
import yaml
from citeproc.source.json import CiteProcJSON
from followthemoney import model

FOLDER = pathlib.Path(sys.argv[1])
EVENTS = [json.loads(line) for line in (FOLDER / "jsonl.jsonl").open(encoding="utf-8")]
IDS = [event["id"] for event in EVENTS]
CLAIMS = sum(len(event["claims"]) for event in EVENTS)
READERS = {}


def reader(*names):
    """A function that loads these files."""

    def keep(function):
        for name in names:
            READERS[name] = function
        return function

    return keep


def gdelt_reader():
    """The reader of gdeltPyR: that module alone, as the package asks the network for its tables when it is imported."""
    folder = pathlib.Path(importlib.util.find_spec("gdelt").origin).parent
    spec = importlib.util.spec_from_file_location("gdelt_parallel", folder / "parallel.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module._mp_worker


def same(found, expected, what):
    assert found == expected, f"{what}: found {found!r}, expected {expected!r}"


@reader("jsonl.jsonl")
def json_lines(path):
    frame = pandas.read_json(path, lines=True)
    same(list(frame["id"]), IDS, "ids")
    assert all(claim["sentence"] for claims in frame["claims"] for claim in claims)
    return len(frame)


@reader("csv.csv", "tsv.tsv")
def native(path):
    tab = {".csv": ",", ".tsv": "\t"}[path.suffix]
    frame = pandas.read_csv(path, sep=tab, dtype={"cameo": str})
    other = polars.read_csv(path, separator=tab, infer_schema_length=None)
    same(list(frame["event_id"]), IDS, "ids")
    same(other["event_id"].to_list(), IDS, "ids of polars")
    same(list(frame["cameo"]), [event["cameo"] for event in EVENTS], "codes keep their zero")
    same(int(frame["n_claims"].sum()), CLAIMS, "claims")
    return len(frame)


def sidecar(path):
    """A table beside the native one: pandas and polars agree, and it joins to its neighbours."""
    tab = {".csv": ",", ".tsv": "\t"}[path.suffix]
    frame = pandas.read_csv(path, sep=tab)
    same(len(polars.read_csv(path, separator=tab, infer_schema_length=None)), len(frame), "rows of polars")
    name = path.name.split(".")[0].removesuffix("-tsv")
    if name in ("claims", "evidence", "participants"):
        same(set(frame["event_id"]) - set(IDS), set(), "events that are not there")
    if name == "claims":
        same(len(frame), CLAIMS, "claims")
    if name == "documents":
        told = {claim["document"]["id"] for event in EVENTS for claim in event["claims"]}
        same(told - set(frame["document_id"]), set(), "documents that are not there")
    if name == "quotes":
        same(list(frame["end"] - frame["start"]), [len(quote) for quote in frame["quote"]], "code points of quotes")
    return len(frame)


for sheet in ("claims", "documents", "participants", "evidence", "quotes", "roles", "corrections"):
    reader(f"{sheet}.csv", f"{sheet}-tsv.tsv")(sidecar)


def columns(table, path):
    same(table["event_id"].to_pylist(), IDS, "ids")
    meta = {key.decode(): value.decode() for key, value in table.schema.metadata.items()}
    assert meta["chancery.version"] and meta["chancery.coder"] and meta["chancery.codebook"], meta
    best = [event["time"] and event["time"]["best"] for event in EVENTS]
    found = [day and day.isoformat() for day in table["date_best"].to_pylist()]
    same(found, best, "days")
    return table.num_rows


@reader("parquet.parquet")
def parquet(path):
    same(polars.read_parquet(path)["event_id"].to_list(), IDS, "ids of polars")
    same(pyarrow.parquet.ParquetFile(path).metadata.row_group(0).column(0).compression, "ZSTD", "compression")
    return columns(pyarrow.parquet.read_table(path), path)


@reader("arrow.arrow")
def arrow_file(path):
    same(polars.read_ipc(path)["event_id"].to_list(), IDS, "ids of polars")
    return columns(pyarrow.feather.read_table(path), path)


@reader("arrow-stream.arrows")
def arrow_stream(path):
    return columns(pyarrow.ipc.open_stream(path.read_bytes()).read_all(), path)


def served(path):
    """The address of the file, zipped as GDELT has it, and what stops the server."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.write(path, path.name)

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.end_headers()
            self.wfile.write(packed.getvalue())

        def log_message(self, *args):
            pass

    server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_port}/20260105000000.{path.name}.zip", server.shutdown


def gdelt(path, table, width):
    os.environ["NO_PROXY"] = "127.0.0.1"
    address, stop = served(path)
    frame = gdelt_reader()(address, table)
    stop()
    assert frame is not None, "gdeltPyR reads nothing"
    lines = path.read_text(encoding="utf-8").splitlines()
    same({line.count("\t") + 1 for line in lines}, {width}, "fields")
    same(frame.shape, (len(lines), width), "rows and columns of gdeltPyR")
    return frame


@reader("gdelt2.export.CSV")
def gdelt_events(path):
    frame = gdelt(path, "events", 61)
    assert frame[0].is_unique, "ids of rows"
    assert frame[26].str.startswith(tuple(f"{root:02}" for root in range(1, 21))).all(), "codes"
    assert frame[29].isin([1, 2, 3, 4]).all(), "quad classes"
    assert frame[30].between(-10, 10).all(), "scale"
    assert frame[34].isna().all(), "tone is never made up"
    assert frame[57].isna().eq(frame[56].isna()).all(), "half a point"
    return len(frame)


@reader("gdelt2-mentions.mentions.CSV")
def gdelt_mentions(path):
    frame = gdelt(path, "mentions", 16)
    events = pandas.read_csv(FOLDER / "gdelt2.export.CSV", sep="\t", header=None)
    same(set(frame[0]), set(events[0]), "events of mentions")
    counts = collections.Counter(frame[0])
    same([counts[row] for row in events[0]], list(events[31]), "NumMentions")
    return len(frame)


@reader("icews.tab")
def icews(path):
    frame = pandas.read_csv(path, sep="\t", dtype={"CAMEO Code": str}, parse_dates=["Event Date"])
    same(frame.shape[1], 20, "columns")
    same(polars.read_csv(path, separator="\t").height, len(frame), "rows of polars")
    assert frame["Event ID"].is_unique and frame["Intensity"].between(-10, 10).all()
    assert frame["CAMEO Code"].str.len().between(2, 4).all()
    return len(frame)


@reader("polecat.txt")
def polecat(path):
    lines = path.read_text(encoding="utf-8").splitlines()
    same({line.count("\t") + 1 for line in lines}, {40}, "fields")
    frame = pandas.read_csv(path, sep="\t", parse_dates=["Event Date"])
    same(frame.shape, (len(lines) - 1, 40), "rows and columns")
    quads = {f"{a} {b}" for a in ("VERBAL", "MATERIAL") for b in ("COOPERATION", "CONFLICT")}
    assert set(frame["Quad Code"]) <= quads and set(frame["Event ID"]) <= set(IDS)
    for names, places in zip(frame["Actor Name"].fillna(""), frame["Actor Country"].fillna("")):
        assert not places or names.count(";") == places.count(";"), (names, places)
    return len(frame)


@reader("plover.plover.jsonl")
def plover(path):
    frame = pandas.read_json(path, lines=True, dtype=False)
    assert frame[["id", "date", "actor", "event"]].notna().all(axis=None), "required"
    assert frame["quad_code"].isin([1, 2, 3, 4]).all()
    assert all(actor["code"] is not None for actors in frame["actor"] for actor in actors)
    return len(frame)


@reader("ical.ics")
def calendar(path):
    page = icalendar.Calendar.from_ical(path.read_bytes())
    entries = page.walk("VEVENT")
    for entry in entries:
        assert entry["UID"].removesuffix("@chancery") in IDS, entry["UID"]
        assert entry["STATUS"] in ("CONFIRMED", "TENTATIVE", "CANCELLED")
        assert entry.decoded("DTEND") > entry.decoded("DTSTART")
        assert entry["SEQUENCE"] >= 0 and entry["DTSTAMP"] and entry["SUMMARY"]
    assert all(len(line) <= 75 for line in path.read_bytes().split(b"\r\n")), "folding"
    same(page.errors, [], "errors")
    return len(entries)


@reader("atom.atom", "rss.rss")
def feed(path):
    page = feedparser.parse(path.read_bytes())
    same(page.bozo, False, "well formed")
    same(len(page.entries), len(EVENTS), "entries")
    same({entry.id.rsplit(":", 2)[-2] + ":" + entry.id.rsplit(":", 1)[-1] for entry in page.entries}, set(IDS), "ids")
    assert all(entry.title and (entry.get("updated_parsed") or entry.published_parsed) for entry in page.entries)
    return len(page.entries)


@reader("json-feed.feed.json")
def json_feed(path):
    page = json.loads(path.read_text(encoding="utf-8"))
    same(page["version"], "https://jsonfeed.org/version/1.1", "version")
    same(len(page["items"]), len(EVENTS), "items")
    assert all(isinstance(item["id"], str) and item["content_text"] for item in page["items"])
    pandas.to_datetime([item["date_modified"] for item in page["items"]], format="ISO8601")
    return len(page["items"])


@reader("geojson.geojson")
def places(path):
    page = geojson.loads(path.read_text(encoding="utf-8"))
    same(page.errors(), [], "errors")
    same([feature.id for feature in page.features], IDS, "ids")
    for event, feature in zip(EVENTS, page.features):
        vague = not event["place"] or event["place"]["precision"] == "country"
        assert not (vague and feature.geometry), f"{feature.id} has a point"
    return len(page.features)


@reader("graphml.graphml", "gexf.gexf")
def network(path):
    read = {".graphml": networkx.read_graphml, ".gexf": networkx.read_gexf}[path.suffix]
    graph = read(path)
    assert graph.is_directed() and graph.number_of_edges() > 0
    # GEXF keeps the weight among the attributes of the edge, as GraphML does.
    assert all(int(edge["weight"]) >= 1 for _, _, edge in graph.edges(data=True))
    assert all(node["label"] for _, node in graph.nodes(data=True))
    other = networkx.read_graphml(FOLDER / "graphml.graphml")
    same(set(graph.nodes), set(other.nodes), "nodes of both files")
    return graph.number_of_edges()


@reader("annotations.jsonld")
def annotations(path):
    page = json.loads(path.read_text(encoding="utf-8"))
    same(page["@context"], "http://www.w3.org/ns/anno.jsonld", "context")
    items = page["first"]["items"]
    oa = "http://www.w3.org/ns/oa#"
    # The terms of the context that the file uses: a test must not fetch it.
    page["@context"] = {
        "id": "@id",
        "type": "@type",
        "@vocab": oa,
        "target": {"@id": oa + "hasTarget"},
        "body": {"@id": oa + "hasBody"},
        "selector": {"@id": oa + "hasSelector"},
        "source": {"@id": oa + "hasSource", "@type": "@id"},
        "first": {"@id": "http://www.w3.org/ns/activitystreams#first"},
        "items": {"@id": "http://www.w3.org/ns/activitystreams#items", "@container": "@list"},
    }
    graph = rdflib.Graph().parse(data=json.dumps(page), format="json-ld")
    found = set(graph.subjects(rdflib.RDF.type, rdflib.URIRef(oa + "Annotation")))
    same(len(found), len(items), "annotations")
    positions = set(graph.subjects(rdflib.RDF.type, rdflib.URIRef(oa + "TextPositionSelector")))
    same(len(positions), len(items), "positions")
    return len(items)


@reader("ftm.ftm.json")
def follow_the_money(path):
    proxies = []
    for line in path.open(encoding="utf-8"):
        row = json.loads(line)
        proxy = model.get_proxy(row, cleaned=False)
        model.get(row["schema"]).validate(row)
        for name, values in row["properties"].items():
            kept = len(proxy.get(name))
            same(kept, len(set(values)), f"values of {row['schema']}.{name} that are clean, of {values}")
        proxies.append(proxy)
    known = {proxy.id for proxy in proxies}
    same(len(known), len(proxies), "ids")
    for proxy in proxies:
        for prop in proxy.iterprops():
            if prop.type.name == "entity":
                same(set(proxy.get(prop)) - known, set(), f"entities named by {proxy.id}")
    kinds = collections.Counter(proxy.schema.name for proxy in proxies)
    same(kinds["Event"], len(EVENTS), "events")
    return len(proxies)


@reader("csl.csl.json")
def citations(path):
    rows = json.loads(path.read_text(encoding="utf-8"))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        source = CiteProcJSON(rows)
    same(len(source), len(rows), "items")
    assert all(row["type"] == "article-newspaper" for row in rows)
    return len(rows)


@reader("sqlite.db")
def sqlite(path):
    base = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    one = lambda sql: base.execute(sql).fetchone()[0]
    same(one("PRAGMA integrity_check"), "ok", "integrity")
    same(base.execute("PRAGMA foreign_key_check").fetchall(), [], "references")
    same(one("SELECT count(*) FROM claims"), CLAIMS, "claims")
    rows = base.execute("SELECT rowid FROM claims_fts WHERE claims_fts MATCH 'the OR a OR in'").fetchall()
    assert rows, "full text finds nothing"
    for view in ("agenda", "told", "dyads"):
        base.execute(f"SELECT * FROM {view}").fetchall()
    return one("SELECT count(*) FROM events")


@reader("brief.md")
def brief(path):
    _, front, body = path.read_text(encoding="utf-8").split("---\n", 2)
    said = yaml.safe_load(front)
    tokens = markdown_it.MarkdownIt().parse(body)
    items = [token for token in tokens if token.type == "list_item_open" and token.level == 1]
    assert len(items) >= said["events"], (len(items), said)
    ids = {child.content for token in tokens if token.children for child in token.children if child.type == "code_inline"}
    same(ids, set(IDS), "events")
    return said["events"]


def main():
    good, bad = 0, 0
    for path in sorted(FOLDER.iterdir()):
        if path.name not in READERS:
            print(f"{path.name}: no reader")
            bad += 1
            continue
        try:
            print(f"{path.name}: {READERS[path.name](path)} rows")
            good += 1
        except Exception as error:  # every file is tried
            print(f"{path.name}: {type(error).__name__}: {error}")
            bad += 1
    missing = sorted(set(READERS) - {path.name for path in FOLDER.iterdir()})
    if missing:
        print("not exported:", ", ".join(missing))
        bad += len(missing)
    print(f"test result: {'ok' if not bad else 'FAILED'}. {good} passed; {bad} failed;")
    return bad != 0


if __name__ == "__main__":
    sys.exit(main())
