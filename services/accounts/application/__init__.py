"""What people do with accounts, one file each: `f(command, work, now, tools)`."""
