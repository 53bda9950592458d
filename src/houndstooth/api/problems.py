"""Errors as ``application/problem+json`` (RFC 9457): the one place where they meet HTTP."""

from __future__ import annotations

import logging
import math
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from houndstooth.api.request_id import HEADER as REQUEST_ID
from houndstooth.domain.errors import (
    Busy,
    Conflict,
    Forbidden,
    HoundstoothError,
    InvalidInput,
    InvalidPicture,
    NotFound,
    TooManyRequests,
    Unauthenticated,
    Unavailable,
)

MEDIA_TYPE = "application/problem+json"

_STATUS: tuple[tuple[type[HoundstoothError], HTTPStatus], ...] = (
    (InvalidPicture, HTTPStatus.UNPROCESSABLE_ENTITY),
    (Conflict, HTTPStatus.CONFLICT),
    (InvalidInput, HTTPStatus.UNPROCESSABLE_ENTITY),
    (NotFound, HTTPStatus.NOT_FOUND),
    (Unauthenticated, HTTPStatus.UNAUTHORIZED),
    (Forbidden, HTTPStatus.FORBIDDEN),
    (TooManyRequests, HTTPStatus.TOO_MANY_REQUESTS),
    (Unavailable, HTTPStatus.SERVICE_UNAVAILABLE),
)
_RETRY_SECONDS = 1

_log = logging.getLogger("houndstooth.api")


class PayloadTooLarge(HTTPException):
    """A body beyond the limit, noticed while it arrived."""

    def __init__(self, limit: int) -> None:
        super().__init__(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"The request is larger than {limit:,} bytes; send less")


def handle_problems(app: FastAPI) -> None:
    """Answer every error as a problem."""
    app.add_exception_handler(HoundstoothError, _foreseen)
    app.add_exception_handler(RequestValidationError, _invalid_request)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(Exception, _unforeseen)


def problem(request: Request, status: int, code: str, detail: str, **more: Any) -> JSONResponse:
    """One problem as an answer."""
    content = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        "code": code,
        "request_id": getattr(request.state, "request_id", None),
        **more,
    }
    # Said here too, because the answer to a fault of ours is made outside of all middleware.
    headers = {REQUEST_ID: content["request_id"] or ""}
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        headers["Retry-After"] = str(_RETRY_SECONDS)
    return JSONResponse(content, status, media_type=MEDIA_TYPE, headers=headers)


def _foreseen(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HoundstoothError)  # noqa: S101 - narrows the type; Starlette guarantees it
    return answer_to(request, error)


def answer_to(request: Request, error: HoundstoothError) -> JSONResponse:
    """An error of ours as an answer; for whoever stands before the routes, where nothing else catches it."""
    status = next((status for kind, status in _STATUS if isinstance(error, kind)), HTTPStatus.INTERNAL_SERVER_ERROR)
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR and not isinstance(error, Busy):
        _log.error("%s: %s", error.code, error)
    more = {"reason": error.reason} if isinstance(error, InvalidPicture) else {}
    if isinstance(error, InvalidPicture) and error.reason == "too-many-bytes":
        status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    answer = problem(request, status, error.code, str(error), **more)
    if isinstance(error, TooManyRequests):
        answer.headers["Retry-After"] = str(max(1, math.ceil(error.retry_after)))
    if isinstance(error, Unauthenticated):
        answer.headers["WWW-Authenticate"] = 'Bearer realm="houndstooth"'
    return answer


def _invalid_request(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)  # noqa: S101
    parts = [f"{'.'.join(map(str, one['loc'][1:]))}: {one['msg']}" for one in error.errors()]
    return problem(request, HTTPStatus.UNPROCESSABLE_ENTITY, "invalid-input", "; ".join(parts))


def _http(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)  # noqa: S101
    code = HTTPStatus(error.status_code).phrase.lower().replace(" ", "-")
    answer = problem(request, error.status_code, code, str(error.detail))
    answer.headers.update(error.headers or {})
    return answer


def _unforeseen(request: Request, error: Exception) -> JSONResponse:
    """A fault of ours: the log has the whole story, the caller only its number."""
    _log.error("unforeseen error", exc_info=error)
    detail = "Something went wrong on our side. Give the request id to whoever runs this service."
    return problem(request, HTTPStatus.INTERNAL_SERVER_ERROR, "internal", detail)
