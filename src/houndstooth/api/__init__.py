"""HTTP: routes parse, call one service, and answer."""
