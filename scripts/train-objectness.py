"""Trains models/objectness.json on what gather-objectness.mts wrote: python3 scripts/train-objectness.py TRAIN.csv (needs scikit-learn).

Boosted regression trees (Friedman 2001) from a candidate's features to the square of its overlap with a whole thing.
"""

import json
import sys

import numpy as np
from sklearn.ensemble import GradientBoostingRegressor

TREES = 60
DEPTH = 4
RATE = 0.15
# Good candidates are few among many bad ones: they count this much more.
GOOD_OVERLAP = 0.6
GOOD_WEIGHT = 4

with open(sys.argv[1]) as file:
    names = file.readline().strip().split(",")[1:]
    table = np.loadtxt(file, delimiter=",")
overlap, features = table[:, 0], table[:, 1:]
model = GradientBoostingRegressor(
    n_estimators=TREES, max_depth=DEPTH, learning_rate=RATE, subsample=0.5, min_samples_leaf=60, random_state=1
)
model.fit(features, overlap**2, sample_weight=1 + GOOD_WEIGHT * (overlap > GOOD_OVERLAP))


def plain(tree):
    return {
        "features": [int(f) if f >= 0 else -1 for f in tree.feature],
        "limits": [round(float(t), 4) if f >= 0 else 0 for t, f in zip(tree.threshold, tree.feature)],
        "lower": [int(n) if n >= 0 else 0 for n in tree.children_left],
        "higher": [int(n) if n >= 0 else 0 for n in tree.children_right],
        "values": [round(float(v) * RATE, 5) for v in tree.value[:, 0, 0]],
    }


trees = [plain(estimator.tree_) for estimator in model.estimators_[:, 0]]
result = {"version": 1, "features": names, "base": round(float(model.init_.constant_[0][0]), 5), "trees": trees}
with open("models/objectness.json", "w") as file:
    json.dump(result, file, separators=(",", ":"))
    file.write("\n")
print("correlation on what it was trained on", round(float(np.corrcoef(model.predict(features), overlap**2)[0, 1]), 3))
for name, weight in sorted(zip(names, model.feature_importances_), key=lambda each: -each[1]):
    print(f"{name:14}{weight:.3f}")
