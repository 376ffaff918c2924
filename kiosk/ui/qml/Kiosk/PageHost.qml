pragma ComponentBehavior: Bound
import QtQuick
import Kiosk
import Kiosk.Bridge

// Shows one page at a time. The page that goes is unloaded, so nothing works while hidden; a page that comes
// is there in its first frame and settles into place.
Item {
    id: host

    required property Face face
    property string page
    readonly property list<string> ahead: ["passport", "town", "scan", "pavilion", "room", "menu", "dish", "basket", "confirm", "thanks", "unknown", "film"]
    readonly property Item current: loader.item as Item

    // attract -> pages/AttractPage.qml
    function fileOf(name: string): url {
        return Qt.resolvedUrl("pages/" + name.charAt(0).toUpperCase() + name.slice(1) + "Page.qml");
    }

    function show() {
        if (page === "")
            return;
        loader.setSource(fileOf(page), {
            "face": host.face
        });
        settle.restart();
    }

    onPageChanged: show()

    // Every page is compiled while the first one is looked at, one after the other, so that none has to be waited
    // for; nothing is made of them until their turn.
    Timer {
        property int next: 0
        property var compiled: []
        interval: Theme.move
        repeat: true
        running: host.visible && next < host.ahead.length
        onTriggered: compiled.push(Qt.createComponent(host.fileOf(host.ahead[next++]), Component.Asynchronous))
    }

    Loader {
        id: loader
        objectName: "pageLoader"
        width: host.width
        height: host.height
        focus: true
    }

    ParallelAnimation {
        id: settle
        NumberAnimation {
            target: loader
            property: "y"
            from: Theme.still ? 0 : Theme.space3
            to: 0
            duration: Theme.move
            easing.type: Easing.OutCubic
        }
        NumberAnimation {
            target: loader
            property: "opacity"
            from: Theme.still ? 1 : 0.4
            to: 1
            duration: Theme.quick
        }
    }
}
