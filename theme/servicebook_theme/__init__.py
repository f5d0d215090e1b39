"""The look of Servicebook: a MkDocs theme that extends Material (frame and assets), and the body templates of its pages."""
