"""What people do, one file each: `f(command, work, now)`, in the order of the work."""
