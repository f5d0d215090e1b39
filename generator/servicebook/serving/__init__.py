"""The site of a catalog that is being edited: its pages are made when they are asked for, and follow every save."""
