"""The model: frozen records, the total builder that makes them, and what their references mean."""
