"""The weights that a model from nothing starts with: random, but for two layers that already lean towards copying.

Copying takes a head that looks at the token before, and one above it that looks for the place whose token before is the
present one (Olsson et al., induction heads, 2022). Gradient descent finds the pair late: a model of 0.2 M weights still had
not after 1,200 steps. As attention may start out as what trained attention tends to be (Trockman and Kolter, mimetic
initialisation, 2023), layer 0 starts as the first and layer 1 as the second, over random directions: a place for each token
to find, nothing that any token means.
"""

from math import sqrt
from typing import Any

import torch
from transformers import LlamaForCausalLM

EMBEDDING = 1.6
"""Length of a token's embedding."""
BEFORE = 4.0
"""How sharply layer 0 looks one token back."""
MATCH = 3.0
"""How sharply layer 1 looks for the same token."""
COPY = 4.0
"""How loudly layer 1 says what it found, against the token that already stands there."""
SLOW = 0.06
"""Rotations (radians a token) that turn little over a prompt: pairs that turn faster compare places, not tokens."""
FAST = 0.1
"""What the fast pairs keep of a comparison of tokens."""


def untrained(configuration: Any, *, seed: int) -> LlamaForCausalLM:
    """A model with the weights it starts from, the same for the same seed."""
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        model = LlamaForCausalLM(configuration)
    with torch.no_grad():
        _quieten(model.model.layers)
        _lean(model, torch.Generator().manual_seed(seed))
    return model


def _quieten(layers: Any) -> None:
    """Scale what random layers add to the residual stream by their number (Radford et al., GPT-2, 2019)."""
    scale = 1 / sqrt(2 * len(layers))
    for layer in layers:
        layer.mlp.down_proj.weight.mul_(scale)
        layer.self_attn.o_proj.weight.mul_(scale)


def _lean(model: LlamaForCausalLM, chance: torch.Generator) -> None:
    """Set embeddings, layer 0 and, where there is one, layer 1; all that follows stays random."""
    width = model.config.hidden_size
    deviation = EMBEDDING / sqrt(width)
    model.model.embed_tokens.weight.normal_(std=deviation, generator=chance)
    frequencies = model.model.rotary_emb.inv_freq
    moved = _rotation(width, chance)
    first, *above = (layer.self_attn for layer in model.model.layers)
    _look_back(first, frequencies)
    _pass_on(first, deviation * moved, _rotation(width, chance))
    for second in above[:1]:
        _look_for(second, _rotation(width, chance), moved, frequencies)
        _pass_on(second, COPY * deviation * torch.eye(width), _rotation(width, chance))


def _look_back(attention: Any, frequencies: torch.Tensor) -> None:
    """Biases whose rotated product is greatest one token back."""
    heads = attention.q_proj.bias.numel() // (2 * len(frequencies))
    still = torch.zeros_like(frequencies)
    query = torch.cat([still + 1, still])
    key = torch.cat([frequencies.cos(), frequencies.sin()])
    attention.q_proj.bias.copy_(BEFORE * query.repeat(heads))
    attention.k_proj.bias.copy_(BEFORE * key.repeat(heads))


def _look_for(attention: Any, query: torch.Tensor, moved: torch.Tensor, frequencies: torch.Tensor) -> None:
    """Queries that ask for a token, keys that name the token which layer 0 moved here from the place before."""
    heads = len(query) // (2 * len(frequencies))
    kept = torch.where(frequencies < SLOW, 1.0, FAST).repeat(2 * heads)
    asked = MATCH * kept[:, None] * query
    attention.q_proj.weight.copy_(asked)
    attention.k_proj.weight.copy_(asked @ moved.T)


def _pass_on(attention: Any, through: torch.Tensor, values: torch.Tensor) -> None:
    """Values and output that together, over all heads, are the map `through`."""
    attention.v_proj.weight.copy_(values)
    attention.o_proj.weight.copy_(through @ values.T)


def _rotation(width: int, chance: torch.Generator) -> torch.Tensor:
    """A random orthogonal matrix (Mezzadri, 2007)."""
    q, r = torch.linalg.qr(torch.randn(width, width, generator=chance))
    return q * torch.sign(torch.diagonal(r))
