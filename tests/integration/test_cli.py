"""The command line, as a person uses it: the installed command in its own process."""

from __future__ import annotations

import json

import numpy as np
import pytest

from houndstooth import __version__


def test_version_and_help(run):
    """The first two things that anybody tries."""
    assert run("--version").stdout == f"houndstooth {__version__}\n"
    assert "ingest" in run("--help").stdout


def test_ingest_search_remove(run, shelf, tmp_path):
    """The whole path from the command line."""
    assert "accepted" in run("ingest", shelf).stdout
    photo = shelf / "images" / "p7.jpg"
    body = json.loads(run("search", photo, "--k", 3, "--json").stdout)
    assert [body["results"][0]["id"], len(body["results"])] == ["p7", 3]
    assert "Piece 7" in run("search", photo).stdout
    assert run("remove", "p7").stdout == "Removed 1 of 1\n"
    body = json.loads(run("search", photo, "--json", "--where", "category=Skirts").stdout)
    assert "p7" not in [result["id"] for result in body["results"]]
    missing = run("remove", "p7", check=False)
    assert (missing.returncode, "p7" in missing.stderr) == (1, True)


def test_items_are_listed_filtered_sorted_and_counted(run, shelf):
    """Page by page, as a table and for programs; what cannot be asked is told in one line."""
    run("ingest", shelf)
    tree = '{"or": [{"category": "Skirts"}, {"price": {"min": 110}}]}'
    first = run("items", "--filter", tree, "--sort", "price_down", "--limit", 2)
    assert [line.split()[0] for line in first.stdout.splitlines()[1:]] == ["p11", "p10"]
    cursor = first.stderr.split("--cursor ")[1].strip()
    asked = ("items", "--filter", tree, "--sort", "price_down", "--cursor", cursor)
    body = json.loads(run(*asked, "--json").stdout)
    assert [item["id"] for item in body["items"]] == ["p7", "p4", "p1"]
    assert (body["total"], body["next"], body["facets"]) == (5, None, {})
    counted = run("items", "--where", "category=Coats", "--counts").stdout
    assert "Coats 4, Dresses 4, Skirts 4" in counted
    refused = run("items", "--where", "shape=Round", check=False)
    assert (refused.returncode, "no item has a field 'shape'; there are id" in refused.stderr) == (1, True)
    assert "p11" in run("search", shelf / "images" / "p7.jpg", "--filter", '{"not": {"category": "Skirts"}}').stdout


def test_words_that_no_mapping_knows_are_told(run, shelf, tmp_path):
    """On the screen and in the report, until they are mapped or left alone on purpose."""
    table = shelf / "products.csv"
    table.write_text(table.read_text().replace("Red", "Petrol dream").replace("Blue", "marineblau"))
    first = run("ingest", shelf, "--report", tmp_path / "r.json").stdout
    assert "No mapping knows the colour Petrol dream (6)" in first
    assert json.loads((tmp_path / "r.json").read_text())["unmapped"] == {"colour": {"Petrol dream": 6}}
    assert "colour: Navy Blue (shop)" in run("correct", "p1", "usage=Party").stdout
    (tmp_path / "home" / "mappings").mkdir()
    (tmp_path / "home" / "mappings" / "colour.csv").write_text("said,means\nPetrol dream,Teal\n")
    assert "No mapping" not in run("ingest", shelf).stdout
    assert "colour: Teal (shop)" in run("correct", "p0", "usage=Party").stdout
    run("ingest", shelf, "--no-mappings")
    assert "colour: marineblau (shop)" in run("correct", "p1", "usage=Party").stdout


def test_labels_are_put_right_and_written_for_training(run, shelf, tmp_path):
    """A correction shows in the filter, is written to a file, and can be taken back."""
    run("ingest", shelf)
    assert "colour: Navy (corrected)" in run("correct", "p3", "colour=Navy", "gender=Robots").stdout
    out = tmp_path / "corrections.csv"
    assert "2 corrections" in run("corrections", "--out", out).stdout
    head, colour, gender = out.read_text().splitlines()
    assert (head, colour) == ("id,field,value,before", "p3,colour,Navy,Blue")
    assert gender.startswith("p3,gender,Robots,")
    assert "colour: Blue (shop)" in run("correct", "p3", "--undo", "colour").stdout
    refused = run("correct", "p3", "price=3", check=False)
    assert (refused.returncode, "price" in refused.stderr) == (1, True)


def test_global_options_come_before_the_command(run, shelf, tmp_path):
    """``--home`` beats the environment, ``--shop`` keeps shops apart."""
    home = tmp_path / "elsewhere"
    run("--home", home, "--shop", "one", "ingest", shelf)
    photo = shelf / "images" / "p7.jpg"
    one, two = (
        json.loads(run("--home", home, "--shop", shop, "search", photo, "--json").stdout)["results"]
        for shop in ("one", "two")
    )
    assert (len(one), len(two)) == (12, 0)


def test_columns_are_shown_and_can_be_overruled(run, tmp_path, draw):
    """A guess that is wrong is seen and mended."""
    (tmp_path / "a.csv").write_text("id,title,name_de\n1,Shirt,Hemd\n")
    (tmp_path / "1.jpg").write_bytes(draw(1))
    assert "title ← title" in run("ingest", tmp_path / "a.csv").stdout
    assert "title ← name_de" in run("ingest", tmp_path / "a.csv", "--column", "title=name_de").stdout
    assert "Hemd" in run("search", tmp_path / "1.jpg").stdout


def test_the_report_for_programs(run, shelf, tmp_path):
    """On standard output and as a file."""
    with (shelf / "products.csv").open("a") as file:
        file.write("gone,Gone,Hats,Red,1,EUR,x\n")
    printed = json.loads(run("ingest", shelf, "--json", "--report", tmp_path / "r.json").stdout)
    assert printed == json.loads((tmp_path / "r.json").read_text())
    assert (printed["accepted"], printed["rejected"][0]["item_id"]) == (12, "gone")


def test_a_contact_sheet_is_one_file(run, shelf, tmp_path):
    """With every picture inside and nothing from elsewhere."""
    run("ingest", shelf)
    run("search", shelf / "images" / "p1.jpg", "--html", tmp_path / "sheet.html", "--k", 4)
    page = (tmp_path / "sheet.html").read_text()
    assert page.count("data:image/jpeg;base64,") == 5
    assert "http" not in page


def test_encode_writes_arrays(run, shelf, tmp_path):
    """Ids and unit rows, in the order of the source; what was left out is told."""
    (shelf / "images" / "p3.jpg").write_bytes(b"no picture")
    done = run("encode", shelf / "products.csv", "--out", tmp_path / "v.npz")
    with np.load(tmp_path / "v.npz") as arrays:
        assert arrays["ids"].tolist() == [f"p{n}" for n in range(12) if n != 3]
        assert arrays["embedding"].dtype == np.float32
        np.testing.assert_allclose(np.linalg.norm(arrays["embedding"], axis=1), 1, atol=1e-4)
    assert "line 5" in done.stderr
    assert list(tmp_path.glob("*.part*")) == []


def test_encode_agrees_with_ingest(run, house, shelf, tmp_path):
    """The vectors of a folder of pictures are those that a search compares."""
    from houndstooth.catalog.source import open_source

    house.ingest.run("default", open_source(shelf))
    run("encode", shelf / "images", "--out", tmp_path / "v.npz")
    with np.load(tmp_path / "v.npz") as arrays:
        for item_id, vector in zip(arrays["ids"], arrays["embedding"], strict=True):
            number = house.catalogue.get("default", str(item_id)).number
            stored = house.catalogue.vector(number, artifact_id=house.encoder.artifact_id)
            np.testing.assert_allclose(vector, stored, atol=1e-4)


def test_doctor_tells_what_is_wrong_and_how_to_mend_it(run, tmp_path):
    """Well: exit 0. Without an artifact: exit 1 and the remedy."""
    findings = {finding["name"]: finding for finding in json.loads(run("doctor", "--json", check=False).stdout)}
    assert findings["encoder artifact"]["well"]
    assert findings["database"]["well"]
    sick = run("doctor", check=False, HOUNDSTOOTH_ARTIFACT=str(tmp_path / "none.onnx"))
    assert sick.returncode == 1
    assert "houndstooth artifact" in sick.stdout


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["ingest", "/nowhere"], "/nowhere"),
        (["search", "/nowhere.jpg"], "/nowhere.jpg"),
        (["search", __file__], "picture"),
        (["search", "PHOTO", "--k", "0"], "k is 0"),
        (["search", "PHOTO", "--where", "nonsense"], "nonsense"),
        (["search", "PHOTO", "--crop", "1,1,1,1"], "1,1,1,1"),
        (["encode", "PHOTO", "--out", "x.txt"], ".npz"),
        (["serve", "--port", "70000"], "70000"),
        (["serve", "--host", "0.0.0.0"], "houndstooth secret"),
        (["key", "create", "Page", "--scope", "admin", "--origin", "https://shop.example"], "admin"),
        (["key", "revoke", "0000"], "0000"),
        (["people", "role", "nobody", "viewer"], "nobody"),
    ],
)
def test_errors_are_one_line_with_the_value(run, shelf, arguments, told):
    """No traceback, exit code 1."""
    photo = str(shelf / "images" / "p1.jpg")
    done = run(*(photo if argument == "PHOTO" else argument for argument in arguments), check=False)
    assert done.returncode == 1
    assert told in done.stderr


def test_a_host_that_is_none_is_told(run):
    """Once the secret is good enough to be heard beyond loopback."""
    done = run("serve", "--host", "no.such.host.invalid", check=False, HOUNDSTOOTH_SECRET=run("secret").stdout.strip())
    assert (done.returncode, "no.such.host.invalid" in done.stderr) == (1, True)


@pytest.mark.parametrize("secret", ["secret", "changeme" * 5, "x" * 31])
def test_nobody_listens_beyond_loopback_with_a_weak_secret(run, secret):
    """The message names the remedy, not the secret."""
    done = run("serve", "--host", "0.0.0.0", check=False, HOUNDSTOOTH_SECRET=secret)
    assert (done.returncode, "houndstooth secret" in done.stderr) == (1, True)
    assert secret == "secret" or secret not in done.stderr


def test_keys_from_the_command_line(run):
    """Made, shown once, listed, rotated and revoked; each is noted."""
    made = json.loads(run("key", "create", "Server", "--scope", "catalogue", "--scope", "export", "--json").stdout)
    assert (made["scopes"], made["kind"]) == (["catalogue", "export"], "secret")
    page = run("key", "create", "Page", "--scope", "search", "--origin", "https://shop.example", "--days", 30).stdout
    assert page.startswith("Key: ht_pk_")
    new = json.loads(run("key", "rotate", made["id"], "--overlap", 1, "--json").stdout)
    assert new["key"] != made["key"]
    assert "Revoked" in run("key", "revoke", made["id"]).stdout
    listed = run("key", "list").stdout
    for text in (made["id"], new["id"], "https://shop.example", "revoked"):
        assert text in listed
    assert made["key"] not in listed + run("key", "list", "--json").stdout
    noted = json.loads(run("audit", "--json").stdout)
    assert [entry["action"] for entry in noted] == ["key.revoked", "key.rotated", "key.created", "key.created"]
    assert {entry["actor"] for entry in noted} == {"cli"}
    assert run("--shop", "other", "audit", "--json").stdout == "[]\n"


def test_people_from_the_command_line(run):
    """With a random password, or one from the standard input; the last owner may go."""
    assert "Password: " in run("people", "add", "ann@shop.example", "owner").stdout
    added = run("people", "add", "bo", "viewer", "--password-stdin", typed="correct horse battery\n")
    assert "battery" not in added.stdout + added.stderr
    assert "Password" not in added.stdout
    assert "stylist" in run("people", "role", "BO", "stylist").stdout
    assert "Password: " in run("people", "reset", "bo").stdout
    people = json.loads(run("people", "list", "--json").stdout)
    assert [(one["name"], one["role"]) for one in people] == [("ann@shop.example", "owner"), ("bo", "stylist")]
    run("people", "remove", "ann@shop.example")
    assert "ann" not in run("people", "list").stdout
    short = run("people", "add", "cy", "viewer", "--password-stdin", typed="short\n", check=False)
    assert (short.returncode, "12" in short.stderr) == (1, True)
    shown = run("audit").stdout
    assert "person.removed" in shown
    assert "battery" not in shown


def test_a_correction_is_noted(run, shelf):
    run("ingest", shelf)
    run("correct", "p3", "colour=Navy")
    entry = json.loads(run("audit", "--json").stdout)[0]
    assert (entry["action"], entry["target"], entry["details"]) == (
        "item.corrected", "p3", {"labels": {"colour": "Navy"}},
    )  # fmt: skip


def test_training_asks_for_its_data(run):
    """The command is there, and says what it needs."""
    assert "export" in run("train", "--help").stdout
    assert "--data" in run("train", check=False).stderr + run("train", check=False).stdout


def test_settings_come_from_the_file_in_the_home(run, tmp_path, shelf):
    """And a mistake in it is told by name."""
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "houndstooth.toml").write_text('shop = "from-file"\n')
    run("ingest", shelf)
    assert "'from-file'" in run("doctor", check=False).stdout
    (tmp_path / "home" / "houndstooth.toml").write_text("prot = 80\n")
    assert "prot" in run("search", shelf / "images" / "p1.jpg", check=False).stderr
    (tmp_path / "home" / "houndstooth.toml").write_text("= nonsense")
    assert "houndstooth.toml" in run("doctor", check=False).stdout
