"""The multilingual encoder: cuts as sentencepiece does, near to the wheel's own engine, alike across languages."""

import gc
from pathlib import Path
from weakref import ref

import numpy as np
import onnx
import pytest

from assistant.domain.errors import ModelError
from assistant.embedding.encoder import MODEL_FILE
from assistant.embedding.multilingual import VOCABULARY_FILE, MultilingualEmbedder
from assistant.embedding.unigram import END, START, UNKNOWN, UnigramTokenizer, normalised, write_vocabulary
from assistant.settings.paths import MULTILINGUAL_FOLDER, models_folder
from assistant.setup.build_multilingual import engine_vectors, is_made
from assistant.setup.encoder_card import CHECK_SENTENCES

INSTALLED = models_folder() / MULTILINGUAL_FOLDER


@pytest.fixture(scope="module")
def tokenizer() -> UnigramTokenizer:
    return UnigramTokenizer.read(INSTALLED / VOCABULARY_FILE)


def test_it_says_what_the_wheels_engine_says_without_what_all_wishes_share(worldly: MultilingualEmbedder) -> None:
    model = onnx.load(str(INSTALLED / MODEL_FILE), load_external_data=False)
    (kept,) = (onnx.numpy_helper.to_array(each) for each in model.graph.initializer if each.name == "kept")
    expected = engine_vectors() @ kept
    expected /= np.linalg.norm(expected, axis=1, keepdims=True)
    cosines = np.sum(worldly.apart.embed_passages(CHECK_SENTENCES) * expected, axis=1)
    assert is_made(INSTALLED) and np.median(cosines) > 0.99 and np.sort(cosines)[1] > 0.95
    assert np.allclose(kept @ kept, kept, atol=1e-4) and round(float(np.trace(kept))) == 384 - 11


def test_unrelated_texts_are_far_apart(worldly: MultilingualEmbedder) -> None:
    vectors = worldly.apart.embed_passages(CHECK_SENTENCES[:4] + CHECK_SENTENCES[6:14])
    assert abs(float((vectors @ vectors.T - np.eye(12)).sum()) / (12 * 11)) < 0.2


def test_the_same_in_another_language_is_nearest(worldly: MultilingualEmbedder) -> None:
    shelf = [
        "A lighthouse keeper on a lonely island finds a boat without a crew.",
        "How to bake bread and cakes at home, with forty recipes.",
        "The history of railways in the Alps.",
    ]
    asked = ["Ein Leuchtturmwärter auf einer einsamen Insel", "レシピ：家でパンを焼く", "История железных дорог"]
    near = worldly.embed_batch(asked) @ worldly.embed_passages(shelf).T
    assert near.argmax(axis=1).tolist() == [0, 1, 2]


def test_what_is_sought_and_what_is_found_begin_differently(worldly: MultilingualEmbedder) -> None:
    assert not np.allclose(worldly.embed("sea"), worldly.embed_passages(["sea"])[0], atol=1e-3)
    assert worldly.embed_batch([]).shape == (0, 384)


def test_it_cuts_as_the_library_tokenizers_cuts(tokenizer: UnigramTokenizer, tmp_path: Path) -> None:
    from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers

    content = (INSTALLED / VOCABULARY_FILE).read_bytes()
    count = int.from_bytes(content[:8], "little")
    scores = np.frombuffer(content, "<f4", count, 8).tolist()
    pieces = content[8 + 4 * count :].decode().split("\n")
    # A hundredth of the pieces, and all that are one character: the whole vocabulary takes a second to load.
    kept = [n for n, piece in enumerate(pieces) if n <= UNKNOWN or n % 100 == 0 or len(piece) == 1]
    vocabulary = [(pieces[n], scores[n]) for n in kept]
    peer = Tokenizer(models.Unigram(vocabulary, unk_id=UNKNOWN, byte_fallback=False))
    peer.normalizer = normalizers.Sequence(
        [normalizers.Nmt(), normalizers.NFKC(), normalizers.Replace(Regex(" {2,}"), " ")]
    )
    peer.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="always", split=False)
    write_vocabulary(tmp_path / "small", [piece for piece, _ in vocabulary], np.array([s for _, s in vocabulary]))
    ours = UnigramTokenizer.read(tmp_path / "small")
    odd = ["e\u0301tude ﬁn 𝔘𝔫 zero\u200bwidth", "😀😀 ok 🈳", "tab\tand\nline", "中" * 900]
    for text in (*CHECK_SENTENCES, *odd):
        assert ours.encode(text, 10_000)[1:-1] == peer.encode(text.strip() or " ").ids or not text.strip()


def test_it_is_cut_off_with_both_marks(tokenizer: UnigramTokenizer) -> None:
    cut = tokenizer.encode("one two three four five six seven", 5)
    assert len(cut) == 5 and (cut[0], cut[-1]) == (START, END)
    assert len(tokenizer.encode("长" * 5000, 256)) == 256


def test_blanks_and_forms_of_letters_are_one() -> None:
    assert normalised(" a\u200b  b\x00c\n") == "a bc" and normalised("ﬁ") == "fi"


def test_one_vocabulary_serves_all_who_hold_it_and_goes_with_the_last(tmp_path: Path) -> None:
    file = tmp_path / VOCABULARY_FILE
    write_vocabulary(file, ["<s>", "<pad>", "</s>", "<unk>", "▁a"], np.zeros(5))
    held = UnigramTokenizer.read(file)
    assert UnigramTokenizer.read(file) is held
    write_vocabulary(file, ["<s>", "<pad>", "</s>", "<unk>", "▁a", "▁b"], np.zeros(6))
    other = UnigramTokenizer.read(file)
    assert other is not held and other.encode("b", 9) == [START, 5, END] != held.encode("b", 9)
    gone = ref(other)
    del other
    gc.collect()
    assert gone() is None


@pytest.mark.parametrize("content", [b"", b"\x05\0\0\0\0\0\0\0abc"])
def test_a_damaged_vocabulary_is_named(tmp_path: Path, content: bytes) -> None:
    (tmp_path / VOCABULARY_FILE).write_bytes(content)
    with pytest.raises(ModelError, match="vocabulary"):
        UnigramTokenizer.read(tmp_path / VOCABULARY_FILE)
