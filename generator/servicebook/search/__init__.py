"""The search index, made from the model: entries, their words, and the files that a browser fetches."""
