"""Conformance tests, one class per port, for our own adapters and for those of plugin authors.

Subclass one in your tests and give it the fixture it asks for::

    class TestMyIndex(VectorIndexContract):
        @pytest.fixture
        def index(self):
            return MyIndex(dimension=8)
"""
