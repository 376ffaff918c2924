import QtQuick
import QtMultimedia
import Kiosk

// An origin film, looping. Its poster stands until the first frame; a film that fails or freezes leaves the
// poster and says why, for staff: a hole in a file freezes without any error, so the position is watched.
Item {
    id: film

    property url source
    property url poster
    property bool playing: true
    readonly property int position: player.position
    readonly property bool moving: player.playbackState === MediaPlayer.PlayingState && player.position > 0 && !broken
    property bool broken: false
    signal failed(string reason)

    function fail(reason: string) {
        if (!broken) {
            broken = true;
            player.stop();
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
    VideoOutput {
        id: output
        anchors.fill: parent
        fillMode: VideoOutput.PreserveAspectCrop
        visible: film.moving
    }
    MediaPlayer {
        id: player
        videoOutput: output
        loops: MediaPlayer.Infinite
        onErrorOccurred: (error, text) => film.fail(text)
    }
    // The page's first frame comes before the decoder's start.
    Timer {
        interval: Theme.move + 1
        running: film.visible && film.playing && !film.broken && film.source.toString() !== ""
        onTriggered: {
            player.source = film.source;
            player.play();
        }
    }
    Timer {
        property int last: -1
        interval: Theme.filmStall
        repeat: true
        running: player.playbackState === MediaPlayer.PlayingState
        onRunningChanged: last = -1
        onTriggered: {
            if (player.position === last)
                film.fail(qsTr("the film stopped at %1 ms").arg(last));
            last = player.position;
        }
    }
    onVisibleChanged: if (!visible)
        player.stop()
    Component.onDestruction: player.stop()
}
