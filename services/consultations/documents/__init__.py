"""What the staff prints and exports: timesheets as PDF and XLSX, the register as XLSX."""
