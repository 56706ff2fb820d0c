"""XMP packets in PDFs."""

from indexers.readers.books.xmp import read_xmp
from indexers.worker.reading import read_file
from tests.indexers import samples

PACKET = (
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    '<rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">'
    "<dc:title><rdf:Alt><rdf:li>On Harbours</rdf:li></rdf:Alt></dc:title><dc:creator><rdf:Seq>"
    "<rdf:li>Ann Smith</rdf:li>"
    "<rdf:li>Bob Jones</rdf:li></rdf:Seq></dc:creator></rdf:Description></rdf:RDF></x:xmpmeta>"
)


def test_xmp_gives_what_the_older_fields_lack(tmp_path) -> None:
    path = samples.write_pdf(tmp_path / "a.pdf", ("Some text.",), Author="Ann Smith")
    path.write_bytes(path.read_bytes() + b"\n" + PACKET.encode())
    reading = read_file(path).reading
    assert reading is not None
    assert (reading.title, reading.creators) == ("On Harbours", ("Ann Smith", "Bob Jones"))
    assert "title" not in reading.inferred


def test_broken_xmp_is_passed_over(tmp_path) -> None:
    path = samples.write_pdf(tmp_path / "a.pdf")
    path.write_bytes(path.read_bytes() + PACKET.replace("</dc:title>", "<&<").encode())
    assert read_file(path).state == "indexed"
    (tmp_path / "none.pdf").write_bytes(b"<rdf:RDF" + b"x" * 100 + b"</rdf:RDF>")
    assert read_xmp(tmp_path / "none.pdf").title == ""


def test_the_readable_statement_wins_wherever_it_stands(tmp_path) -> None:
    garbled = PACKET.replace("Ann Smith", "Guy DelacrÃ©taz").replace("Bob Jones", "RenÃ© Blanc")
    garbled = garbled.replace("On Harbours", "Ã‰tudes sur la mer")
    path = samples.write_pdf(tmp_path / "a.pdf", ("Some text.",), Author="Guy Delacrétaz", Title="Études sur la mer")
    path.write_bytes(path.read_bytes() + b"\n" + garbled.encode())
    reading = read_file(path).reading
    assert reading is not None
    assert (reading.title, reading.creators) == ("Études sur la mer", ("Guy Delacrétaz",))


def test_a_garbled_older_field_gives_way(tmp_path) -> None:
    right = PACKET.replace("Ann Smith", "Guy Delacrétaz").replace("On Harbours", "Études sur la mer")
    path = samples.write_pdf(tmp_path / "a.pdf", ("Some text.",), Author="Guy DelacrÃ©taz", Title="Sur la mÃ©moire")
    path.write_bytes(path.read_bytes() + b"\n" + right.encode())
    reading = read_file(path).reading
    assert reading is not None
    assert (reading.title, reading.creators) == ("Études sur la mer", ("Guy Delacrétaz", "Bob Jones"))
