"""Where accounts keep what they know: tables, repositories, unit of work, migrations."""
