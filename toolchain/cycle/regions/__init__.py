"""Many regions in one go: each one's cycles run as on their own, and what they came to over regions and years."""
