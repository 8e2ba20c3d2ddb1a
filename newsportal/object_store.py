"""Media in an object store that speaks S3, where MEDIA_STORAGE_URL names one; only then is this module imported."""

from typing import Any

from boto3.s3.transfer import TransferConfig
from botocore.config import Config
from botocore.exceptions import ClientError
from django.core.files.base import ContentFile
from storages.backends.s3 import S3Storage

from newsportal.media import CONTENT_TYPES, FOR_EVER, RENDITION

CLIENT = Config(
    signature_version="s3v4",
    connect_timeout=5,
    read_timeout=20,
    retries={"mode": "standard", "total_max_attempts": 3},
    # Amazon's newer checksums are refused by stores that only speak like Amazon's.
    request_checksum_calculation="when_required",
    response_checksum_validation="when_required",
)


class ObjectStore(S3Storage):  # type: ignore[misc]  # because the library has no types
    """Renditions that caches keep for ever, and masters that nobody else may see.

    No object gets an access list, which many stores refuse: what is public, the bucket's policy says
    (docs/deploy/media-policy.json).
    """

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.client_config: Config = self.client_config.merge(CLIENT)
        # The files are small: threads for their parts would cost more than they gain.
        self.transfer_config = TransferConfig(use_threads=False)

    def get_object_parameters(self, name: str) -> dict[str, str]:
        """Return the headers with which a file is stored, and later served by the store or a CDN before it."""
        rendition = RENDITION.fullmatch(name)
        if rendition is None:
            return {"CacheControl": "private, no-store"}
        return {"CacheControl": FOR_EVER, "ContentType": CONTENT_TYPES[rendition[1]]}

    def _open(self, name: str, mode: str = "rb") -> "ContentFile[bytes]":
        """Return the whole file by one request; the library's own way takes three.

        Raises FileNotFoundError where there is none.
        """
        try:
            answer = self.connection.meta.client.get_object(Bucket=self.bucket_name, Key=self._normalize_name(name))
        except ClientError as error:
            if error.response["ResponseMetadata"]["HTTPStatusCode"] == 404:
                raise FileNotFoundError(name) from error
            raise
        return ContentFile(answer["Body"].read(), name)
