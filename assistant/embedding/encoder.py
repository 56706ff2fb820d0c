"""Sentences into vectors: the `Embedder` protocol, and the encoder that onnxruntime runs.

The encoder is all-MiniLM-L6-v2 (Reimers & Gurevych 2019), its graph written once by `assistant.setup`. Mean pooling
and the scaling to unit length are part of the graph, so nothing of torch is needed here.
"""

import os
import tomllib
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any, Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from assistant.domain.errors import ModelError, ModelMissing
from assistant.embedding.held import Held
from assistant.embedding.lately import Lately
from assistant.messages import tr

Vectors = NDArray[np.float32]

MODEL_FILE, TOKENIZER_FILE, CARD_FILE = "model.onnx", "tokenizer.json", "encoder.toml"
PASSAGE_FILE = "passages.onnx"
# What both graphs read their numbers from; a graph that torch exported holds its own.
WEIGHTS_FILE = "model.safetensors"
EMBEDDING, APART = "embedding", "apart"
"""Outputs of a graph: the vectors, and where it has them, the same without what all texts have in common."""
MAX_TOKENS = 256
# A token of this vocabulary is rarely longer than 16 letters: what lies beyond could only be cut off again.
MAX_CHARACTERS = 16 * MAX_TOKENS
# Small batches stay in the processor's cache: with 2048 tokens a batch, a text took a third more time.
BATCH_TEXTS, BATCH_TOKENS = 32, 512
# Tokens of so many texts are held at a time, however many are asked for.
WINDOW_TEXTS = 4096


class Embedder(Protocol):
    """Turns text into vectors of unit length. Vectors of two embedders compare only if their names are equal."""

    @property
    def name(self) -> str: ...

    @property
    def dimensions(self) -> int: ...

    def embed_batch(self, texts: Sequence[str]) -> Vectors:
        """(n, dimensions) float32, each row of unit length, in the order of `texts`."""
        ...

    def embed(self, text: str) -> Vectors:
        """(dimensions,) float32 of unit length."""
        ...


@runtime_checkable
class Loaded(Protocol):
    """An embedder that keeps something large in memory."""

    def let_go(self) -> None:
        """Gives it back until it is needed again."""
        ...


@runtime_checkable
class Lexicon(Protocol):
    """An embedder that knows words by themselves."""

    def has_word(self, word: str) -> bool:
        """Whether a folded word is one token: most words of English are, and few that are misspelt."""
        ...


def model_of(name: str) -> str:
    """An encoder's name without the digest of its export, which differs by processor: cosines of .998 between the same
    vectors of two exports do not matter to what was learned with one of them."""
    model, _, form = name.split("/", 2) if name.count("/") > 1 else (name.split("/")[0], "", "")
    return f"{model}/{form}".rstrip("/")


def passage_vectors(embedder: Embedder, texts: Sequence[str]) -> Vectors:
    """(n, dimensions) like `embed_batch`, by the quicker and slightly coarser way if the embedder has one.

    For the many texts in which something is looked for; queries and items get the exact way.
    """
    quick = getattr(embedder, "embed_passages", embedder.embed_batch)
    vectors: Vectors = quick(texts)
    return vectors


def apart(embedder: Embedder) -> Embedder:
    """The same encoder with vectors that lack what all texts have in common, if it can make them."""
    other: Embedder = getattr(embedder, "apart", embedder)
    return other


@dataclass(frozen=True, slots=True)
class EncoderCard:
    """What `encoder.toml` says of the model beside it. `digest` is the SHA-256 of the model file.

    `passage_digest` is that of the eight-bit form; empty where the processor makes too much noise with it, None on
    cards from before there was one. `weights_digest` is that of the weights; empty where the model file holds them.
    `bytes` are those of model and weights.
    """

    model: str
    digest: str
    tokenizer_digest: str
    bytes: int
    dimensions: int
    cosine: float
    passage_digest: str | None = None
    passage_cosine: float = 0.0
    weights_digest: str = ""

    @property
    def name(self) -> str:
        """Holds part of the digest, so that vectors of another export are never mixed with these."""
        return f"{self.model}/{self.digest[:12]}"


def read_card(folder: Path, tokenizer: str = TOKENIZER_FILE) -> EncoderCard:
    """The card of the encoder in `folder`, whose words are in the file `tokenizer`.

    Raises ModelMissing, or ModelError if the files do not belong together.
    """
    model, card = folder / MODEL_FILE, folder / CARD_FILE
    for path in (model, folder / tokenizer, card):
        if not path.is_file():
            raise ModelMissing(path)
    try:
        read = EncoderCard(**tomllib.loads(card.read_text(encoding="utf-8")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, TypeError) as error:
        raise ModelError(tr("{card} is damaged. Run `make setup` to make it again.", card=card)) from error
    for digest, path in ((read.passage_digest, folder / PASSAGE_FILE), (read.weights_digest, folder / WEIGHTS_FILE)):
        if digest and not path.is_file():
            raise ModelMissing(path)
    weights = (folder / WEIGHTS_FILE).stat().st_size if read.weights_digest else 0
    if model.stat().st_size + weights != read.bytes:
        raise ModelError(
            tr("{model} is not the file that was checked. Run `make setup` to make it again.", model=model)
        )
    return read


class CardedEmbedder(ABC):
    """What encoders with a card share: how many dimensions it says, and a single text as a batch of one."""

    _card: EncoderCard

    @property
    def dimensions(self) -> int:
        return self._card.dimensions

    def embed(self, text: str) -> Vectors:
        """(384,) float32 of unit length."""
        vector: Vectors = self.embed_batch([text])[0]
        return vector

    @abstractmethod
    def embed_batch(self, texts: Sequence[str]) -> Vectors: ...


class OnnxEmbedder(CardedEmbedder):
    """The encoder in `folder`, run on the processor with at most `threads` threads. Safe to share between threads.

    Construction reads only the card; the model is loaded with the first text, and let go when it was not asked for a
    while. Raises ModelMissing and ModelError.
    """

    def __init__(self, folder: Path, threads: int = 2) -> None:
        self._folder = folder
        self._threads = max(1, threads)
        self._card = read_card(folder)
        self._exact = Held(lambda: (load_tokenizer(folder), load_session(folder, self._threads)))
        self._lately = Lately(self._embed_all)
        self._quick = Held(lambda: (load_tokenizer(folder), load_session(folder, 1, PASSAGE_FILE)))

    @property
    def name(self) -> str:
        return self._card.name

    def embed_batch(self, texts: Sequence[str]) -> Vectors:
        """(n, 384) float32 of unit length; text beyond 256 tokens is cut off, and empty text has a vector too."""
        return self._lately(texts, EMBEDDING)

    def _embed_all(self, texts: Sequence[str], _: str) -> Vectors:
        vectors = np.empty((len(texts), self.dimensions), dtype=np.float32)
        for start in range(0, len(texts), WINDOW_TEXTS):
            window = texts[start : start + WINDOW_TEXTS]
            self._embed_window(window, vectors[start : start + len(window)])
        return vectors

    def let_go(self) -> None:
        """Gives the memory back, 120 MB, before something else that is large; what is needed is loaded again."""
        self._exact.let_go()
        self._quick.let_go()

    def has_word(self, word: str) -> bool:
        with self._exact as (tokenizer, _):
            return tokenizer.token_to_id(word) is not None

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Like `embed_batch` in half the time, with eight-bit weights: the cosine to its vectors is about .997."""
        if not self._card.passage_digest:
            return self.embed_batch(texts)
        with self._quick as (tokenizer, session):

            def cut(some: Sequence[str]) -> list[list[int]]:
                return [encoding.ids for encoding in tokenizer.encode_batch_fast([clean(text) for text in some])]

            return unpadded_vectors(texts, cut, session, self._threads, self.dimensions)

    def _embed_window(self, texts: Sequence[str], out: Vectors) -> None:
        with self._exact as (tokenizer, session):
            encodings = tokenizer.encode_batch_fast([clean(text) for text in texts])
            tokens = [encoding.ids for encoding in encodings]
            for rows in batches_by_length([len(ids) for ids in tokens]):
                ids, mask = padded([tokens[row] for row in rows])
                out[rows] = session.run(None, {"input_ids": ids, "attention_mask": mask})[0]


def unpadded_vectors(
    texts: Sequence[str],
    cut: Callable[[Sequence[str]], list[list[int]]],
    session: Any,
    threads: int,
    dimensions: int,
    output: str = EMBEDDING,
    also: tuple[str, Callable[[int, Vectors], None]] | None = None,
) -> Vectors:
    """(n, dimensions) by a graph without padding, whose session has one thread. `cut` makes tokens of texts.

    also: another output of the graph, (texts, …), and who is told the number of each text and what it holds for it.
    """
    vectors = np.empty((len(texts), dimensions), dtype=np.float32)
    outputs = [output] if also is None else [output, also[0]]

    def embed(rows: list[int]) -> None:
        ids = np.array([tokens[row] for row in rows], dtype=np.int64)
        made = session.run(outputs, {"input_ids": ids})
        vectors[start + np.array(rows)] = made[0]
        if also is not None:
            for row, other in zip(rows, made[1], strict=True):
                also[1](start + row, other)

    if len(texts) == 1:
        tokens, start = cut(texts), 0
        embed([0])
        return vectors
    with ThreadPoolExecutor(threads) as pool:
        for start in range(0, len(texts), WINDOW_TEXTS):
            tokens = cut(texts[start : start + WINDOW_TEXTS])
            # One text after the other on each thread: threads that share one product wait for each other.
            list(pool.map(embed, batches_of_equals([len(ids) for ids in tokens])))
    return vectors


def clean(text: str) -> str:
    """Text that the tokenizer accepts: no lone surrogates (file names have them), and not longer than it can use."""
    return text[:MAX_CHARACTERS].encode("utf-8", "replace").decode("utf-8")


def batches_by_length(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Rows grouped so that the texts of a batch are about equally long, within BATCH_TEXTS and (padded) BATCH_TOKENS.

    lengths: tokens of each row. Every row comes exactly once, the longest first.
    """
    rows = sorted(range(len(lengths)), key=lambda row: -lengths[row])
    start = 0
    while start < len(rows):
        size = max(1, min(BATCH_TEXTS, BATCH_TOKENS // max(1, lengths[rows[start]])))
        yield rows[start : start + size]
        start += size


def batches_of_equals(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Rows of the same length together, within BATCH_TEXTS and BATCH_TOKENS, so that nothing needs filling up."""
    rows = sorted(range(len(lengths)), key=lambda row: -lengths[row])
    for length, equals in groupby(rows, key=lambda row: lengths[row]):
        alike = list(equals)
        size = max(1, min(BATCH_TEXTS, BATCH_TOKENS // max(1, length)))
        yield from (alike[start : start + size] for start in range(0, len(alike), size))


def padded(tokens: Sequence[Sequence[int]]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Token ids and attention mask, each (texts, longest), zero where a text is shorter than the longest."""
    longest = max(len(ids) for ids in tokens)
    ids = np.zeros((len(tokens), longest), dtype=np.int64)
    mask = np.zeros_like(ids)
    for row, known in enumerate(tokens):
        ids[row, : len(known)] = known
        mask[row, : len(known)] = 1
    return ids, mask


def load_tokenizer(folder: Path) -> Any:
    # Cutting words apart takes a hundredth of the time of the model: its own thread pool would only idle beside.
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    try:
        from tokenizers import Tokenizer
    except ImportError as error:
        # Set-up installs it apart from the rest, without the web clients that it names.
        raise ModelError(tr("The package tokenizers is not installed. Run `make setup`.")) from error
    try:
        tokenizer = Tokenizer.from_file(str(folder / TOKENIZER_FILE))
    # The library raises bare Exception for whatever the file holds.
    except Exception as error:
        raise ModelError(
            tr("{file} cannot be read. Run `make setup` to make it again.", file=folder / TOKENIZER_FILE)
        ) from error
    tokenizer.no_padding()
    tokenizer.enable_truncation(max_length=MAX_TOKENS)
    return tokenizer


def load_session(folder: Path, threads: int, file: str = MODEL_FILE, content: bytes | None = None) -> Any:
    """An onnxruntime session on the processor that uses no time while it has nothing to do.

    content: a graph that stands in no file, whose weights lie in `folder`; `file` then says which kind it is.
    """
    # onnxruntime 1.29 and later write a device id and ask DNS as soon as they are imported without this.
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    # Shapes change with every batch, so a remembered memory plan would never fit.
    options.enable_mem_pattern = False
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    if content is not None:
        options.add_session_config_entry("session.model_external_initializers_file_folder_path", str(folder))
    if file == PASSAGE_FILE:
        # The graph is written as it should run; what onnxruntime would fuse in it is slower than the parts.
        options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
    model = folder / file
    try:
        providers = ["CPUExecutionProvider"]  # no words
        return onnxruntime.InferenceSession(content or str(model), options, providers=providers)
    # onnxruntime raises classes of its own for each status, and none of them is public.
    except Exception as error:
        raise ModelError(tr("{model} cannot be loaded. Run `make setup` to make it again.", model=model)) from error
