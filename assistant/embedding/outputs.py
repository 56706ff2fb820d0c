"""Lets a finished ONNX graph hand out a value that it makes on the way, without the package `onnx`.

ONNX is a protocol buffer: fields of (number, kind) and a value, messages within messages.
"""

_GRAPH, _OUTPUT, _NAME = 7, 12, 1


def with_output(model: bytes, name: str) -> bytes:
    """A finished model that also gives the value `name` out, as its last output.

    Readers of Protocol Buffers join what is there twice: a second graph that has an output alone adds that output.
    """
    return model + delimited(_GRAPH, delimited(_OUTPUT, delimited(_NAME, name.encode())))


def state_name(layer: int) -> str:
    """What our graphs call the states that leave a layer."""
    return f"encoder.layer.{layer}.output.LayerNorm.out"


def delimited(number: int, content: bytes) -> bytes:
    """A field that says how long its content is."""
    return varint(number << 3 | 2) + varint(len(content)) + content


def varint(value: int) -> bytes:
    """Seven bits a byte, the lowest first; a negative number as its 64-bit complement."""
    value &= 0xFFFF_FFFF_FFFF_FFFF
    parts = bytearray()
    while value > 0x7F:
        parts.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*parts, value])
