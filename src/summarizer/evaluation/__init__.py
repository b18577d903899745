"""Measuring summaries: ROUGE, other figures, significance, and a gate for builds.

>>> from summarizer.evaluation import rouge
>>> rouge("The cat sat.", ["A cat sat."], ["rouge1"])["rouge1"].recall
"""

from .baseline import Baseline, load_baseline
from .comparison import Change, Comparison, Difference, compare
from .datasets import DataSet, Item, Skipped, read_dataset
from .gate import Check, check_drops, check_floors, judge, lowered, new_floors
from .given import Summaries, read_summaries
from .measures import Extractiveness, extractiveness, redundancy
from .oracle import Selection, exact_oracle, greedy_oracle
from .report import Report
from .rouge import Score, Scorer, rouge
from .runs import MEASURES, ItemResult, Run, evaluate
from .saved import Saved, dump_runs, load_runs
from .settings import DEFAULT_METRICS, Settings
from .signature import Signature
from .significance import (
    Interval,
    approximate_randomisation,
    bootstrap_interval,
    holm,
    paired_bootstrap,
)

__all__ = [
    "DEFAULT_METRICS",
    "MEASURES",
    "Baseline",
    "Change",
    "Check",
    "Comparison",
    "DataSet",
    "Difference",
    "Extractiveness",
    "Interval",
    "Item",
    "ItemResult",
    "Report",
    "Run",
    "Saved",
    "Score",
    "Scorer",
    "Selection",
    "Settings",
    "Signature",
    "Skipped",
    "Summaries",
    "approximate_randomisation",
    "bootstrap_interval",
    "check_drops",
    "check_floors",
    "compare",
    "dump_runs",
    "evaluate",
    "exact_oracle",
    "extractiveness",
    "greedy_oracle",
    "holm",
    "judge",
    "load_baseline",
    "load_runs",
    "lowered",
    "new_floors",
    "paired_bootstrap",
    "read_dataset",
    "read_summaries",
    "redundancy",
    "rouge",
]
