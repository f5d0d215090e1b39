"""What several pages have in common: a part of a page a module, its view and its maker."""
