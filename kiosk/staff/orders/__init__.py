"""Orders for staff: the queue, single orders, and proof that journal and store agree."""
