pragma ComponentBehavior: Bound
import QtQuick
import Kiosk
import Kiosk.Bridge

// The passport of the thing in the visitor's hand: what it is, whether we vouch for it, how it came here.
// Portrait: one long page under a bar. Landscape: an open passport, the picture left, the entries right.
Item {
    id: page
    objectName: "passport"

    required property Face face
    readonly property var passport: face.passport.passport
    readonly property var product: passport.product ?? ({})
    readonly property var lot: passport.lot ?? ({})
    readonly property bool sold: (passport.dishId ?? "") !== ""
    readonly property color strong: Theme.pavilion(passport.region ?? "")
    property bool explaining: false
    property bool arrived: false // its first frame is there: what lies further down is made now
    readonly property real footHeight: Theme.button + 2 * Theme.space3
    readonly property real half: Theme.portrait ? width : Math.round(width * 0.47)

    readonly property string which: [product.gtin, passport.serial, passport.verdict].join(" ") // not its language

    onWhichChanged: {
        explaining = false;
        entries.contentY = 0;
    }

    Timer {
        interval: Theme.quick + 1
        running: true
        onTriggered: page.arrived = true
    }

    // Head: in portrait it scrolls with the page, in landscape it is the left one.
    Item {
        id: head
        parent: Theme.portrait ? entries.contentItem : page
        width: page.half
        height: Theme.portrait ? name.height + art.height + Theme.space4 : page.height - page.footHeight

        PassportName {
            id: name
            x: Theme.margin
            y: Theme.portrait ? 0 : parent.height - height
            width: parent.width - 2 * Theme.margin
            product: page.product
            strong: page.strong
        }
        PassportArt {
            id: art
            x: 0
            y: Theme.portrait ? name.height + Theme.space4 : 0
            width: parent.width
            height: Theme.portrait ? width * (0.57 - 0.3 * (Theme.textScale - 1)) : parent.height - name.height - Theme.space5
            product: page.product
            strong: page.strong
            sample: page.passport.sample ?? false
            onFilmChosen: page.face.visit.openFilm()
            onFilmFailed: reason => page.face.passport.filmBroke(reason)
        }
    }

    Flickable {
        id: entries
        objectName: "entries"
        x: Theme.portrait ? 0 : page.half
        y: bar.height + Theme.space2
        width: page.width - x
        height: page.height - y - (Theme.portrait ? page.footHeight : 0)
        contentHeight: column.y + column.height + Theme.space5
        boundsBehavior: Flickable.DragAndOvershootBounds
        clip: true
        onMovementStarted: page.face.visit.present("scroll")

        Column {
            id: column
            x: Theme.margin
            y: Theme.portrait ? head.height + Theme.space4 : Theme.space2
            width: entries.width - 2 * Theme.margin
            spacing: Theme.space4

            PaperTag {
                visible: (page.passport.sample ?? false) && !art.tagged
                text: qsTr("Display sample, not for sale")
            }
            Verdict {
                readonly property var corners: page.face.camera.corners
                z: landing ? 1 : 0 // over the entries while it comes, on their paper when it is there
                width: parent.width
                from: {
                    const across = corners.length ? (corners[0].x + corners[2].x) / 2 : 0.5;
                    const down = corners.length ? (corners[0].y + corners[2].y) / 2 : 0.5;
                    return Qt.point((page.face.camera.mirrored ? 1 - across : across) * column.width, down * page.height - bar.height - column.y - y);
                }
                name: page.passport.verdict ?? ""
                title: page.passport.verdictTitle ?? ""
                sentence: page.passport.verdictSentence ?? ""
                reasons: (page.passport.findings ?? []).filter(finding => !finding.passed)
                onOpened: page.explaining = true
            }
            PassportFields {
                width: parent.width
                lot: page.lot
                serial: page.passport.serial ?? ""
            }
            Words {
                width: parent.width
                text: page.product.story ?? ""
            }
            Loader {
                width: parent.width
                asynchronous: true
                active: page.arrived && page.lot.lot !== undefined
                sourceComponent: Journey {
                    face: page.face
                    holder: entries
                    lot: page.lot
                    strong: page.strong
                }
            }
            Loader {
                width: parent.width
                asynchronous: true
                active: page.arrived && page.lot.lot !== undefined
                sourceComponent: Inspections {
                    entries: page.lot.inspections ?? []
                }
            }
        }
    }

    Rectangle {
        x: Theme.margin
        y: entries.y + entries.height
        width: page.width - 2 * Theme.margin
        height: Theme.hair
        color: Theme.line
        visible: Theme.portrait && !entries.atYEnd
    }
    TopBar {
        id: bar
        anchors.top: parent.top
        anchors.left: parent.left
        anchors.right: parent.right
        face: page.face
    }

    Row {
        id: ways
        x: Theme.margin
        y: page.height - page.footHeight + Theme.space3
        spacing: Theme.space3
        StrongButton {
            objectName: "order"
            icon: "bowl"
            text: qsTr("Order this dish")
            visible: page.sold
            onChosen: page.face.visit.openDish(page.passport.menuId, page.passport.dishId)
        }
        QuietButton {
            objectName: "again"
            height: Theme.button
            icon: "scan"
            text: !Theme.portrait && page.sold && Theme.textScale > 1.1 ? "" : label
            label: qsTr("Scan another")
            onChosen: page.face.visit.go("scan")
        }
    }

    Loader {
        anchors.fill: parent
        active: page.explaining
        sourceComponent: Findings {
            passport: page.passport
            onScrolled: page.face.visit.present("scroll")
            onClosed: page.explaining = false
        }
    }
}
