"""Trains models/objectness.json on what gather-objectness.mts wrote: python3 scripts/train-objectness.py TRAIN.csv (needs scikit-learn).

Boosted regression trees (Friedman 2001) from a candidate's features to the square of its overlap with a whole thing.
"""

import json
import sys

import numpy as np
from sklearn.ensemble import HistGradientBoostingRegressor

TREES = 300
LEAVES = 31
RATE = 0.08
# Good candidates are few among many bad ones: they count this much more.
GOOD_OVERLAP = 0.6
GOOD_WEIGHT = 4

with open(sys.argv[1]) as file:
    names = file.readline().strip().split(",")[1:]
    table = np.loadtxt(file, delimiter=",")
overlap, features = table[:, 0], table[:, 1:]
weights = 1 + GOOD_WEIGHT * (overlap > GOOD_OVERLAP)
model = HistGradientBoostingRegressor(
    max_iter=TREES,
    max_leaf_nodes=LEAVES,
    learning_rate=RATE,
    min_samples_leaf=80,
    l2_regularization=5,
    early_stopping=False,
    random_state=1,
)
model.fit(features, overlap**2, sample_weight=weights)


def plain(tree):
    nodes = tree.nodes
    leaf = nodes["is_leaf"].astype(bool)
    return {
        "features": [-1 if end else int(node) for node, end in zip(nodes["feature_idx"], leaf)],
        "limits": [0 if end else round(float(limit), 4) for limit, end in zip(nodes["num_threshold"], leaf)],
        "lower": [0 if end else int(node) for node, end in zip(nodes["left"], leaf)],
        "higher": [0 if end else int(node) for node, end in zip(nodes["right"], leaf)],
        "values": [round(float(value), 5) if end else 0 for value, end in zip(nodes["value"], leaf)],
    }


trees = [plain(predictor) for (predictor,) in model._predictors]
base = round(float(np.ravel(model._baseline_prediction)[0]), 5)
result = {"version": 1, "features": names, "base": base, "trees": trees}
with open("models/objectness.json", "w") as file:
    json.dump(result, file, separators=(",", ":"))
    file.write("\n")
print("correlation on what it was trained on", round(float(np.corrcoef(model.predict(features), overlap**2)[0, 1]), 3))
