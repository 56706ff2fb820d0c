"""Writes GGUF files for tests: headers sound and unsound, and tiny models with random weights that really run."""

import struct
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

Tensors = Mapping[str, np.ndarray]
WIDTH, LAYERS, HEADS, STATE = 64, 2, 4, 8
TEMPLATE = (
    "{% for message in messages %}{% if message.role == 'system' %}{{ raise_exception('no system') }}{% endif %}"
    "<|turn|>{{ message.role }}\n{{ message.content }}<|done|>{% endfor %}"
    "{% if add_generation_prompt %}<|turn|>assistant\n{% endif %}"
)
"""Of the tiny models: it knows no system message."""


def text(value: str) -> bytes:
    content = value.encode()
    return struct.pack("<Q", len(content)) + content


def value(entry: Any) -> bytes:
    """A value with its type: text, bool, int (u32), float, or a list of one of these."""
    if isinstance(entry, list):
        kind = 8 if isinstance(entry[0], str) else 6 if isinstance(entry[0], float) else 5
        body = b"".join(text(one) if kind == 8 else struct.pack("<f" if kind == 6 else "<i", one) for one in entry)
        return struct.pack("<IIQ", 9, kind, len(entry)) + body
    if isinstance(entry, str):
        return struct.pack("<I", 8) + text(entry)
    if isinstance(entry, bool):
        return struct.pack("<I?", 7, entry)
    return struct.pack("<If", 6, entry) if isinstance(entry, float) else struct.pack("<II", 4, entry)


def gguf(values: Mapping[str, Any], tensors: Tensors, version: int = 3) -> bytes:
    """A whole file; tensors are written as 32-bit floats."""
    head = b"GGUF" + struct.pack("<IQQ", version, len(tensors), len(values))
    head += b"".join(text(key) + value(entry) for key, entry in values.items())
    body = b""
    for name, tensor in tensors.items():
        shape = tensor.shape[::-1]
        head += text(name) + struct.pack(f"<I{len(shape)}QIQ", len(shape), *shape, 0, len(body))
        body += tensor.astype("<f4").tobytes()
        body += bytes(-len(body) % 32)
    return head + bytes(-len(head) % 32) + body


def sound(architecture: str = "llama", name: str = "Tiny", **more: Any) -> bytes:
    """A small file whose header is in order; llama.cpp could not run it."""
    values = {
        "general.architecture": architecture,
        "general.name": name,
        "general.license": "mit",
        f"{architecture}.context_length": 2048,
        f"{architecture}.block_count": 1,
        "tokenizer.chat_template": "{{ messages[0].content }}",
        **more,
    }
    return gguf(values, {"blk.0.weight": np.zeros((4, 32), np.float32)})


def tiny_model(path: Path, architecture: str, context: int = 1024, template: str = "", turn: str = "<|turn|>") -> Path:
    """A model of the architecture llama or mamba with random weights and a vocabulary of single bytes; `turn` is the
    marker that begins a turn."""
    extra = [turn, "<|done|>", "<tool>"]
    tokens = ["<unk>", "<s>", "</s>", *(f"<0x{byte:02X}>" for byte in range(256)), *extra]
    kinds = [2, 3, 3, *[6] * 256, 3, 3, 4]
    values = {
        "general.architecture": architecture,
        "general.name": f"tiny {architecture}",
        "tokenizer.ggml.model": "llama",
        "tokenizer.ggml.tokens": tokens,
        "tokenizer.ggml.scores": [0.0] * len(tokens),
        "tokenizer.ggml.token_type": kinds,
        "tokenizer.ggml.bos_token_id": 1,
        "tokenizer.ggml.eos_token_id": 2,
        "tokenizer.ggml.unknown_token_id": 0,
        "tokenizer.ggml.add_bos_token": True,
        "tokenizer.ggml.add_space_prefix": False,
        "tokenizer.chat_template": template or TEMPLATE,
        f"{architecture}.context_length": context,
        f"{architecture}.embedding_length": WIDTH,
        f"{architecture}.block_count": LAYERS,
        f"{architecture}.attention.layer_norm_rms_epsilon": 1e-5,
    }
    rest, tensors = (_mamba if architecture == "mamba" else _llama)(len(tokens))
    path.write_bytes(gguf({**values, **rest}, tensors))
    return path


def _llama(words: int) -> tuple[dict[str, Any], dict[str, np.ndarray]]:
    random = _random(words)
    for layer in range(LAYERS):
        shapes = {"attn_q": WIDTH, "attn_k": WIDTH, "attn_v": WIDTH, "attn_output": WIDTH, "ffn_gate": 96, "ffn_up": 96}
        for name, rows in shapes.items():
            random[f"blk.{layer}.{name}.weight"] = _noise(rows, WIDTH)
        random[f"blk.{layer}.ffn_down.weight"] = _noise(WIDTH, 96)
        random[f"blk.{layer}.attn_norm.weight"] = random[f"blk.{layer}.ffn_norm.weight"] = np.ones(WIDTH)
    values = {"llama.feed_forward_length": 96, "llama.attention.head_count": HEADS}
    return {**values, "llama.rope.dimension_count": WIDTH // HEADS}, random


def _mamba(words: int) -> tuple[dict[str, Any], dict[str, np.ndarray]]:
    inner, rank, kernel = WIDTH * 2, 4, 4
    random = _random(words)
    for layer in range(LAYERS):
        parts = {
            "attn_norm.weight": np.ones(WIDTH),
            "ssm_in.weight": _noise(inner * 2, WIDTH),
            "ssm_conv1d.weight": _noise(inner, kernel),
            "ssm_conv1d.bias": _noise(inner),
            "ssm_x.weight": _noise(rank + 2 * STATE, inner),
            "ssm_dt.weight": _noise(inner, rank),
            "ssm_dt.bias": _noise(inner),
            "ssm_a": -np.ones((inner, STATE)),
            "ssm_d": np.ones(inner),
            "ssm_out.weight": _noise(WIDTH, inner),
        }
        random |= {f"blk.{layer}.{name}": part for name, part in parts.items()}
    sizes = {"conv_kernel": kernel, "inner_size": inner, "state_size": STATE, "time_step_rank": rank}
    values = {"mamba.feed_forward_length": 0, "mamba.attention.head_count": 0}
    return {**values, **{f"mamba.ssm.{name}": size for name, size in sizes.items()}}, random


def _random(words: int) -> dict[str, np.ndarray]:
    return {"token_embd.weight": _noise(words, WIDTH) * 8, "output_norm.weight": np.ones(WIDTH)}


def _noise(*shape: int) -> np.ndarray:
    seed = np.random.default_rng(list(shape))
    return seed.standard_normal(shape) / np.sqrt(shape[-1])


def cut(content: bytes, places: Sequence[int]) -> list[bytes]:
    """The content cut off at each place."""
    return [content[:place] for place in places]
