"""Sites of the same content for other tools, made of a catalog: as somebody would build a service catalog with them."""
