"""The look of Servicebook: a MkDocs theme that extends Material, and the body templates of its pages."""
