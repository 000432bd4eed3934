"""What the staff prints and exports: timesheets, the register, slips of referrals."""
