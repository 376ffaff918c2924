pragma ComponentBehavior: Bound
import QtQuick
import Kiosk
import Kiosk.Bridge

// The orders' queue for staff. It is read while this page is shown, and by nobody else.
Item {
    id: page

    required property Face face
    readonly property bool portrait: Theme.portrait
    property string asking // the order that is about to be given up

    Timer {
        interval: Theme.look
        repeat: true
        running: true
        onTriggered: page.face.staff.look()
    }
    Component.onCompleted: face.staff.look()

    Rectangle {
        anchors.fill: parent
        color: Theme.paper
    }

    Words {
        x: Theme.margin
        y: (Theme.barHeight - height) / 2
        role: "title"
        text: qsTr("Orders")
        lineHeight: 1
    }
    Row {
        anchors.right: parent.right
        anchors.rightMargin: Theme.margin
        y: (Theme.barHeight - height) / 2
        spacing: Theme.space2
        QuietButton {
            objectName: "textSize"
            icon: "text-size"
            label: qsTr("Larger text")
            text: ""
            onChosen: page.face.visit.nextTextSize()
        }
        LanguageSwitch {
            face: page.face
        }
    }

    Component {
        id: summary
        Item {
            width: page.portrait ? list.width : aside.width
            height: inside.height + Theme.space3 + Theme.space4
            // A list keeps its rows where they are: what is above them would grow out of sight.
            onHeightChanged: if (!list.scrolled)
                Qt.callLater(list.positionViewAtBeginning)
            StaffSummary {
                id: inside
                y: Theme.space3
                width: parent.width
                face: page.face
            }
        }
    }
    Flickable {
        id: aside
        x: Theme.margin
        y: Theme.barHeight
        width: Theme.summary
        height: foot.y - y
        contentHeight: beside.height
        boundsBehavior: Flickable.DragAndOvershootBounds
        interactive: contentHeight > height
        clip: true
        visible: !page.portrait
        onMovementStarted: page.face.visit.present("scroll")
        Loader {
            id: beside
            active: !page.portrait
            sourceComponent: summary
        }
    }
    ListView {
        id: list
        objectName: "scroller"

        property bool scrolled: false

        x: page.portrait ? Theme.margin : aside.x + aside.width + Theme.margin
        y: Theme.barHeight
        width: page.width - x - Theme.margin
        height: (page.portrait ? foot.y : page.height) - y
        boundsBehavior: Flickable.DragAndOvershootBounds
        clip: true
        spacing: Theme.space3
        model: page.face.staff.parked
        header: page.portrait ? summary : null
        footer: Item {
            width: list.width
            height: (nothing.visible ? nothing.height : more.visible ? more.height : 0) + Theme.space6
            Words {
                id: nothing
                objectName: "nothingParked"
                y: Theme.space5
                width: parent.width
                role: "heading"
                horizontalAlignment: Text.AlignHCenter
                text: qsTr("Nothing is parked")
                visible: page.face.staff.known && page.face.staff.parkedCount === 0
            }
            Words {
                id: more
                objectName: "moreParked"
                y: Theme.space4
                width: parent.width
                horizontalAlignment: Text.AlignHCenter
                color: Theme.inkSoft
                text: qsTr("The %1 oldest are shown.").arg(page.face.staff.parkedCount)
                visible: (page.face.staff.counts["rejected"] ?? 0) > page.face.staff.parkedCount
            }
        }
        onMovementStarted: {
            scrolled = true;
            page.face.visit.present("scroll");
        }
        onMovementEnded: scrolled = !atYBeginning
        delegate: ParkedOrder {
            width: list.width
            asking: page.asking === reference
            onAsk: really => page.asking = really ? reference : ""
            onAgain: page.face.staff.retry(reference)
            onGiveUp: {
                page.asking = "";
                page.face.staff.giveUp(reference);
            }
        }
    }

    // What an act came to stands above the buttons, so that nothing in the list moves under a finger.
    Item {
        id: foot
        x: Theme.margin
        y: page.height - height
        width: page.portrait ? page.width - 2 * x : aside.width
        height: ways.height + 2 * Theme.space4
        Column {
            id: ways
            y: Theme.space4
            width: parent.width
            spacing: Theme.space3
            Words {
                objectName: "exported"
                role: "small"
                width: parent.width
                text: page.face.staff.exported === "" ? "" : qsTr("All orders are in %1").arg(page.face.staff.exported)
                wrapMode: Text.WrapAtWordBoundaryOrAnywhere
                visible: text !== ""
            }
            Notice {
                width: parent.width
                wordsName: "staffFailure"
                text: page.face.staff.unreadable !== "" ? page.face.staff.unreadable : page.face.staff.failure
            }
            Row {
                width: parent.width
                spacing: Theme.space3
                QuietButton {
                    id: save
                    objectName: "export"
                    height: Theme.button
                    live: !page.face.staff.exporting
                    text: page.face.staff.exporting ? qsTr("Writing…") : qsTr("Export as CSV")
                    onChosen: page.face.staff.export()
                }
                StrongButton {
                    objectName: "done"
                    width: parent.width - save.width - parent.spacing
                    icon: "check"
                    text: qsTr("Done")
                    onChosen: page.face.visit.end()
                }
            }
        }
    }
}
