import QtQuick
import Kiosk

// Where it comes from, and the thing itself standing before it: the origin film behind, the product in front.
// Where there is no film, the product stands alone on its pavilion's colour.
Item {
    id: art

    required property var product
    required property color strong
    property bool sample: false // on display, and not for sale
    readonly property bool tagged: sample && scene.height > tag.y + tag.height + Theme.touch + Theme.space5 // it has room here
    readonly property real strip: Theme.small * 2.2
    readonly property bool filmed: (product.film ?? "") !== "" && !film.broken
    signal filmChosen
    signal filmFailed(string reason)

    Rectangle {
        anchors.fill: scene
        color: art.strong
        visible: !art.filmed
        clip: true
        // A sun behind the product, as on a poster.
        Rectangle {
            x: thing.x + (thing.width - width) / 2
            anchors.verticalCenter: parent.verticalCenter
            width: art.height * 1.1
            height: width
            radius: width / 2
            color: Qt.lighter(art.strong, 1.25)
        }
    }

    Item {
        id: scene
        width: parent.width
        height: parent.height - art.strip
    }
    Film {
        id: film
        anchors.fill: scene
        visible: art.filmed
        source: art.product.film ?? ""
        poster: art.product.poster ?? ""
        onFailed: reason => art.filmFailed(reason)
    }

    // The ground it stands on says what this page is, in both languages as a passport does.
    Rectangle {
        y: scene.height
        width: parent.width
        height: art.strip
        color: Qt.darker(art.strong, art.filmed ? 1 : 1.3)
        Words {
            anchors.right: parent.right
            anchors.rightMargin: Theme.margin
            anchors.verticalCenter: parent.verticalCenter
            font.pixelSize: Theme.small
            role: "strong"
            color: Theme.onStrong
            text: Theme.chinese ? "商品护照   Product passport" : "Product passport   商品护照"
            wrapMode: Text.NoWrap
        }
    }

    Picture {
        id: thing
        x: art.filmed ? Theme.margin : (parent.width - width) * (Theme.portrait ? 0.5 : 0.7) // clear of the way back
        y: scene.height - height + art.strip * 0.55
        width: height
        height: scene.height * (art.filmed ? (Theme.portrait ? 0.84 : 0.72) : 0.98)
        source: art.product.picture ?? ""
    }

    PaperTag {
        id: tag
        objectName: "sample"
        visible: art.tagged
        anchors.right: parent.right
        anchors.rightMargin: Theme.margin
        y: Theme.portrait ? Theme.space3 : Theme.barHeight + Theme.space3
        text: qsTr("Display sample, not for sale")
    }

    Press {
        objectName: "film"
        anchors.fill: scene
        visible: art.filmed && scene.height > Theme.touch + Theme.space4
        label: qsTr("Watch the film")
        onChosen: art.filmChosen()

        Rectangle {
            anchors.right: parent.right
            anchors.bottom: parent.bottom
            anchors.rightMargin: Theme.margin
            anchors.bottomMargin: Theme.space3
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
