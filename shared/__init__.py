"""What the services of a node share: the published language, the bus, documents."""
