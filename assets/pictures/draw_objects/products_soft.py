DRAWN = {}
