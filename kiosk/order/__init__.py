"""Basket, order, journal, sync. An order exists once the journal has committed it, and only then."""
