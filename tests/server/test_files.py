"""Attachments: uploaded once, read only through a record whose field may be read."""

from tests.server.conftest import Shop
from tests.server.test_errors import assert_problem

PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(200)


async def test_a_picture_goes_up_into_a_field_and_comes_back(shop_on_both: Shop) -> None:
    async with shop_on_both.client("ann") as ann, shop_on_both.client("max") as mechanic:
        name = "照片 1.png"
        up = await ann.post("/api/v1/files", files={"file": (name, PICTURE, "image/png")})
        assert up.status_code == 201, up.text
        assert (up.json()["name"], up.json()["size"]) == (name, len(PICTURE))
        made = await ann.post(
            "/api/v1/records/job", json={"input": {"title": "Bike", "photo": up.json()["id"]}}
        )
        assert made.status_code == 201, made.text
        place = f"/api/v1/files/job/{made.json()['id']}/photo"
        back = await ann.get(place)
        assert (back.status_code, back.content) == (200, PICTURE)
        assert back.headers["content-type"] == "image/png"
        assert back.headers["content-disposition"].startswith("attachment; filename*=UTF-8''%E7%85%A7")
        assert back.headers["x-content-type-options"] == "nosniff"
        assert "sandbox" in back.headers["content-security-policy"]
        # The mechanic sees the job, but not its photo.
        assert_problem(await mechanic.get(place), 404, "records.missing")
        assert_problem(await ann.get(place.replace("photo", "title")), 404, "records.missing")


async def test_an_upload_without_a_file_and_a_media_type_that_is_none(shop: Shop) -> None:
    async with shop.client("ann") as ann:
        assert (
            await ann.post("/api/v1/files", files={"other": ("a", b"x", "text/plain")})
        ).status_code == 422
        up = await ann.post("/api/v1/files", files={"file": ("a.bin", b"x", "text<script>")})
        assert up.json()["media_type"] == "application/octet-stream"


async def test_the_same_bytes_are_kept_once(shop: Shop) -> None:
    first, second = await shop.desk.blobs.put(b"same"), await shop.desk.blobs.put(b"same")
    assert first == second
    assert await shop.desk.blobs.get(first) == b"same"
    assert await shop.desk.blobs.get("../../etc/passwd") is None
