pragma ComponentBehavior: Bound
import QtQuick
import Kiosk

// The town as a place: sky, far land, houses, people; a day that passes over it and a slow walk along it.
// Everything is moved and never redrawn: a few small things quickly, the wide planes slowly.
Item {
    id: street

    property real zoom: Theme.unit // screen pixels for one unit of the pictures
    property real feet: height // where the pictures' lower edge stands
    property bool living: true
    property real hour: 0.14 // 0 to 1, one day: light until 0.5, night from 0.6 to 0.9
    property real walk: 0.5 // 0 to 1, from one end of the street to the other

    readonly property real night: hour < 0.75 ? ramp(0.5, 0.6, hour) : 1 - ramp(0.88, 0.98, hour)
    readonly property real dusk: Math.max(0, 1 - Math.abs(hour - 0.52) / 0.08, 1 - Math.abs(hour - 0.95) / 0.05)
    readonly property real reach: Math.max(0, 2400 * zoom - width)
    readonly property real brow: feet - 1350 * zoom

    readonly property color sky: night < 0.5 ? mix(mix(Theme.daySky, Theme.dusk, dusk), Theme.twilight, 2 * night) : mix(Theme.twilight, Theme.night, 2 * night - 1)
    readonly property real eaves: brow + 410 * zoom // above it there is only sky; below it the veil of night lies over all
    readonly property real veil: 0.66 * night

    function ramp(from: real, to: real, value: real): real {
        const t = Math.min(1, Math.max(0, (value - from) / (to - from)));
        return t * t * (3 - 2 * t);
    }
    function mix(a: color, b: color, t: real): color {
        return Qt.rgba(a.r + (b.r - a.r) * t, a.g + (b.g - a.g) * t, a.b + (b.b - a.b) * t, 1);
    }

    function veiled(colour: color): color {
        return mix(colour, Theme.night, veil);
    }

    NumberAnimation on hour {
        running: street.living && !Theme.still
        from: 0.14
        to: 1.14
        duration: Theme.dayLength
        loops: Animation.Infinite
    }
    SequentialAnimation on walk {
        running: street.living && !Theme.still
        loops: Animation.Infinite
        NumberAnimation {
            to: 0.96
            duration: Theme.dayLength * 0.4
            easing.type: Easing.InOutSine
        }
        NumberAnimation {
            to: 0.04
            duration: Theme.dayLength * 0.8
            easing.type: Easing.InOutSine
        }
        NumberAnimation {
            to: 0.5
            duration: Theme.dayLength * 0.4
            easing.type: Easing.InOutSine
        }
    }

    Rectangle {
        width: street.width
        height: street.eaves
        color: street.veiled(street.sky)
    }
    Rectangle {
        y: street.eaves
        width: street.width
        height: street.height - y
        color: street.sky
    }

    Repeater {
        model: [[0.07, 0.1], [0.16, 0.3], [0.23, 0.06], [0.34, 0.2], [0.41, 0.36], [0.47, 0.09], [0.58, 0.28], [0.66, 0.13], [0.73, 0.34], [0.82, 0.07], [0.9, 0.22], [0.96, 0.4], [0.12, 0.46], [0.87, 0.5]]
        Rectangle {
            required property list<real> modelData
            required property int index
            x: modelData[0] * street.width
            y: modelData[1] * street.feet * 0.7
            width: (index % 3 + 2) * Theme.hair
            height: width
            radius: width / 2
            color: Theme.paperBright
            opacity: street.night * 0.8
            visible: street.night > 0
        }
    }
    Image {
        readonly property real path: ((street.hour + 0.1) % 1) / 0.66
        x: path * (street.width + width) - width
        y: street.feet - 560 * street.zoom - Math.sin(Math.PI * Math.min(1, path)) * (street.feet - 900 * street.zoom) - height / 2
        width: 330 * street.zoom
        height: width
        visible: path < 1
        asynchronous: true
        sourceSize: Qt.size(width, height)
        source: Theme.asset("pictures/attract/sun.svg")
    }
    Image {
        // It stays on the right, where no title stands.
        readonly property real path: (street.hour - 0.56) / 0.36
        x: street.width * (0.5 + 0.4 * path)
        y: street.eaves + 240 * street.zoom - Math.sin(Math.PI * Math.min(1, Math.max(0, path))) * 450 * street.zoom
        width: 220 * street.zoom
        height: width
        visible: path > 0 && path < 1
        asynchronous: true
        sourceSize: Qt.size(width, height)
        source: Theme.asset("pictures/attract/moon.svg")
    }

    Repeater {
        // Clouds keep the day's time, so that each is back where it was when the day begins again.
        model: [
            {
                "name": "cloud-1",
                "size": 460,
                "high": 0.15,
                "start": 0.45,
                "crossings": 1
            },
            {
                "name": "cloud-2",
                "size": 380,
                "high": 0.29,
                "start": 0.6,
                "crossings": 2
            }
        ]
        Image {
            required property var modelData
            width: modelData.size * street.zoom
            height: width * 0.4
            x: (street.hour * modelData.crossings + modelData.start) % 1 * (street.width + width) - width
            y: street.feet * modelData.high
            opacity: 0.9 - 0.72 * street.night
            asynchronous: true
            sourceSize: Qt.size(width, height)
            source: Theme.asset("pictures/attract/" + modelData.name + ".svg")
        }
    }
    Image {
        id: aeroplane
        width: 400 * street.zoom
        height: width / 3
        x: street.width
        y: street.feet * 0.25
        asynchronous: true
        sourceSize: Qt.size(width, height)
        source: Theme.asset("pictures/attract/aeroplane.svg")
        SequentialAnimation {
            running: street.living && !Theme.still
            loops: Animation.Infinite
            PauseAnimation {
                duration: Theme.dayLength / 22
            }
            ParallelAnimation {
                NumberAnimation {
                    target: aeroplane
                    property: "x"
                    from: -aeroplane.width
                    to: street.width
                    duration: Theme.dayLength / 6
                }
                NumberAnimation {
                    target: aeroplane
                    property: "y"
                    from: street.feet * 0.33
                    to: street.feet * 0.25
                    duration: Theme.dayLength / 6
                    easing.type: Easing.InOutSine
                }
            }
            PauseAnimation {
                duration: Theme.dayLength / 6
            }
        }
    }

    Item {
        id: planes
        y: Math.round(street.brow)

        StreetLayer {
            zoom: street.zoom
            shift: street.reach * (0.3 + 0.4 * street.walk)
            first: 550
            last: 1130 // the street hides the rest
            source: Theme.asset("pictures/attract/far.svg")
        }
        Image {
            // The windmill's sails: their hub is at 1193, 655 of the street.
            x: town.x + 1193 * street.zoom - width / 2
            y: 655 * street.zoom - height / 2
            width: 520 * street.zoom
            height: width
            asynchronous: true
            sourceSize: Qt.size(width, height)
            source: Theme.asset("pictures/attract/sails.svg")
            NumberAnimation on rotation {
                running: street.living && !Theme.still
                loops: Animation.Infinite
                from: 0
                to: 360
                duration: Theme.dayLength / 4
            }
        }
        StreetLayer {
            id: town
            zoom: street.zoom
            shift: street.reach * (0.08 + 0.84 * street.walk)
            first: 420
            source: Theme.asset("pictures/attract/town.svg")

            Repeater {
                model: 3 // steam over the noodle shop's bowls
                Rectangle {
                    id: steam
                    required property int index
                    readonly property real rise: (street.hour * 40 + index / 3) % 1
                    x: 1492 * street.zoom + 62 * street.zoom * index + 8 * street.zoom * Math.sin(6 * rise + index)
                    y: 602 * street.zoom - 78 * street.zoom * rise
                    width: 12 * street.zoom + 18 * street.zoom * rise
                    height: width
                    radius: width / 2
                    color: Theme.paperBright
                    opacity: 0.75 * Math.min(1, 4 * rise) * (1 - rise)
                    visible: town.status === Image.Ready
                }
            }
        }
    }

    Rectangle {
        y: street.eaves
        width: street.width
        height: street.feet - y
        color: Theme.night
        opacity: street.veil
        visible: street.night > 0
    }

    Item {
        y: planes.y

        StreetLayer {
            zoom: street.zoom
            shift: town.shift
            first: 620
            last: 1110
            opacity: street.night
            visible: street.night > 0
            source: Theme.asset("pictures/attract/town-lights.svg")
        }
        StreetLayer {
            id: people
            zoom: street.zoom
            shift: street.reach * street.walk
            first: 715
            visible: street.night < 1
            source: Theme.asset("pictures/attract/near.svg")
        }
        StreetLayer {
            zoom: street.zoom
            shift: people.shift
            first: 715
            opacity: street.night
            visible: street.night > 0
            source: Theme.asset("pictures/attract/near-night.svg")
        }
    }
}
