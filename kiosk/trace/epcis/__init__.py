"""EPCIS 2.0 and CBV 2.0 events as JSON-LD: read, checked, kept, and written back without loss.

`read.read` takes bytes or a file and says of each event whether it is good or what is wrong; `event.Event` is what
a good one says; `store.EventStore` keeps them; `export.document` writes them. Nothing in a document is fetched.
"""
