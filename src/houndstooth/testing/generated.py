"""Requests that nobody thought of: made from our own description of the interface, good ones and bad ones."""

from __future__ import annotations

import warnings
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.errors import HypothesisDeprecationWarning
from hypothesis.strategies import one_of
from schemathesis import GenerationMode
from schemathesis.core.result import Ok

_ALLOWED_FAULT = 503


@dataclass(slots=True)
class Answers:
    """What came back."""

    statuses: Counter[int] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    """The requests, as command lines, that were answered by a fault of ours."""
    misfits: list[str] = field(default_factory=list)
    """Answers that are neither success nor a problem as our description has it."""

    @property
    def total(self) -> int:
        """How many requests were made."""
        return sum(self.statuses.values())


def send_generated(app: Any, *, headers: Mapping[str, str], requests: int, number: int) -> Answers:
    """Make about ``requests`` requests to an ASGI application, as many to each of its operations.

    Args:
        app: the application; its description is read from ``/openapi.json``.
        headers: sent with every request.
        requests: how many, at least.
        number: the seed; the same gives the same requests.
    """
    schema = schemathesis.openapi.from_asgi("/openapi.json", app)
    operations = [operation.ok() for operation in schema.get_all_operations() if isinstance(operation, Ok)]
    answers, turn = Answers(), 0
    # Where little can be varied there are few examples; further rounds make up for them.
    while answers.total < requests:
        for operation in operations:
            _send(operation, -(-(requests - answers.total) // len(operations)), number + turn, headers, answers)
        turn += 1
    return answers


def _send(operation: Any, count: int, number: int, headers: Mapping[str, str], answers: Answers) -> None:
    strategy = one_of(
        *(operation.as_strategy(generation_mode=mode) for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE))
    )

    @seed(number)
    @settings(
        max_examples=max(1, count),
        phases=[Phase.generate],
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(case=strategy)
    def send(case: Any) -> None:
        response = case.call(headers=dict(headers))
        answers.statuses[response.status_code] += 1
        told = f"{response.status_code}: {case.as_curl_command()}"[:2000]
        if response.status_code >= 500 and response.status_code != _ALLOWED_FAULT:
            answers.faults.append(told)
        kind = response.headers.get("content-type", [""])[0]
        if response.status_code >= 400 and kind != "application/problem+json":
            answers.misfits.append(told)

    with warnings.catch_warnings():
        # Schemathesis draws from the module `random` in places; Hypothesis would rather it did not.
        warnings.simplefilter("ignore", HypothesisDeprecationWarning)
        send()
