"""A whole visit by real touches and real camera frames on the real window, for tests, CI and the README."""
