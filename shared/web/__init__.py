"""What the pages of all services stand on: layout, identity, forms, lists, errors."""
