#!/usr/bin/env python3
"""make.py [FOLDER] [--of=SOURCE] [--true-lengths]: writes a library as files.

SOURCE holds library.jsonl and documents/ (default: the folder of this script), FOLDER takes the files (default:
library/ in SOURCE).

Books of library.jsonl become EPUBs, music becomes WAV files of silence with a RIFF INFO list, and the documents of
documents/ are copied. The WAVs last 2 seconds; with --true-lengths as long as `seconds` says (1000 samples a second,
8 bits, so a few hundred kilobytes each). Standard library only.
"""

import html
import json
import re
import shutil
import struct
import sys
import uuid
import zipfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
CONTAINER = """<?xml version="1.0"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>
<rootfile full-path="OEBPS/content.opf" media-type="application/oebps-package+xml"/></rootfiles></container>
"""


def safe(name):
    return re.sub(r'[\\/:*?"<>|]+', "_", name).strip(" .")


def esc(text):
    return html.escape(str(text), quote=True)


def book(row, folder):
    uid = f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, 'otherlib/' + row['title'])}"
    meta = [f'<dc:identifier id="uid">{uid}</dc:identifier>', f'<dc:title id="t">{esc(row["title"])}</dc:title>']
    for place, name in enumerate(row["creators"]):
        meta.append(f'<dc:creator id="c{place}">{esc(name)}</dc:creator>')
        meta.append(f'<meta refines="#c{place}" property="role" scheme="marc:relators">aut</meta>')
    meta.append(f"<dc:language>{row['language']}</dc:language>")
    meta.append(f"<dc:date>{row['year']}-01-01</dc:date>")
    meta += [f"<dc:subject>{esc(one)}</dc:subject>" for one in row.get("subjects", ())]
    if row.get("description"):
        meta.append(f"<dc:description>{esc(row['description'])}</dc:description>")
    meta.append('<meta property="dcterms:modified">2025-01-01T00:00:00Z</meta>')
    if row.get("pages"):
        meta.append(f'<meta property="schema:numberOfPages">{row["pages"]}</meta>')
    if row.get("series"):
        meta.append(f'<meta property="belongs-to-collection" id="s">{esc(row["series"])}</meta>')
        meta.append('<meta refines="#s" property="collection-type">series</meta>')
        if row.get("number"):
            meta.append(f'<meta refines="#s" property="group-position">{row["number"]}</meta>')
        meta.append(f'<meta name="calibre:series" content="{esc(row["series"])}"/>')
        if row.get("number"):
            meta.append(f'<meta name="calibre:series_index" content="{row["number"]}"/>')
    opf = (
        '<?xml version="1.0" encoding="utf-8"?>\n<package xmlns="http://www.idpf.org/2007/opf" version="3.0" '
        'unique-identifier="uid" prefix="schema: http://schema.org/">\n'
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">\n' + "\n".join(meta) + "\n</metadata>\n<manifest>\n"
        '<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>\n'
        '<item id="one" href="one.xhtml" media-type="application/xhtml+xml"/>\n'
        '</manifest>\n<spine><itemref idref="one"/></spine>\n</package>\n'
    )
    texts = [row[name] for name in ("description", "note") if row.get(name)]
    head = f"<head><title>{esc(row['title'])}</title></head>"
    top = (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="{row["language"]}"'
    )
    one = (
        f"{top}>{head}<body><h1>{esc(row['title'])}</h1>"
        + "".join(f"<p>{esc(t)}</p>" for t in texts)
        + "</body></html>"
    )
    nav = (
        f'{top} xmlns:epub="http://www.idpf.org/2007/ops">{head}<body><nav epub:type="toc"><ol>'
        f'<li><a href="one.xhtml">{esc(row["title"])}</a></li></ol></nav></body></html>'
    )
    path = folder / "Books" / f"{safe(row['title'])} - {safe(row['creators'][0])}.epub"
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as pack:
        pack.writestr("mimetype", "application/epub+zip", zipfile.ZIP_STORED)
        pack.writestr("META-INF/container.xml", CONTAINER)
        pack.writestr("OEBPS/content.opf", opf)
        pack.writestr("OEBPS/nav.xhtml", nav)
        pack.writestr("OEBPS/one.xhtml", one)
    return path


def chunk(name, data):
    return name + struct.pack("<I", len(data)) + data + b"\0" * (len(data) % 2)


def music(row, folder, true_lengths):
    rate, seconds = (1000, row["seconds"]) if true_lengths else (8000, 2)
    tags = {
        b"INAM": row["title"],
        b"IART": "; ".join(row["creators"]),
        b"IPRD": row.get("album", ""),
        b"ICRD": str(row["year"]),
        b"IGNR": "; ".join(row.get("subjects", ())),
        b"ICMT": " ".join(row[name] for name in ("description", "note") if row.get(name)),
        b"ILNG": row.get("language", ""),
    }
    info = b"INFO" + b"".join(chunk(name, text.encode() + b"\0") for name, text in tags.items() if text)
    form = struct.pack("<HHIIHH", 1, 1, rate, rate, 1, 8)
    body = b"WAVE" + chunk(b"fmt ", form) + chunk(b"LIST", info) + chunk(b"data", b"\x80" * (rate * seconds))
    path = folder / "Music" / safe(row["creators"][0]) / safe(row.get("album", "")) / f"{safe(row['title'])}.wav"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"RIFF" + struct.pack("<I", len(body)) + body)
    return path


def main():
    words = [one for one in sys.argv[1:] if not one.startswith("--")]
    source = next((Path(one.removeprefix("--of=")) for one in sys.argv[1:] if one.startswith("--of=")), HERE)
    folder = Path(words[0]) if words else source / "library"
    for part in ("Books", "Music", "Papers"):
        shutil.rmtree(folder / part, ignore_errors=True)
    count = {"book": 0, "music": 0, "document": 0}
    for line in (source / "library.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        book(row, folder) if row["kind"] == "book" else music(row, folder, "--true-lengths" in sys.argv)
        count[row["kind"]] += 1
    (folder / "Papers").mkdir(parents=True, exist_ok=True)
    for path in sorted((source / "documents").iterdir()):
        shutil.copy(path, folder / "Papers" / path.name)
        count["document"] += 1
    print(f"{folder}: {count['book']} books, {count['music']} pieces of music, {count['document']} documents")


if __name__ == "__main__":
    main()
