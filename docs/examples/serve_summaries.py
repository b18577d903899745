"""A service that summarises.

python docs/examples/serve_summaries.py 8000
"""

import sys
from contextlib import asynccontextmanager

from fastapi import FastAPI, HTTPException
from pydantic import BaseModel

from summarizer import SummarizerError, summarise


class Asked(BaseModel):
    text: str
    length: str = "3"


@asynccontextmanager
async def ready(_: FastAPI):
    summarise("The first call loads what all need.")
    yield


app = FastAPI(lifespan=ready)


@app.post("/summary")
def summary(asked: Asked) -> dict:  # no async: FastAPI gives each call a thread
    try:
        return summarise(asked.text, asked.length).to_dict()
    except SummarizerError as error:
        raise HTTPException(422, str(error)) from error


if __name__ == "__main__":
    import uvicorn

    uvicorn.run(app, port=int(sys.argv[1]))
