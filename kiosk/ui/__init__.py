"""The only place with Qt: bridge/ (one QObject per subject), qml/ (the pages) and tour/."""

import os

# Sound and screen sharing look for libraries that a booth does not need, and say so as soon as they are imported.
os.environ.setdefault("QT_LOGGING_RULES", "qt.multimedia.ffmpeg*=false;qt.multimedia.symbolsresolver*=false")
