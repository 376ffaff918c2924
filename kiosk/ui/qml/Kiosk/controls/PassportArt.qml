import QtQuick
import Kiosk

// Where it comes from, and the thing itself standing before it: the origin film behind, the product in front.
// Where there is no film, the product stands alone on its pavilion's colour.
Item {
    id: art

    required property var product
    required property color strong
    property real productHeight: height * 0.8
    readonly property bool filmed: (product.film ?? "") !== "" && !film.broken
    signal filmChosen
    signal filmFailed(string reason)

    Rectangle {
        anchors.fill: parent
        color: art.strong
        visible: !art.filmed
        clip: true
        // A sun behind the product, as on a poster.
        Rectangle {
            anchors.centerIn: parent
            width: art.height * 1.1
            height: width
            radius: width / 2
            color: Qt.lighter(art.strong, 1.25)
        }
    }

    Film {
        id: film
        anchors.fill: parent
        visible: art.filmed
        source: art.product.film ?? ""
        poster: art.product.poster ?? ""
        onFailed: reason => art.filmFailed(reason)
    }

    Picture {
        id: thing
        x: art.filmed ? Theme.margin : (parent.width - width) / 2
        y: art.filmed ? parent.height - height + Theme.space5 : (parent.height - height) / 2
        width: height
        height: art.filmed ? art.productHeight : Math.min(parent.height * 0.92, parent.width)
        source: art.product.picture ?? ""
    }

    Press {
        objectName: "film"
        anchors.fill: parent
        visible: art.filmed
        label: qsTr("Watch the film")
        onChosen: art.filmChosen()

        Rectangle {
            anchors.right: parent.right
            anchors.top: parent.top
            anchors.margins: Theme.space3
            width: watch.width + 2 * Theme.space3
            height: Theme.touch * 0.75
            radius: height / 2
            color: Theme.paperBright
            Row {
                id: watch
                anchors.centerIn: parent
                spacing: Theme.space2
                Icon {
                    anchors.verticalCenter: parent.verticalCenter
                    name: "film"
                    size: Theme.icon * 0.8
                }
                Words {
                    anchors.verticalCenter: parent.verticalCenter
                    role: "strong"
                    text: qsTr("Watch the film")
                    wrapMode: Text.NoWrap
                }
            }
        }
    }
}
