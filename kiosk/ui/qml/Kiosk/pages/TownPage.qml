pragma ComponentBehavior: Bound
import QtQuick
import Kiosk
import Kiosk.Bridge

// The home of a visit: a street of posters, one for each pavilion, and two more ways in.
Item {
    id: page

    required property Face face
    readonly property bool portrait: Theme.portrait
    readonly property var pavilions: face.town.pavilions

    Flickable {
        id: scroller
        objectName: "scroller"
        anchors.fill: parent
        anchors.topMargin: page.portrait ? Theme.barHeight : 0
        contentHeight: body.height
        boundsBehavior: Flickable.DragAndOvershootBounds
        interactive: contentHeight > height
        clip: interactive
        onMovementStarted: page.face.visit.present("scroll")

        Item {
            id: body
            width: scroller.width
            height: Math.max(scroller.height, title.y + title.height + Theme.space4 + Theme.wall + Theme.waysIn + Theme.space5 + Theme.margin)

            Column {
                id: title
                // In landscape it stands in the bar's row.
                x: page.portrait ? Theme.margin : Theme.margin + Theme.touch + Theme.space5
                y: page.portrait ? Theme.space2 : Theme.space3
                width: parent.width - x - (page.portrait ? Theme.margin : Theme.margin + Theme.touch * 4.5)
                spacing: Theme.space1
                Words {
                    role: page.portrait ? "display" : "title"
                    text: qsTr("Where shall we go?")
                    width: parent.width
                    height: contentHeight
                    fontSizeMode: Text.HorizontalFit
                    wrapMode: Text.NoWrap
                    lineHeight: 1
                }
                Words {
                    text: page.face.town.welcome
                    width: parent.width
                    visible: page.portrait
                    color: Theme.inkSoft
                }
            }

            // The street: posters of different heights, their feet on one line.
            Rectangle {
                id: pavement
                y: wall.y + wall.height - Theme.space2
                width: parent.width
                height: Theme.space4
                color: Theme.paperShade
                Rectangle {
                    width: parent.width
                    height: Theme.hair
                    color: Theme.line
                }
            }
            Row {
                id: wall
                readonly property var rise: [0.9, 1, 0.86, 0.95]
                readonly property int count: Math.max(1, page.pavilions.length)
                x: page.portrait ? Theme.space3 : Theme.margin
                y: title.y + title.height + Theme.space4
                width: parent.width - 2 * x
                height: ways.y - y - Theme.space5
                spacing: page.portrait ? Theme.space2 : Theme.space4

                Repeater {
                    model: page.pavilions
                    Item {
                        required property var modelData
                        required property int index
                        width: (wall.width - (wall.count - 1) * wall.spacing) / wall.count
                        height: wall.height
                        Poster {
                            pavilion: parent.modelData
                            width: parent.width
                            height: Math.round(wall.height * wall.rise[parent.index % 4])
                            plate: wall.height * (page.portrait ? 0.22 : 0.29) * (0.6 + 0.4 * Theme.textScale)
                            anchors.bottom: parent.bottom
                            onChosen: page.face.visit.openPavilion(parent.modelData.id)
                        }
                    }
                }
            }

            Row {
                id: ways
                x: Theme.margin
                y: parent.height - height - Theme.margin
                width: parent.width - 2 * Theme.margin
                height: Theme.waysIn
                spacing: Theme.space4

                ScanSign {
                    width: (parent.width - parent.spacing) * (shop.visible ? 0.56 : 1)
                    height: parent.height
                    text: qsTr("Scan a sticker")
                    hint: qsTr("See where a thing was made, and who has checked it.")
                    onChosen: page.face.visit.go("scan")
                }
                Press {
                    id: shop
                    objectName: "noodleShop"
                    width: (parent.width - parent.spacing) * 0.44
                    height: parent.height
                    visible: page.face.town.menuId !== ""
                    label: shopName.text
                    onChosen: page.face.visit.openMenu(page.face.town.menuId)

                    // Its name below the picture in portrait, beside it in landscape.
                    Scene {
                        width: page.portrait ? parent.width : parent.width * 0.5
                        height: page.portrait ? parent.height - sill.height : parent.height
                        color: Theme.night
                        source: Theme.asset("pictures/exhibits/noodle-shop.svg")
                        focusX: 0.5
                        focusY: 0.56
                    }
                    Rectangle {
                        id: sill
                        anchors.bottom: parent.bottom
                        anchors.right: parent.right
                        width: page.portrait ? parent.width : parent.width * 0.5
                        height: page.portrait ? shopName.height + 2 * Theme.space2 : parent.height
                        color: Theme.night
                        Words {
                            id: shopName
                            role: "heading"
                            anchors.verticalCenter: parent.verticalCenter
                            x: Theme.space3
                            width: arrow.x - x - Theme.space2
                            text: qsTr("The noodle shop")
                            height: contentHeight
                            fontSizeMode: Text.HorizontalFit
                            minimumPixelSize: Theme.body * 0.6
                            wrapMode: Text.NoWrap
                            lineHeight: 1.1
                            color: Theme.onStrong
                        }
                        Icon {
                            id: arrow
                            anchors.right: parent.right
                            anchors.rightMargin: Theme.space3
                            anchors.verticalCenter: parent.verticalCenter
                            name: "arrow-right"
                            light: true
                        }
                    }
                }
            }
        }
    }

    TopBar {
        face: page.face
        width: parent.width
    }
}
