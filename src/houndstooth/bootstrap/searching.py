"""What finds items: by photos, by an item, by words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from houndstooth.bootstrap.foundations import Foundations
from houndstooth.catalog.words import Words, load_words
from houndstooth.domain.errors import ArtifactMissing, InvalidInput
from houndstooth.domain.ports import VectorIndex
from houndstooth.encoders.onnx_text_encoder import OnnxTextEncoder
from houndstooth.encoders.words_manifest import WORDS_REMEDY, WordsManifest
from houndstooth.services.browse import Browse
from houndstooth.services.gallery import Galleries
from houndstooth.services.search import Search
from houndstooth.services.shop_words import ShopVocabularies
from houndstooth.services.suggestions import Suggestions
from houndstooth.services.word_search import Balance, WordSearch
from houndstooth.storage.full_text import SqlFullText


@dataclass(frozen=True)
class Searching(Foundations):
    """What finds items. Each part is made when it is first needed, and made once."""

    def words(self) -> Words:
        """The words for colours, sizes, genders and categories, as the mapping files are now."""
        return load_words(self.settings.home / "mappings")

    @cached_property
    def search(self) -> Search:
        """Search by photos, by an item, by words."""
        return Search(
            catalogue=self.catalogue,
            galleries=self.galleries,
            developer=self._developer,
            words=self.word_search(),
            label_confidence=self.settings.label_confidence,
        )

    def word_search(self, balance: Balance | None = None) -> WordSearch:
        """Search by words, balanced as is best, or otherwise."""
        return WordSearch(
            catalogue=self.catalogue,
            galleries=self.galleries,
            full_text=self.full_text,
            vocabularies=self.vocabularies,
            encoder=self.text_encoder,
            balance=balance,
        )

    @cached_property
    def browse(self) -> Browse:
        """Lists of items."""
        return Browse(self.catalogue)

    @cached_property
    def suggestions(self) -> Suggestions:
        """What a search box offers."""
        return Suggestions(self.vocabularies, self.full_text)

    @cached_property
    def text_encoder(self) -> OnnxTextEncoder | None:
        """The text tower of the encoder at work, if there is one.

        Raises:
            ArtifactMissing: the one that the setting names belongs to another encoder, or cannot be opened.
        """
        for path in self.settings.words_artifact_paths:
            belongs_to = WordsManifest.read(path.with_suffix(".json")).belongs_to
            if belongs_to == self.encoder.artifact_id:
                return OnnxTextEncoder(path, threads=self.settings.encoder_threads)
            if self.settings.words_artifact is not None:
                raise ArtifactMissing(
                    f"the text tower {path} belongs to the encoder {belongs_to!r}, and at work is "
                    f"{self.encoder.artifact_id!r}. {WORDS_REMEDY}"
                )
        return None

    @cached_property
    def galleries(self) -> Galleries:
        """The searchable vectors of each shop."""
        return Galleries(self.catalogue, self.new_index, artifact_id=self.encoder.artifact_id)

    def new_index(self, shop_id: str) -> VectorIndex:
        """The index of a shop, with what was kept of it."""
        # Late: commands that search nothing need neither FAISS nor the driver.
        from houndstooth.index.subject import Subject

        subject = Subject(shop_id, self.encoder.artifact_id, self.encoder.dimension)
        if self.settings.search_index == "pgvector":
            if self.settings.database is None:
                raise InvalidInput("search_index is pgvector, which needs PostgreSQL; set database, or embedded")
            from houndstooth.index.in_postgres import PostgresIndex

            return PostgresIndex(self.database, subject)
        from houndstooth.index.embedded import EmbeddedIndex
        from houndstooth.index.snapshots import Snapshots

        return EmbeddedIndex(subject.dimension, Snapshots(self.settings.home / "index", subject))

    @cached_property
    def full_text(self) -> SqlFullText:
        """The words of all items."""
        return SqlFullText(self.database)

    @cached_property
    def vocabularies(self) -> ShopVocabularies:
        """What is understood in each shop."""
        return ShopVocabularies(self.catalogue, self.browse.values, self.words)
