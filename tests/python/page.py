# ranks: 1 3
"""The programs of docs/python.md run, one after the other, and do what the page says."""

import os
import re

import numpy as np
from check import WORLD, check, equal, finish

PAGE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "docs", "python.md")

with open(PAGE, encoding="utf-8") as text:
    blocks = re.findall(r"^```python\n(.*?)^```", text.read(), re.DOTALL | re.MULTILINE)
equal(len(blocks), 2, "programs on the page")

said = []
names = {"print": lambda *words: said.append(words)}
for number, block in enumerate(blocks):
    exec(compile(block, f"docs/python.md program {number}", "exec"), names)

ones = np.ones((600, 400))
ranks = names["rows"]
for row in range(600):
    ones[row] += ranks.owner((row, 0))
whole = np.hypot(ones, 3.0) - ones.mean(axis=0)
# On one rank every row is alike, and what is left is rounding.
check(abs(said[0][0] - whole.std()) < 1e-12, "the standard deviation")
check(abs(said[0][1] - whole[5, 7]) < 1e-12, "the element")
equal(said[0] == WORLD.bcast(said[0]), True, "the same on every rank")
if WORLD.rank == 0:
    check(np.allclose(names["whole"], whole, rtol=0, atol=1e-12), "gathered")
else:
    equal(names["whole"], None, "elsewhere")
check((names["source"].section == 2.0 * WORLD.rank).all(), "in the source's memory")
finish()
