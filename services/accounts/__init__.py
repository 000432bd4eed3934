"""The staff: who may log in, in which roles, and how they prove who they are."""
