"""What is left out of shelves in training, so that works are known that the guide does not tell of."""

import torch
from torch import Tensor

UNTAGGED = 0.2
"""Of the works, as many go without their tags."""


def partly_untagged(works: Tensor, tags: int) -> Tensor:
    """Features of works, (works, features), of which so many last ones are tags; some of the works without them."""
    if not tags:
        return works
    kept = (torch.rand(len(works), 1) >= UNTAGGED).float()
    return torch.cat([works[:, :-tags], works[:, -tags:] * kept], 1)
