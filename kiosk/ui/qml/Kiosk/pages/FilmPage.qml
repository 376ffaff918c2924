import QtQuick
import Kiosk
import Kiosk.Bridge

// The origin film, as large as the screen lets it be, with its place as the caption. Watching is being here.
Item {
    id: page

    required property Face face
    readonly property var product: face.passport.passport.product ?? ({})

    Rectangle {
        anchors.fill: parent
        color: Theme.night
    }

    Film {
        id: film
        objectName: "filmPlayer"
        anchors.horizontalCenter: parent.horizontalCenter
        y: Theme.portrait ? page.height * 0.14 : 0
        width: Theme.portrait ? page.width : page.width
        height: Theme.portrait ? page.width * 1.12 : page.height
        source: page.product.film ?? ""
        poster: page.product.poster ?? ""
        onFailed: reason => page.face.passport.filmBroke(reason)
    }
    Timer {
        interval: Theme.presence
        repeat: true
        running: film.moving
        onTriggered: page.face.visit.present("film")
    }

    TopBar {
        anchors.top: parent.top
        anchors.left: parent.left
        anchors.right: parent.right
        face: page.face
    }

    Rectangle {
        anchors.left: parent.left
        anchors.leftMargin: Theme.portrait ? 0 : Theme.margin
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.portrait ? 0 : Theme.space5
        width: Theme.portrait ? page.width : Math.min(page.width * 0.42, Theme.column)
        height: Theme.portrait ? page.height - film.y - film.height : caption.height + 2 * Theme.space4
        color: Theme.portrait ? Theme.night : Theme.paperBright
        radius: Theme.portrait ? 0 : Theme.radius

        Column {
            id: caption
            anchors.left: parent.left
            anchors.right: parent.right
            anchors.margins: Theme.portrait ? Theme.margin : Theme.space4
            anchors.verticalCenter: parent.verticalCenter
            spacing: Theme.space2
            Words {
                id: title
                role: "title"
                maximumLineCount: 2
                elide: Text.ElideRight
                width: parent.width
                color: Theme.portrait ? Theme.onStrong : Theme.ink
                text: page.product.origin?.name ?? ""
            }
            Words {
                width: parent.width
                color: Theme.portrait ? Theme.paperShade : Theme.inkSoft
                text: film.broken ? qsTr("The film is not here today; this is where it was made.") : (page.product.story ?? "")
                maximumLineCount: Theme.portrait ? Math.max(1, Math.floor((page.height - film.y - film.height - title.height - 3 * Theme.space2) / (Theme.body * 1.45 * Theme.leading))) : 5
                elide: Text.ElideRight
            }
        }
    }
}
