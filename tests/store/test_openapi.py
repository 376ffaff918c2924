"""The contract as a document: that it is one, and that what the two servers really answer is what it says."""

from __future__ import annotations

import copy
import json
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from hypothesis import given, settings

from kiosk.store import contract
from kiosk.store.base import Submission, Ware
from kiosk.store.embedded import EmbeddedStore
from kiosk.store.serve import StoreServer
from tests.store.test_contract import SUBMISSIONS
from tests.tools.vendure import Vendure
from tests.tools.yaml_read import YamlError, read

DOCUMENT = read((Path(__file__).parents[2] / "config/stores/openapi.yaml").read_text(encoding="utf-8"))
META = json.loads((Path(__file__).parent / "fixtures/openapi-3.1-schema.json").read_text(encoding="utf-8"))
NUMBERS = count()


def followed(value: Any) -> Any:
    """What a $ref of this document names, or the value itself."""
    while isinstance(value, dict) and "$ref" in value:
        found: Any = DOCUMENT
        for name in value["$ref"].removeprefix("#/").split("/"):
            found = found[name]
        value = found
    return value


def schema_of(path: str, method: str, status: int) -> dict[str, Any]:
    responses = DOCUMENT["paths"][path][method.lower()]["responses"]
    assert str(status) in responses, f"{method} {path} answers {status}, which the document does not know"
    return dict(followed(responses[str(status)])["content"]["application/json"]["schema"])


def valid(schema: dict[str, Any], value: Any) -> bool:
    return jsonschema_rs.Draft202012Validator({**schema, "components": DOCUMENT["components"]}).is_valid(value)


def test_it_is_an_openapi_document() -> None:
    validator = jsonschema_rs.validator_for(META)
    assert [str(error) for error in validator.iter_errors(DOCUMENT)] == []
    broken = copy.deepcopy(DOCUMENT)
    del broken["paths"]["/orders"]["post"]["requestBody"]["content"]
    assert not validator.is_valid(broken), "it does look at it"


def test_its_references_lead_somewhere_and_its_schemas_are_schemas() -> None:
    def walk(value: Any) -> None:
        for inside in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
            assert followed(inside) is not None
            walk(inside)

    walk(DOCUMENT)
    for schema in DOCUMENT["components"]["schemas"].values():
        jsonschema_rs.meta.validate({"$schema": "https://json-schema.org/draft/2020-12/schema", **schema})


@pytest.mark.parametrize("text", ["a: &b 1", "a: 1\na: 2", "a: [1", "a: >\n  b", "- 1\nb: 2", "a: {b}", "a: *b"])
def test_what_our_reader_of_yaml_does_not_know_it_refuses(text: str) -> None:
    with pytest.raises(YamlError):
        read(text)


@settings(max_examples=40)
@given(SUBMISSIONS)
def test_what_booths_may_send_is_what_the_document_says(submission: Submission) -> None:
    schema = DOCUMENT["components"]["schemas"]["Submission"]
    written = json.loads(json.dumps(contract.to_json(submission)))
    assert valid(schema, written)
    written["lines"][0]["quantity"] = 0
    assert not valid(schema, written)


@contextmanager
def store_server(folder: Path) -> Iterator[tuple[str, str]]:
    wares = [Ware("noodle-shop/yuzu", "Yuzu mask", 3900, "CNY", 500, name_zh="柚子面膜", name_en="Yuzu mask")]
    server = StoreServer(EmbeddedStore(folder / "s.db", wares), 0, "the-token-of-a-booth", "a-secret-for-pay-links")
    try:
        yield server.url, "the-token-of-a-booth"
    finally:
        server.close()


def answers(url: str, token: str) -> Iterator[tuple[str, str, int, Any]]:
    """Path as in the document, method, status and JSON of one call after the other."""

    def call(
        method: str, path: str, filled: str = "", body: object = None, who: str = token
    ) -> tuple[str, str, int, Any]:
        headers = {"Authorization": f"Bearer {who}", "Content-Type": "application/json"}
        if isinstance(body, dict) and "reference" in body:
            headers["Idempotency-Key"] = body["reference"]
        data = None if method == "GET" else json.dumps(body or {}).encode()
        request = urllib.request.Request(url + (filled or path), data, headers, method=method)
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return path, method, answer.status, json.loads(answer.read())
        except urllib.error.HTTPError as error:
            with error:
                return path, method, error.code, json.loads(error.read())

    reference = f"OPENAPI{next(NUMBERS):09d}"
    line = {"sku": "noodle-shop/yuzu", "gtin": "", "title": "柚子", "quantity": 2, "unit_price": 3900}
    order = {"reference": reference, "lines": [line], "currency": "CNY", "total": 7800, "placed_at": ""}
    one = "/orders/{reference}"
    yield call("GET", "/health")
    yield call("GET", "/health", who="nobody-that-is-known")
    yield call("GET", "/capabilities")
    yield call("GET", "/catalogue")
    yield call("GET", one, f"/orders/{reference}")
    yield call("POST", "/orders", body=order)
    yield call("POST", "/orders", body=order)
    yield call("POST", "/orders", body=order | {"lines": [line | {"quantity": 1}], "total": 3900})
    yield call("POST", "/orders", body=order | {"reference": f"{reference}B", "total": 1})
    yield call("POST", "/orders", body=order | {"reference": f"{reference}B", "lines": "none"})
    yield call("POST", "/orders", body=order | {"reference": "no reference"})
    yield call("GET", one, f"/orders/{reference}")
    yield call("POST", one + "/refund", f"/orders/{reference}/refund")
    yield call("POST", one + "/cancel", f"/orders/{reference}/cancel", {"reason": "broken bowl"})
    yield call("POST", one + "/cancel", f"/orders/{reference}X/cancel")
    yield call("GET", "/changes", "/changes?since=0&wait_s=0")


def agreed(url: str, token: str) -> None:
    seen = []
    for path, method, status, value in answers(url, token):
        assert valid(schema_of(path, method, status), value), f"{method} {path} answered {status} {value}"
        seen.append(status)
    assert seen[:4] == [200, 401, 200, 200]
    assert seen[4:8] == [404, 201, 200, 409]
    assert seen[8] == 422
    assert seen[9] == 400
    assert seen[10] in (400, 422)
    assert seen[11:] == [200, 409, 200, 404, 200]


def test_what_the_store_server_answers(tmp_path: Path) -> None:
    with store_server(tmp_path) as (url, token):
        agreed(url, token)


def test_what_the_real_vendure_answers(vendure: Vendure) -> None:
    agreed(vendure.url, vendure.token)


def test_an_answer_that_is_none_of_these_is_told_from_them() -> None:
    schema = schema_of("/orders/{reference}", "GET", 200)
    assert not valid(schema, {"reference": "A", "id": "1", "state": "accepted"})
    assert not valid(schema_of("/orders", "POST", 201), {"id": 7, "reference": "A"})
