"""Compare your own ranker with built-in ones, and test the differences.

python docs/examples/evaluate_own_method.py benchmarks/corpus/stories.jsonl
"""

import sys

from summarizer import ranker
from summarizer.evaluation import Scorer, compare, evaluate, read_dataset


@ranker("early-figures", cites="nobody yet")
def early_figures(features):
    """Sentences with figures in them, the early ones first."""
    digits = [sum(map(str.isdigit, sentence.text)) for sentence in features.sentences]
    return [(1 + n) / (1 + place) for n, place in zip(digits, features.places, strict=True)]


rouge = Scorer(["rouge1", "rouge2"], variant="unicode")
articles = read_dataset(sys.argv[1], task="article")
own, *others = [
    evaluate(method, articles, length=3, scoring=rouge)
    for method in ("early-figures", "coverage", "lead", "random")
]
print(f"{own.method}: ROUGE-2 F {own.mean('rouge2'):.3f}")
for found in compare([own, *others]).differences:
    if found.figure == "rouge2.f1":
        verdict = "differs" if found.p_holm < 0.05 else "may be luck"
        print(f"{found.method}: {found.difference:+.3f}, p = {found.p_holm:.4f}, {verdict}")
