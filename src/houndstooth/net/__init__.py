"""The one guarded client for everything that is fetched from outside: pictures and feeds."""
