"""Products in JSON-LD with the words of schema.org, as shops put them into their pages for search engines.

* Wherever it stands (a list, ``@graph``, an ``ItemList``, ``mainEntity``), a ``Product`` is a row. Of a
  ``ProductGroup`` each of ``hasVariant`` is one, and says for itself only what the group does not.
* A node that is only an ``@id`` is the node of the same document with that ``@id``.
* Of several offers with numbers of their own each is a row; otherwise the first that can be had counts, else the first.
* An ``AggregateOffer`` with different prices has no price of its own: both ends are kept as attributes.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from houndstooth.catalog.json_ld_offers import offer_values, offers_of
from houndstooth.catalog.json_ld_values import Node, below, first_text, kinds_of, listed, text_of

COLUMNS = (
    "id", "title", "picture", "more_pictures", "category", "colour", "brand", "gender", "size", "price", "sale_price",
    "currency", "availability", "item_group_id", "description", "url",
)  # fmt: skip

_PRODUCTS = {"Product", "ProductGroup", "ProductModel", "IndividualProduct", "SomeProducts"}
_INHERITED = (
    "name", "description", "image", "brand", "manufacturer", "category", "color", "material", "pattern", "audience",
    "size", "url", "offers",
)  # fmt: skip
_MOST_NODES = 200_000


def is_json_ld(value: Any) -> bool:
    """Whether a JSON object looks like JSON-LD."""
    return isinstance(value, dict) and not value.keys().isdisjoint(("@context", "@graph", "@type"))


def products_of(document: Any, base: str | None = None) -> Iterator[dict[str, str]]:
    """The rows of a document, each as values by column.

    Args:
        document: what a JSON-LD file or block holds.
        base: the address that relative ones are below.
    """
    nodes = list(_nodes(document))
    by_id = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and len(node) > 1}
    members = {id(variant) for node in nodes for variant in _variants(node, by_id)}
    for node in nodes:
        if len(node) > 1 and id(node) not in members and not _PRODUCTS.isdisjoint(kinds_of(node)):
            yield from _rows(node, by_id, base)


def _nodes(document: Any) -> Iterator[Node]:
    """Every object of the document, outer ones first, in order."""
    waiting, seen = [document], 0
    while waiting and seen < _MOST_NODES:
        seen += 1
        value = waiting.pop()
        if isinstance(value, dict):
            yield value
            waiting.extend(reversed(list(value.values())))
        elif isinstance(value, list):
            waiting.extend(reversed(value))


def _variants(node: Node, by_id: Mapping[str, Node]) -> list[Node]:
    return [resolved for variant in listed(node.get("hasVariant")) if (resolved := _resolved(variant, by_id))]


def _resolved(value: Any, by_id: Mapping[str, Node]) -> Node:
    """An object, found by its ``@id`` where it is nothing but that."""
    if not isinstance(value, dict):
        return {}
    return by_id.get(str(value.get("@id")), value) if value.keys() <= {"@id", "@type"} else value


def _rows(node: Node, by_id: Mapping[str, Node], base: str | None) -> Iterator[dict[str, str]]:
    variants = _variants(node, by_id)
    if not variants:
        yield from _offered(node, by_id, base)
    group = first_text(node.get("productGroupID"), node.get("sku"), node.get("@id"))
    for variant in variants:
        inherited = {name: node[name] for name in _INHERITED if name in node}
        for values in _offered({**inherited, **variant}, by_id, base):
            yield {**values, "item_group_id": group or values.get("item_group_id", "")}


def _offered(node: Node, by_id: Mapping[str, Node], base: str | None) -> Iterator[dict[str, str]]:
    product = _values(node, by_id, base)
    for offer in offers_of([_resolved(offer, by_id) for offer in listed(node.get("offers"))]):
        values = {**product, **{name: text for name, text in offer_values(offer).items() if text}}
        if values.get("url"):
            values["url"] = below(base, values["url"])
        yield {name: text for name, text in values.items() if text}


def _values(node: Node, by_id: Mapping[str, Node], base: str | None) -> dict[str, str]:
    """What a product says, but for its offer."""
    pictures = [below(base, one) for one in _pictures(node.get("image"), by_id)]
    of_group = _resolved(node.get("isVariantOf"), by_id)
    brand = _resolved(node.get("brand"), by_id) or node.get("brand")
    return {
        "id": first_text(*(node.get(name) for name in ("sku", "productID", "mpn", "gtin", "gtin13", "@id", "url"))),
        "title": text_of(node.get("name")),
        "description": text_of(node.get("description")),
        "picture": pictures[0] if pictures else "",
        "more_pictures": json.dumps(pictures[1:], ensure_ascii=False) if pictures[1:] else "",
        "brand": text_of(brand) or text_of(node.get("manufacturer")),
        "category": text_of(node.get("category")),
        "colour": text_of(node.get("color")),
        "size": text_of(node.get("size")),
        "material": text_of(node.get("material")),
        "pattern": text_of(node.get("pattern")),
        "gender": _gender(node),
        "gtin": first_text(*(node.get(name) for name in ("gtin", "gtin13", "gtin14", "gtin12", "gtin8"))),
        "item_group_id": first_text(
            node.get("inProductGroupWithID"), of_group.get("productGroupID"), of_group.get("@id")
        ),
        "url": first_text(node.get("url")),
    }


def _pictures(value: Any, by_id: Mapping[str, Node]) -> list[str]:
    """The addresses of a text, an ``ImageObject``, or a list of them."""
    found = []
    for image in listed(value):
        if isinstance(image, str):
            found.append(image.strip())
        node = _resolved(image, by_id)
        found.append(first_text(node.get("contentUrl"), node.get("url"), node.get("@id")))
    return list(dict.fromkeys(address for address in found if address))


def _gender(node: Node) -> str:
    """``suggestedGender`` of the audience, or of the size."""
    for holder in (*listed(node.get("audience")), *listed(node.get("size"))):
        if isinstance(holder, dict) and (gender := text_of(holder.get("suggestedGender"))):
            return gender.rpartition("/")[2]
    return text_of(node.get("gender")).rpartition("/")[2]
