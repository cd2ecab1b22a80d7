"""The service most lenders would write in Python: FastAPI, pydantic and scikit-learn, one worker, no record of what was decided.

It is kept lean so that the comparison is fair to it: an asynchronous endpoint, a row encoded by hand instead of a ColumnTransformer,
and a linear model, the fastest that scikit-learn has. It gives no reasons.
"""
import argparse
from typing import Optional

import numpy
import uvicorn
from fastapi import FastAPI
from pydantic import BaseModel, create_model
from sklearn.linear_model import LogisticRegression

NUMBERS = [f"feature_{slot:02}" for slot in range(16)]
CATEGORIES = [f"feature_{slot:02}" for slot in range(16, 20)]
LEVELS = {f"level {level:02}": level for level in range(12)}
WIDTH = len(NUMBERS) + len(CATEGORIES) * len(LEVELS)

Features = create_model(
    "Features",
    **{name: (Optional[float], ...) for name in NUMBERS},
    **{name: (Optional[str], ...) for name in CATEGORIES},
)


class Application(BaseModel):
    applicationId: str
    features: Features


def train():
    random = numpy.random.RandomState(1)
    rows = random.rand(5000, WIDTH)
    outcome = (rows @ random.randn(WIDTH) + random.randn(5000) > 0).astype(int)
    return LogisticRegression(max_iter=500).fit(rows, outcome)


app = FastAPI()
model = train()


def encode(features):
    row = numpy.zeros((1, WIDTH))
    for slot, name in enumerate(NUMBERS):
        value = getattr(features, name)
        row[0, slot] = 0.5 if value is None else value
    for index, name in enumerate(CATEGORIES):
        level = LEVELS.get(getattr(features, name))
        if level is not None:
            row[0, len(NUMBERS) + index * len(LEVELS) + level] = 1
    return row


@app.get("/")
async def ready():
    return "ready"


@app.post("/decisions", status_code=201)
async def decide(application: Application):
    default = float(model.predict_proba(encode(application.features))[0, 0])
    decision = "approve" if default < 0.3 else "decline" if default > 0.6 else "refer"
    return {"applicationId": application.applicationId, "decision": decision, "probabilityOfDefault": default}


if __name__ == "__main__":
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--port", type=int, required=True)
    uvicorn.run(app, host="127.0.0.1", port=arguments.parse_args().port, log_level="warning", access_log=False)
