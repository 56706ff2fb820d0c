"""Libraries, lists and logs of music beside the usual histories."""

import json

from indexers.importers.import_transfer import read_works
from tests.indexers.importers.conftest import Entries, left_out, problems, works
from tests.indexers.importers.test_doors import told
from tests.indexers.samples import write_zip


def test_what_tools_around_lastfm_write(entries: Entries) -> None:
    track = {"artist": {"#text": "Holm"}, "album": {"#text": "North"}, "name": "Ice", "date": {"uts": "1583020800"}}
    now = {"artist": {"#text": "Holm"}, "name": "Now", "@attr": {"nowplaying": "true"}}
    for text in ([{"track": [track, now]}], {"recenttracks": {"track": [track, now]}}):
        (ice,) = works(entries("a.json", json.dumps(text), "last.fm"))
        assert (ice.title, ice.album, told(ice)) == ("Ice", "North", [("played", 1.0, "2020-03-01")])
    maloja = {"maloja": {}, "scrobbles": [{"time": 1583020800, "track": {"artists": ["Holm", "Aas"], "title": "Ice"}}]}
    (ice,) = works(entries("b.json", json.dumps(maloja), "maloja"))
    assert ice.creators == ("Holm",) and told(ice) == [("played", 1.0, "2020-03-01")]
    log = (
        "#AUDIOSCROBBLER/1.1\nHolm\tNorth\tIce\t1\t200\tL\t1583020800\t\nHolm\tNorth\tFog\t2\t200\tS\t1583020900\t\nx\n"
    )
    found = entries("c.log", log, "rockbox")
    assert [work.title for work in works(found)] == ["Ice"] and [problem.line for problem in problems(found)] == [4]
    (ice,) = works(entries("d.txt", "1583020800\tIce\tHolm\tNorth\t\t\n", "last.fm"))
    assert told(ice) == [("played", 1.0, "2020-03-01")]
    unknown = 'uts,utc_time,artist,album,track\n0,"01 Jan 1970, 00:00",Holm,North,Ice\n'
    assert told(works(entries("e.csv", unknown, "last.fm"))[0]) == [("played", 1.0, "")]


def test_streams_in_lists_are_no_songs_and_lists_of_other_programs_are_read(entries: Entries) -> None:
    text = "#EXTM3U\n#EXTINF:-1,Quay FM\nhttp://quay.example/live\n#EXTINF:9,Holm - Ice\nhttp://quay.example/1\nspotify:track:1\n"
    found = entries("a.m3u", text + "file://localhost/Music/Holm/02 Fog.mp3\n", "m3u")
    assert [work.title for work in works(found)] == ["Ice", "Fog"] and left_out(found) == ["stream", "stream"]
    assert str(works(found)[1].path) == "/Music/Holm/02 Fog.mp3"
    media = '<media src="..\\Holm &amp; Co\\a.mp3" trackTitle="Ice" trackArtist="Holm" albumTitle="North"/>'
    (ice,) = works(entries("a.wpl", f"<?wpl version='1.0'?><smil><body><seq>{media}</seq></body></smil>", "wpl"))
    assert (ice.title, ice.creators, ice.album, str(ice.path)) == ("Ice", ("Holm",), "North", "../Holm & Co/a.mp3")
    track = {"title": "Ice", "creator": "Holm", "duration": 200_000,
             "identifier": ["https://musicbrainz.org/recording/8f3471b5-7e6a-48da-86a9-c1c07a0f47ae"]}  # fmt: skip
    (ice,) = works(entries("a.jspf", json.dumps({"playlist": {"title": "P", "track": [track]}}), "jspf"))
    assert (ice.creators, ice.duration, ice.identifiers[0][0]) == (("Holm",), 200.0, "musicbrainz")


def test_a_table_in_an_excel_file_with_gaps_and_days_as_numbers(tmp_path) -> None:
    names = ("Song Title", "Artist", "ISRC", "Album Title", "Listening Time", "Date")
    shared = "".join(f"<si><t>{name}</t></si>" for name in names)
    header = "".join(f'<c r="{letter}1" t="s"><v>{n}</v></c>' for n, letter in enumerate("ABCDEF"))
    row = (
        '<c r="A2" t="inlineStr"><is><t>Ice, Fog</t></is></c><c r="B2" t="inlineStr"><is><t>Holm</t></is></c>'
        '<c r="D2" t="inlineStr"><is><t>North</t></is></c><c r="E2"><v>180</v></c><c r="F2"><v>45351.5</v></c>'
    )
    book = (
        '<workbook xmlns:r="r"><sheets><sheet name="Me" r:id="r1"/><sheet name="Heard" r:id="r2"/></sheets></workbook>'
    )
    links = "".join(
        f'<Relationship Id="{key}" Type="x/{kind}" Target="{target}"/>'
        for key, kind, target in (("r1", "worksheet", "s1.xml"), ("r2", "worksheet", "s2.xml"),
                                  ("r3", "sharedStrings", "t.xml"))
    )  # fmt: skip
    path = write_zip(tmp_path / "deezer-data.xlsx", {
        "xl/workbook.xml": book, "xl/_rels/workbook.xml.rels": f"<Relationships>{links}</Relationships>",
        "xl/t.xml": f"<sst>{shared}</sst>",
        "xl/s1.xml": '<worksheet><sheetData><row><c t="str"><v>Name</v></c></row></sheetData></worksheet>',
        "xl/s2.xml": f"<worksheet><sheetData><row>{header}</row><row>{row}</row></sheetData></worksheet>",
    })  # fmt: skip
    (ice,) = read_works(path).works
    assert (ice.title, ice.creators, ice.album) == ("Ice, Fog", ("Holm",), "North")
    assert told(ice) == [("played", 1.0, "2024-02-29")]


def test_libraries_and_lists_of_streaming(entries: Entries) -> None:
    song = {"artist": "Holm", "album": "North", "track": "Ice"}
    kept = {"tracks": [song], "albums": [{"album": "X"}], "shows": [], "bannedTracks": [{**song, "track": "Fog"}]}
    ice, fog = works(entries("YourLibrary.json", json.dumps(kept), "spotify"))
    assert [(work.title, work.acts[0].verdict) for work in (ice, fog)] == [("Ice", "like"), ("Fog", "dislike")]
    items = [{"track": {"trackName": "Ice", "artistName": "Holm"}}, {"track": None, "episode": {"episodeName": "E"}}]
    found = entries("Playlist1.json", json.dumps({"playlists": [{"name": "P", "items": items}]}), "spotify")
    assert [work.title for work in works(found)] == ["Ice"] and left_out(found) == ["podcast"]
    heard = {"ts": "2020-01-02T03:04:05Z", "ms_played": "60000", "master_metadata_track_name": "Ice",
             "master_metadata_album_artist_name": "Holm"}  # fmt: skip
    book = {**heard, "master_metadata_track_name": None, "audiobook_title": "Salt"}
    found = entries("endsong_0.json", json.dumps([heard, book]), "spotify")
    assert [told(work) for work in works(found)] == [[("played", 1.0, "2020-01-02")]] and left_out(found) == [
        "audiobook"
    ]
    names = {"artist_name": "Holm", "track_name": "Ice"}
    loved = json.dumps({"score": 1, "created": 1583020800, "recording_mbid": "m", "track_metadata": names}) + "\n"
    found = entries("feedback.jsonl", loved + loved.replace("1,", "-1,", 1).replace("Ice", "Fog"), "listenbrainz")
    assert [told(work)[0][0] for work in works(found)] == ["like", "dislike"]
    table = (
        "Track URI,Track Name,Album Name,Artist Name(s),Added At,Time Signature\n"
        'spotify:track:1,"Ice, Fog",North,Holm;Aas,2020-01-02T03:04:05Z,4\n'
    )
    (ice,) = works(entries("exportify.csv", table))
    assert (ice.title, ice.creators, ice.acts) == ("Ice, Fog", ("Holm", "Aas"), ())
    text = (
        "Name\tArtist\tAlbum\tTime\tPlays\tLast Played\tMy Rating\rIce\tHolm\tNorth\t200\t7\t29/2/2020, 4:05 PM\t80\r"
    )
    (ice,) = works(entries("Music.txt", text, encoding="utf-16"))
    assert told(ice) == [("played", 7.0, "2020-02-29"), ("rating", 4.0, "2020-02-29")]


def test_plays_that_name_no_artist_are_listed(entries: Entries) -> None:
    heard = {"ts": "2020-01-02T03:04:05Z", "ms_played": 60000, "master_metadata_track_name": "Ice",
             "master_metadata_album_artist_name": None}  # fmt: skip
    named = {**heard, "master_metadata_album_artist_name": "Holm"}
    rows = [heard, named, {**heard, "master_metadata_track_name": None}, {**heard, "ms_played": 2000}]
    found = entries("endsong_0.json", json.dumps(rows), "spotify")
    assert [told(work) for work in works(found)] == [[("played", 1.0, "2020-01-02")]]
    assert [(problem.reason, problem.entry) for problem in problems(found)] == [
        ("This entry names no artist.", "Ice"), ("This entry has no title.", "2020-01-02"),
    ]  # fmt: skip
    log = "#AUDIOSCROBBLER/1.1\n\tNorth\tFog\t1\t200\tL\t1583020800\t\n"
    assert [problem.entry for problem in problems(entries("a.log", log, "rockbox"))] == ["Fog"]
    episode = {"endTime": "2020-01-02 03:04", "podcastName": "Quay", "episodeName": "E", "msPlayed": 60000}
    chapter = {"endTime": "2020-01-02 03:04", "audiobookName": "Salt", "chapterName": "1", "msPlayed": 60000}
    for name, row, what in (("podcast", episode, "podcast"), ("audiobook", chapter, "audiobook")):
        assert left_out(entries(f"StreamingHistory_{name}_0.json", json.dumps([row]), "spotify")) == [what]


def test_books_in_itunes_are_whole_and_unknown_is_nobody(entries: Entries) -> None:
    tracks = "".join(
        f"<key>{n}</key><dict><key>Track ID</key><integer>{n}</integer><key>Name</key><string>{name}</string>"
        f"<key>Artist</key><string>Holm</string><key>Play Count</key><integer>1</integer>{more}</dict>"
        for n, (name, more) in enumerate([
            ("Salt Kap. 1", "<key>Genre</key><string>Hörbuch</string><key>Album</key><string>Salt</string>"),
            ("Salt Kap. 2", "<key>Genre</key><string>Hörbuch</string><key>Album</key><string>Salt</string>"),
            ("Bell", "<key>Kind</key><string>Ringtone</string>"),
            ("Booklet", "<key>Kind</key><string>PDF document</string>"),
            ("12 May", "<key>Genre</key><string>Sprachmemo</string>"),
            ("New recording", "<key>Location</key><string>file:///Users/a/Music/Voice%20Memos/1.m4a</string>"),
            ("Ice", "<key>Genre</key><string>Vocal</string><key>Album</key><string>Voice Memos</string>"),
        ])
    )  # fmt: skip
    found = entries("Library.xml", f"<plist><dict><key>Tracks</key><dict>{tracks}</dict></dict></plist>", "itunes")
    assert sorted((work.kind, work.title) for work in works(found)) == [
        ("book", "Salt"), ("document", "Booklet"), ("music", "Ice"),
    ]  # fmt: skip
    assert left_out(found) == ["ringtone", "memo", "memo"]
    song = "<title>Ice</title><artist>&lt;Unknown Artist&gt;</artist><album>Unbekannt</album><genre>Unknown</genre>"
    (ice,) = works(entries("r.xml", f'<rhythmdb><entry type="song">{song}</entry></rhythmdb>', "rhythmbox"))
    assert (ice.creators, ice.album, ice.subjects) == ((), "", ())
