"""The only place with Qt: bridge/ (one QObject per subject) and qml/."""
