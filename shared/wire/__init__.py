"""How the published language looks on the wire: schemas, catalogue, envelope, upcasters."""
