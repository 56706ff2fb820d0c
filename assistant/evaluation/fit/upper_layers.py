"""The last layers of the encoder in torch, to be trained, and what they become in the program. For development only."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import numpy_helper
from torch import Tensor, nn
from torch.nn import functional

from assistant.chat.understand.heads import ATTENTION_HEADS
from assistant.embedding.encoder import MODEL_FILE
from assistant.setup.grafted_graph import eight_bits

Floats = NDArray[np.float32]
DROPPED = 0.1
_PRODUCTS = {"read": "read", "kept": "attention.output.dense", "narrow": "output.dense", "wide": "intermediate.dense"}
_NORMS = {"attended": "attention.output.LayerNorm", "thought": "output.LayerNorm"}
_SMOOTHED = {"read": "query", "wide": "intermediate", "narrow": "output"}


class UpperLayer(nn.Module):
    """One layer of BERT (Devlin et al. 2019), its weights read off the graph that set-up wrote."""

    read: nn.Linear
    kept: nn.Linear
    wide: nn.Linear
    narrow: nn.Linear
    attended: nn.LayerNorm
    thought: nn.LayerNorm

    def __init__(self, tensors: dict[str, Floats], layer: int) -> None:
        super().__init__()
        for part in _PRODUCTS:
            setattr(self, part, _linear(*_product(tensors, layer, part)))
        for norm, name in _NORMS.items():
            setattr(self, norm, _norm(*(tensors[f"encoder.layer.{layer}.{name}.{end}"] for end in ("weight", "bias"))))

    def forward(self, states: Tensor, mask: Tensor) -> Tensor:
        """states: (texts, tokens, DIMENSIONS); mask: (texts, tokens), 0 where nothing is to be heard."""
        texts, tokens, _ = states.shape
        parts = self.read(states).view(texts, tokens, 3, ATTENTION_HEADS, -1).permute(2, 0, 3, 1, 4)
        heard = ((1 - mask) * -1e4)[:, None, None, :].expand(texts, 1, tokens, tokens)
        attended = functional.scaled_dot_product_attention(parts[0], parts[1], parts[2], attn_mask=heard)
        kept = self.kept(attended.transpose(1, 2).reshape(texts, tokens, -1))
        states = self.attended(states + functional.dropout(kept, DROPPED, self.training))
        thought = self.narrow(functional.gelu(self.wide(states)))
        normed: Tensor = self.thought(states + functional.dropout(thought, DROPPED, self.training))
        return normed


def upper_layers(folder: Path, layers: Sequence[int]) -> nn.ModuleList:
    """The layers of the encoder in `folder`, as they were before."""
    graph = onnx.load(str(folder / MODEL_FILE), load_external_data=False).graph
    tensors = {
        one.name: np.asarray(numpy_helper.to_array(one), np.float32)
        for one in graph.initializer
        if one.data_location != onnx.TensorProto.EXTERNAL
    }
    return nn.ModuleList(UpperLayer(tensors, layer) for layer in layers)


def exported(layers: nn.ModuleList, first: int) -> dict[str, NDArray[Any]]:
    """The layers as `GraftedGraph` takes them."""
    found: dict[str, NDArray[Any]] = {}
    for layer, module in enumerate(layers, first):
        for part in _PRODUCTS:
            product = getattr(module, part)
            found[f"{layer}.{part}.w"], found[f"{layer}.{part}.s"] = eight_bits(product.weight.detach().numpy().T)
            found[f"{layer}.{part}.b"] = product.bias.detach().numpy()
        for norm in _NORMS:
            for end in ("weight", "bias"):
                found[f"{layer}.{norm}.{end}"] = getattr(getattr(module, norm), end).detach().numpy()
    return found


def imported(layers: nn.ModuleList, first: int, weights: Mapping[str, NDArray[Any]]) -> None:
    """Gives layers what `exported` made of others, up to rounding."""
    for layer, module in enumerate(layers, first):
        for part in _PRODUCTS:
            product = getattr(module, part)
            weight = weights[f"{layer}.{part}.w"].astype(np.float32) * weights[f"{layer}.{part}.s"]
            product.weight.data = torch.from_numpy(weight.T.copy())
            product.bias.data = torch.from_numpy(weights[f"{layer}.{part}.b"].astype(np.float32))
        for norm in _NORMS:
            for end in ("weight", "bias"):
                found = weights[f"{layer}.{norm}.{end}"].astype(np.float32)
                getattr(getattr(module, norm), end).data = torch.from_numpy(found)


def _product(tensors: dict[str, Floats], layer: int, part: str) -> tuple[Floats, Floats]:
    """Weights (inputs, outputs) and biases of a product, as they were before they were smoothed and rounded."""
    name = f"encoder.layer.{layer}.{_PRODUCTS[part]}"
    weight = tensors[f"{name}.w"] * tensors[f"{name}.s"]
    if part in _SMOOTHED:
        weight = weight * tensors[f"{layer}.{_SMOOTHED[part]}.over"][:, None]
    return weight, tensors[f"{name}.bias" if part == "wide" else f"{name}.b"]


def _linear(weight: Floats, bias: Floats) -> nn.Linear:
    made = nn.Linear(*weight.shape)
    made.weight.data, made.bias.data = torch.from_numpy(weight.T.copy()), torch.from_numpy(bias.copy())
    return made


def _norm(weight: Floats, bias: Floats) -> nn.LayerNorm:
    made = nn.LayerNorm(len(weight), eps=1e-12)
    made.weight.data, made.bias.data = torch.from_numpy(weight.copy()), torch.from_numpy(bias.copy())
    return made
