"""What the staff prints and exports: timesheets, the register of advice, slips of referrals."""
