"""Pages of the development sets through `chancery extract` and through the Python peers, in one run.

python3 bench/extract.py --data DIR --eval DIR --chancery PROGRAM [--peer-python PYTHON]

Prints a line a figure: ours, the peer's, the floor. Exits with 1 where a floor is missed. A floor is the
figure of the peer in the same run (trafilatura for text, title and authors, htmldate for days), or a
number of ours where that is higher. Speed: pages a second inside, without JSON, of one process each.

The forest that judges blocks was grown on these pages, so that our text figures here are fitted ones;
`cargo dev eval pages` prints those of pages of publishers that the forest did not see.
"""
import argparse
import json
import os
import subprocess
import sys
import tempfile

PEER = r"""
import json, sys, time
import trafilatura, htmldate
for line in sys.stdin:
    given = json.loads(line)
    began = time.process_time()
    found = trafilatura.bare_extraction(given["html"], url=given["url"] or None, include_comments=False, with_metadata=True)
    took = time.process_time() - began
    began = time.process_time()
    try:
        day = htmldate.find_date(given["html"], url=given["url"] or None, original_date=True, extensive_search=True)
    except Exception:
        day = None
    dating = time.process_time() - began
    found = found.as_dict() if found else {}
    print(json.dumps({"id": given["id"], "text": found.get("text") or "", "title": found.get("title"),
                      "author": found.get("author") or "", "date": day, "us": 1e6 * took, "us_date": 1e6 * dating}))
"""

# file, path of the figure, floor of our own (0: the peer's alone)
FLOORS = [
    ("news-dev", "text_shingle4.f1", 0.946),
    ("articles-dev", "text_shingle4.f1", 0.930),
    ("news-dev", "date.accuracy", 0.969),
    ("dates-dev", "date.accuracy", 0.0),
    ("articles-dev", "date.accuracy", 0.0),
    ("news-dev", "title.exact", 0.82),
    ("articles-dev", "title.exact", 0.0),
    ("news-dev", "author.f1", 0.887),
    ("articles-dev", "author.f1", 0.0),
]
# Speed: times the peer's, and megabytes of HTML a second.
TIMES, MEGABYTES = 5.0, 23.0
# Slowest page, milliseconds.
SLOWEST = 250.0


def at(scores, path):
    for part in path.split("."):
        scores = scores.get(part, {})
    return scores if isinstance(scores, (int, float)) else 0.0


def score(args, file, pred):
    scorer = os.path.join(args.eval, "score_extract.py")
    pages = os.path.join(args.data, "pages", file + ".jsonl.gz")
    line = subprocess.run([sys.executable, scorer, "--bench", "jsonl", "--repo", pages, "--pred", pred, "--json"],
                          check=True, stdout=subprocess.PIPE).stdout
    return json.loads(line)


def run(command, given, out):
    with open(given, "rb") as lines, open(out, "wb") as found:
        subprocess.run(command, check=True, stdin=lines, stdout=found)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", default="../shared/data")
    parser.add_argument("--eval", default="../shared/eval")
    parser.add_argument("--chancery", default="target/release/chancery")
    parser.add_argument("--peer-python", help="a Python with the packages of .ci/peers.txt; without it the peers are left out")
    args = parser.parse_args()
    missed = []
    ours, peers = {}, {}
    with tempfile.TemporaryDirectory() as folder:
        for file in ("news-dev", "articles-dev", "dates-dev"):
            given = os.path.join(folder, file + ".in")
            pages = os.path.join(args.data, "pages", file + ".jsonl.gz")
            subprocess.run([sys.executable, os.path.join(args.eval, "score_extract.py"), "--bench", "jsonl", "--repo", pages,
                            "--dump", given], check=True, stdout=subprocess.DEVNULL)
            out = os.path.join(folder, file + ".ours")
            run([args.chancery, "extract", "-", "--json", "--timed", "-j", "1"], given, out)
            ours[file] = score(args, file, out)
            speed(given, out, file, ours[file])
            if args.peer_python:
                out = os.path.join(folder, file + ".peer")
                run([args.peer_python, "-c", PEER], given, out)
                peers[file] = score(args, file, out)
                speed(given, out, file, peers[file])
    for file, path, floor in FLOORS:
        peer = at(peers.get(file, {}), path)
        report(missed, "%s %s" % (file, path), at(ours[file], path), max(floor, peer), peer)
    # The bar is none. Two pages print 06.01.2026 and 05.04.2025 in countries that put the day first, and the gold has the first of June and the
    # fourth of May.
    report(missed, "news-dev date.wrong (negative)", -at(ours["news-dev"], "date.wrong"), -2, -at(peers.get("news-dev", {}), "date.wrong"))
    for file in ours:
        peer = peers.get(file, {}).get("mb_s", 0.0)
        report(missed, "%s MB/s" % file, ours[file]["mb_s"], max(MEGABYTES, TIMES * peer), peer)
        report(missed, "%s slowest page, ms (negative)" % file, -ours[file]["slowest_ms"], -SLOWEST, -peers.get(file, {}).get("slowest_ms", 0.0))
    print("floors missed: %s" % ("; ".join(missed) or "none"))
    return 1 if missed else 0


def speed(given, out, file, scores):
    size = 0
    with open(given, encoding="utf-8") as lines:
        for line in lines:
            size += len(json.loads(line)["html"].encode("utf-8"))
    with open(out, encoding="utf-8", newline="\n") as lines:
        times = [json.loads(line).get("us", 0) for line in lines if line.strip()]
    scores["mb_s"] = size / max(1.0, sum(times))
    scores["slowest_ms"] = max(times) / 1000.0


def report(missed, what, ours, floor, peer):
    verdict = "" if ours >= floor else "  MISSED"
    if verdict:
        missed.append(what)
    print("%-42s ours %8.3f   peer %8.3f   floor %8.3f%s" % (what, ours, peer, floor, verdict))


if __name__ == "__main__":
    sys.exit(main())
