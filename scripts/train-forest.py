"""Trains a model of models/ on what the gather script of its name wrote (needs scikit-learn).

python3 scripts/train-forest.py objectness|thing-chances TRAIN.csv

Boosted regression trees (Friedman 2001). objectness: from a candidate's features to what it is worth as a thing: the
square of its overlap with a whole one, or a share of that as a part. thing-chances: from what it is among others to the
logarithm of its share in being what shows a thing best.
"""

import json
import sys

import numpy as np
from sklearn.ensemble import HistGradientBoostingRegressor

LEAVES = 31
TREES = 300
# Good candidates are few among many bad ones: they count this much more for objectness.
GOOD_WORTH = 0.36
GOOD_WEIGHT = 4

name, path = sys.argv[1:3]
with open(path) as file:
    names = file.readline().strip().split(",")[2:]
    table = np.loadtxt(file, delimiter=",", dtype=np.float32)
target, weights, features = table[:, 0], table[:, 1], table[:, 2:]
SETTINGS = {
    "objectness": {
        "weights": weights * (1 + GOOD_WEIGHT * (target > GOOD_WORTH)),
        "options": {"learning_rate": 0.08, "min_samples_leaf": 80},
    },
    "thing-chances": {
        "weights": weights,
        "options": {"loss": "poisson", "learning_rate": 0.06, "min_samples_leaf": 200},
    },
}
setting = SETTINGS[name]
model = HistGradientBoostingRegressor(
    max_iter=TREES, max_leaf_nodes=LEAVES, l2_regularization=5, early_stopping=False, random_state=1, **setting["options"]
)
model.fit(features, target, sample_weight=setting["weights"])


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
with open(f"models/{name}.json", "w") as file:
    json.dump(result, file, separators=(",", ":"))
    file.write("\n")
learned = np.corrcoef(model.predict(features), target)[0, 1]
print("correlation on what it was trained on", round(float(learned), 3))
