import QtQuick
import QtMultimedia
import Kiosk

// The player behind a Film. A hole in a file freezes without any error, so the position is watched.
VideoOutput {
    id: output

    required property Film film

    fillMode: VideoOutput.PreserveAspectCrop
    visible: film.moving

    Binding {
        target: output.film
        property: "position"
        value: player.position
    }
    Binding {
        target: output.film
        property: "moving"
        value: player.playbackState === MediaPlayer.PlayingState && player.position > 0
    }
    MediaPlayer {
        id: player
        videoOutput: output
        loops: MediaPlayer.Infinite
        source: output.film.source
        onErrorOccurred: (error, text) => output.film.fail(text)
        Component.onCompleted: play()
        Component.onDestruction: stop()
    }
    Timer {
        property int last: -1
        interval: Theme.filmStall
        repeat: true
        running: true
        onTriggered: {
            if (player.position === last)
                output.film.fail(qsTr("the film stopped at %1 ms").arg(player.position));
            last = player.position;
        }
    }
}
