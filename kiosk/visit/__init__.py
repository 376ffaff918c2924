"""A visit's state, language, idle and reset; pure, on a clock you can turn by hand."""
