"""From a view to HTML: what a page is, where it lies, Markdown, templates, frames."""
