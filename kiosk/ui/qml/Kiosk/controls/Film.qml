import QtQuick
import Kiosk

// An origin film, looping. Its poster stands until the first frame; a film that fails or freezes leaves the
// poster and says why, for staff. The decoder is made only once the page has settled: it takes longer than a frame.
Item {
    id: film

    property url source
    property url poster
    property bool playing: true
    readonly property bool wanted: visible && playing && !broken && source.toString() !== ""
    property bool broken: false
    // Told by the player.
    property int position: 0 // ms
    property bool moving: false
    signal failed(string reason)

    function fail(reason: string) {
        if (!broken) {
            broken = true;
            failed(reason);
        }
    }

    clip: true

    Picture {
        anchors.fill: parent
        source: film.poster
        fillMode: Image.PreserveAspectCrop
        framed: true
        visible: !film.moving
    }
    Loader {
        id: loader
        anchors.fill: parent
        asynchronous: true
    }
    // The page's first frame and its motion come before the decoder's start.
    Timer {
        id: start
        interval: Theme.slow + Theme.quick + 1
        running: film.wanted
        onTriggered: loader.setSource(Qt.resolvedUrl("FilmPlayer.qml"), {
            "film": film
        })
    }
    // A player that is still being loaded when the page goes would be made in what is gone.
    Component.onDestruction: loader.setSource("")
    onWantedChanged: if (!wanted)
        loader.setSource("")
    onSourceChanged: {
        broken = false;
        loader.setSource("");
        if (wanted)
            start.restart();
    }
}
